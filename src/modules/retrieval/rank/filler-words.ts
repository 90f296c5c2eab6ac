/**
 * Words, folded, in which people wrap a question and which an answer seldom repeats: they say little about its topic,
 * but more than stop words do. Of English, German, French, Spanish, Italian, Portuguese and Dutch together.
 */
const FILLERS = new Set(
  `now today currently nowadays tomorrow yesterday nevertheless nonetheless anyway really possible possibly able
  unable somebody someone anybody anyone everybody everyone nobody people person persons folks guy guys idea ideas kind kinds sort sorts certain wonder wondering wish suppose supposed seem seems appear try tried
  trying mean hear heard believe think thought sure ordinary usual usually normal normally typical typically best better
  good bad right wrong properly correctly exact exactly precise case situation matter stuff bit lot little later soon
  again ago back away together around else instead whether happen happened happens going go goes went gone come comes
  came take takes took taken put puts keep keeps kept use used using find found look looking looks work working works
  make makes made
  jetzt heute gerade momentan trotzdem eigentlich moglich jemand niemand leute mensch person idee art vielleicht
  richtig falsch gut besser best normal gewohnlich wirklich wieder spater bald brauche brauchen bekomme bekommen
  maintenant aujourd'hui actuellement possible quelqu'un personne gens vraiment bien mieux normal encore plutot
  ahora hoy actualmente posible alguien nadie persona gente realmente bien mejor normal otra vez todavia
  adesso oggi possibile qualcuno nessuno persona gente davvero bene meglio normale ancora
  agora hoje possivel alguem ninguem pessoa gente realmente bem melhor normal
  nu vandaag mogelijk iemand niemand mensen persoon echt goed beter normaal weer`.split(/\s+/),
);

/** @param word folded, not stemmed */
export function isFiller(word: string): boolean {
  return FILLERS.has(word);
}
