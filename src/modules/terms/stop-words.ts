/**
 * Words that carry no topic, lower case, without accents. Negations and words of number, time and place are not
 * among them: "without a receipt" and "with a receipt" are different questions.
 */
const WORDS = {
  en: `a an the this that these those there here it its they them their theirs he him his she her hers we us our ours i me my
    mine you your yours one ones some any each every such same own other another and or but if then than so as at by for
    from in into of on onto to with about over under between through during up down out off is am are was were be been
    being do does did doing done have has had having can could shall should will would may might must ought let lets
    what which who whom whose when where why how much many very just also too only even still already ever please tell
    give show know get got gets getting want wants need needs like would there's what's how's i'm i've don't doesn't
    it's that's you're we're they're isn't aren't wasn't weren't didn't won't can't couldn't wouldn't shouldn't i'd i'll you'll we've he's she's who's where's does thing things way ways exactly actually happen happens
    hi hello thanks thank explain say says said anyone someone something anything`,
  de: `der die das den dem des ein eine einen einem einer eines dieser diese dieses diesen diesem jener jene jenes und oder
    aber wenn dann als so wie am an auf aus bei bis durch fur gegen in im ins mit nach seit um unter uber von vom vor zu
    zum zur zwischen ist sind war waren sei sein bin bist seid gewesen haben hat habe hatte hatten hast wird werden wurde
    wurden worden kann konnen konnte konnten soll sollen sollte muss mussen musste darf durfen will wollen wollte mag
    mochte mochten was welche welcher welches welchen wer wen wem wessen wann wo warum wieso weshalb woher wohin wieviel
    viel viele ich mich mir mein meine meinen meiner meinem du dich dir dein deine er ihn ihm sie ihr ihre ihren ihrem
    ihrer es wir uns unser unsere euch euer sich man auch nur noch schon sehr mal bitte es gibt gibt's gib da dort hier
    denn doch ja etwas alles jede jeder jedes dass ob damit dabei dazu davon daran darauf eigentlich machen macht tun
    hallo danke`,
  fr: `le la les l un une des du de d au aux ce cet cette ces ca cela ceci et ou mais si alors que qui quoi dont quel quelle
    quels quelles quand comment pourquoi combien a dans en par pour sur avec vers chez entre sous est sont etait etaient
    etre ete suis es sommes etes ai as avons avez ont avoir avait avaient peut peux peuvent puis pouvoir pourrait doit doivent
    devoir faut fait faire fais font va vont je j me m moi mon ma mes tu te t toi ton ta tes il elle on nous vous ils
    elles se s soi son sa ses notre nos votre vos leur leurs lui y n qu c tres aussi seulement encore deja tout tous
    toute toutes meme plus s'il plait est-ce qu'est-ce bonjour merci lequel laquelle`,
  es: `el la los las lo un una unos unas este esta estos estas ese esa esos esas eso esto aquel aquella y e o u pero si entonces
    que quien quienes cual cuales cuando donde como porque cuanto cuanta cuantos cuantas a al ante con de del desde
    en entre hacia hasta para por sobre es son era eran ser sido soy eres somos fue fueron estar esta estan estoy estaba
    he ha han hay haber habia puede pueden puedo poder podria debe deben debo deber tiene tienen tengo tener hace hacer
    hago yo me mi mis tu te ti tus el ella ello nosotros nos nuestro nuestra nuestros nuestras vosotros ustedes usted
    ellos ellas se su sus le les muy tambien solo aun ya todo toda todos todas mas mismo favor hola gracias`,
  pt: `o a os as um uma uns umas este esta estes estas esse essa esses essas isso isto aquele aquela aquilo e ou mas se entao
    que quem qual quais quando onde como porque porquê quanto quanta quantos quantas ao aos a as de do da dos das desde em
    no na nos nas num numa entre para pelo pela pelos pelas por sobre com e sao era eram ser sido sou foi foram estar
    esta estao estou estava tem tenho ter tinha ha haver pode podem posso poder poderia deve devem devo dever faz fazer
    faco eu me mim meu minha meus minhas tu te ti teu tua voce voces ele ela eles elas nos nosso nossa nossos nossas se
    seu sua seus suas lhe lhes muito tambem so ainda ja tudo todo toda todos todas mais mesmo favor ola obrigado obrigada`,
  it: `il lo la i gli le l un uno una questo questa questi queste quello quella quelli quelle cio e ed o ma se allora che chi
    cosa quale quali quando dove come perche quanto quanta quanti quante a al allo alla ai agli alle da dal dallo dalla
    dai dagli dalle di del dello della dei degli delle in nel nello nella nei negli nelle su sul sullo sulla sui sugli
    sulle con per tra fra e sono era erano essere stato stata sei siamo siete ho hai ha abbiamo avete hanno avere aveva
    puo possono posso potere potrei potrebbe deve devono devo dovere fa fare faccio va io mi me mio mia miei mie tu ti te
    tuo tua tuoi tue lui lei noi ci nostro nostra nostri nostre voi vi vostro vostra loro si suo sua suoi sue ne molto
    anche solo ancora gia tutto tutta tutti tutte piu stesso favore ciao grazie`,
  nl: `de het een deze dit die dat er hier daar en of maar als dan zo wie wat welke welk wanneer waar waarom hoe hoeveel
    aan bij door in naar op over te ten ter tot tussen uit van vanaf voor met om onder is zijn was waren ben bent geweest
    heb hebt heeft hebben had hadden kan kunnen kon konden kunt mag mogen moet moeten moest zal zullen zou zouden wil
    willen wilt word wordt worden werd werden ik me mij mijn je jij jou jouw u uw hij hem zij ze haar hun wij we ons onze
    jullie zich men ook alleen nog al zeer heel even graag veel alle alles iets doen doet gaan gaat dus want hallo
    bedankt alstublieft`,
} as const satisfies Record<string, string>;

/** Languages that are stemmed, as ISO 639-1 codes. */
export type StemmedLanguage = keyof typeof WORDS;

export const STEMMED_LANGUAGES = Object.keys(WORDS) as StemmedLanguage[]; // The keys of a record by its own type.

/** "I'll" and "I'd" without their apostrophes, as terms are: these say something. */
const WORDS_OF_THEIR_OWN = new Set(["ill", "id"]);

const STOP_WORDS = new Map<string, ReadonlySet<string>>(
  Object.entries(WORDS).map(([language, words]) => [
    language,
    // Terms have no apostrophes: "don't" is "dont" there.
    new Set(
      words
        .split(/\s+/)
        .flatMap((word) => [word, word.replaceAll("'", "")])
        .filter((word) => !WORDS_OF_THEIR_OWN.has(word)),
    ),
  ]),
);

export function isStemmed(language: string): language is StemmedLanguage {
  return STOP_WORDS.has(language);
}

/** @param word lower case, without accents, with its apostrophes or without */
export function isStopWord(word: string, language: string): boolean {
  return STOP_WORDS.get(language)?.has(word) ?? false;
}
