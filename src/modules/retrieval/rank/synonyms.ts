import { fold } from "../fold.ts";
import { stem } from "../stem.ts";
import type { StemmedLanguage } from "../stop-words.ts";

/**
 * Everyday words that say the same, a line a group; words of a group that are more than one word are understood in
 * questions only. General language: nothing here comes from anybody's documents.
 */
const GROUPS: Partial<Record<StemmedLanguage, string>> = {
  en: `
    buy, purchase, order, acquire, procure
    cost, price, fee, charge, rate, expense, how expensive, how much money
    delete, remove, erase, get rid of, throw away, discard, purge, take out
    cancel, terminate, end, call off, quit, stop
    begin, start, commence, launch, kick off, set off
    end, finish, complete, conclude
    fix, repair, mend, resolve, correct, put right
    broken, faulty, defective, damaged, does not work, doesn't work, not working
    error, fault, bug, defect, failure, problem, issue
    change, modify, alter, edit, amend, adjust, update
    make, create, build, produce, set up
    install, set up, deploy
    configure, set up, adjust, setting, configuration
    show, display, view, list, print
    find, locate, search, look for, look up
    ask, request, apply, application
    allow, permit, enable, let, authorize, permission, allowed
    forbid, prohibit, ban, disallow, forbidden, not allowed
    need, require, must, necessary, mandatory, obligatory, compulsory
    optional, voluntary
    holiday, vacation, leave, time off, days off, day off, absence
    sick, ill, illness, sickness, unwell
    salary, wage, pay, earnings, compensation
    boss, manager, supervisor, superior
    staff, employee, personnel, worker, colleague
    job, work, position, employment, role
    fire, dismiss, terminate, lay off, dismissal, termination
    hire, recruit, employ, take on
    client, customer, buyer
    supplier, vendor, seller
    invoice, bill
    refund, reimburse, reimbursement, repay, money back, pay back, give back
    return, send back, bring back, take back
    ship, deliver, dispatch, delivery, shipment, shipping
    guarantee, warranty
    contract, agreement
    rule, policy, regulation, guideline
    trip, travel, journey
    car, vehicle, automobile
    phone, telephone, call, mobile
    mail, e-mail, email, message
    address, location, place
    password, passphrase, credentials
    log in, sign in, login, sign on
    log out, sign out, logout
    sign up, register, enroll, registration
    account, profile
    backup, back up, copy
    restore, recover, bring back
    fast, quick, rapid, speed
    slow, sluggish
    big, large, huge, size
    small, little, tiny
    maximum, limit, at most, no more than, up to, ceiling
    minimum, at least, no less than
    deadline, due, latest, time limit
    duration, period, length
    help, assist, support, assistance
    contact, reach, get in touch
    send, submit, transmit, hand in, upload
    get, obtain, receive, fetch
    download, fetch, retrieve
    keep, retain, store, save, preserve, hold on to
    hide, conceal
    open, launch
    close, shut
    choose, select, pick
    use, utilize, employ, usage
    check, verify, inspect, examine, review, test
    approve, confirm, accept, sign off, approval, consent
    reject, refuse, decline, deny
    explain, describe, clarify
    difference, differ, distinguish, versus
    important, essential, crucial, critical
    danger, hazard, risk, dangerous
    safe, secure, safety, security
    child, kid
    doctor, physician
    house, home
    food, meal
    money, cash, funds, payment
    owner, maintainer, responsible, in charge
    folder, directory
    file, document
    program, software, application, app, package
    computer, machine, system, host
    run, execute, start, launch
    command, instruction
    option, flag, parameter, switch
    user, person
    website, web page, site, homepage
    picture, image, photo
    new, newcomer, beginner, novice
    old, obsolete, outdated, deprecated
    empty, blank
    wrong, incorrect, invalid, bad
    right, correct, proper
    join, become, enter
    leave, quit, resign, retire, step down, step back
    give, grant, provide, hand over
    absent, away, unavailable
    missing, absent, lost, lack
    share, split, distribute
    part, component, piece, section
    answer, reply, respond, response
    question, query
    translate, translation, language
    reason, cause, why
    name, title, label
    number, amount, count, quantity`,
  de: `
    kaufen, bestellen, erwerben, beschaffen
    preis, kosten, gebuhr, entgelt, teuer
    loschen, entfernen, loswerden, wegwerfen
    kundigen, beenden, stornieren, kundigung, aufhoren
    anfangen, beginnen, starten, beginn
    reparieren, beheben, instandsetzen
    kaputt, defekt, beschadigt, fehlerhaft
    fehler, problem, storung, defekt
    andern, anpassen, bearbeiten, aktualisieren
    erstellen, anlegen, machen, erzeugen
    erlauben, genehmigen, gestatten, durfen, erlaubt
    verbieten, untersagen, verboten
    urlaub, ferien, frei, erholungsurlaub
    krank, krankheit, arbeitsunfahigkeit, krankmeldung
    gehalt, lohn, verdienst, vergutung, geld
    chef, vorgesetzter, leiter, fuhrungskraft
    mitarbeiter, angestellte, beschaftigte, personal
    arbeit, stelle, job, tatigkeit
    kunde, kaufer, auftraggeber
    rechnung, faktura
    erstatten, zuruckzahlen, erstattung, ruckerstattung
    liefern, versenden, lieferung, versand, schicken
    garantie, gewahrleistung
    vertrag, vereinbarung
    regel, vorschrift, richtlinie, regelung
    reise, fahrt, dienstreise
    auto, fahrzeug, wagen, pkw
    telefon, handy, anrufen
    passwort, kennwort
    anmelden, einloggen, registrieren
    frist, termin, stichtag
    hilfe, unterstutzung, helfen
    schicken, senden, einreichen
    behalten, aufbewahren, speichern
    prufen, kontrollieren, uberprufen
    zustandig, verantwortlich
    wohnung, haus
    hochstens, maximal, maximum
    mindestens, minimum`,
  fr: `
    acheter, commander, acquerir, achat
    prix, cout, tarif, frais
    supprimer, effacer, enlever, retirer
    annuler, resilier, arreter, resiliation
    commencer, debuter, demarrer
    reparer, corriger, resoudre
    casse, defectueux, endommage, panne
    erreur, probleme, defaut, panne
    changer, modifier, adapter
    creer, faire, fabriquer
    permettre, autoriser, autorisation
    interdire, interdit, defendu
    vacances, conge
    malade, maladie, arret
    salaire, paie, remuneration
    chef, responsable, superieur
    employe, salarie, personnel
    travail, emploi, poste
    client, acheteur
    facture, note
    rembourser, remboursement
    livrer, envoyer, expedier, livraison
    garantie
    contrat, accord
    regle, politique, reglement
    voyage, deplacement, trajet
    voiture, vehicule
    delai, echeance, date limite
    aide, assistance
    garder, conserver, sauvegarder
    verifier, controler
    maximum, plafond, limite`,
  es: `
    comprar, adquirir, pedir, compra
    precio, coste, costo, tarifa
    borrar, eliminar, quitar, suprimir
    cancelar, anular, rescindir
    empezar, comenzar, iniciar
    reparar, arreglar, corregir
    roto, averiado, danado, defectuoso
    error, problema, fallo
    cambiar, modificar
    crear, hacer
    permitir, autorizar, permiso
    prohibir, prohibido
    vacaciones, permiso
    enfermo, enfermedad, baja
    sueldo, salario, paga
    jefe, responsable, superior
    empleado, trabajador, personal
    trabajo, empleo, puesto
    cliente, comprador
    factura, recibo
    devolver, reembolsar, reembolso, devolucion
    enviar, mandar, entregar, envio, entrega
    contrato, acuerdo
    regla, norma, politica
    viaje, desplazamiento
    coche, carro, vehiculo
    plazo, fecha limite
    ayuda, asistencia
    guardar, conservar
    comprobar, verificar, revisar`,
};

interface Synonyms {
  /** Stem of a word to stems of others. */
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
  /** Phrases of several words, longest first, with what they mean. */
  readonly phrases: readonly { readonly words: readonly string[]; readonly mean: ReadonlySet<string> }[];
}

const built = new Map<string, Synonyms>();

/** Other stems that say what a word's stem says. */
export function synonymsOf(stemmed: string, language: StemmedLanguage): ReadonlySet<string> {
  return tableOf(language).words.get(stemmed) ?? NONE;
}

/** The longest phrase that the folded words have at `at`. */
export function phraseAt(
  words: readonly string[],
  at: number,
  language: StemmedLanguage,
): { readonly length: number; readonly mean: ReadonlySet<string> } | null {
  for (const phrase of tableOf(language).phrases) {
    if (phrase.words.every((word, index) => words[at + index] === word)) {
      return { length: phrase.words.length, mean: phrase.mean };
    }
  }
  return null;
}

const NONE: ReadonlySet<string> = new Set();

function tableOf(language: StemmedLanguage): Synonyms {
  let table = built.get(language);
  if (table === undefined) {
    table = build(GROUPS[language] ?? "", language);
    built.set(language, table);
  }
  return table;
}

function build(groups: string, language: StemmedLanguage): Synonyms {
  const words = new Map<string, Set<string>>();
  const phrases: { words: string[]; mean: Set<string> }[] = [];
  for (const line of groups.split("\n")) {
    const entries = line
      .split(",")
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "");
    const single = entries.filter((entry) => !entry.includes(" ")).map((entry) => stem(entry, language));
    for (const word of single) {
      const others = words.get(word) ?? new Set();
      for (const other of single) if (other !== word) others.add(other);
      words.set(word, others);
    }
    for (const entry of entries) {
      if (entry.includes(" ")) phrases.push({ words: entry.split(" ").map(fold), mean: new Set(single) });
    }
  }
  phrases.sort((a, b) => b.words.length - a.words.length);
  return { words, phrases };
}
