/**
 * Everyday words by what they say: a line a meaning, columns English | German | French | Spanish, without accents.
 * Words of one column say nearly the same; those of the others are how one says it there. Entries of several words are
 * understood in questions only. General language: nothing here comes from anybody's documents.
 */
export const EVERYDAY_WORDS = `
buy, purchase, order, acquire, procure | kaufen, bestellen, erwerben, beschaffen, einkauf | acheter, commander, achat, acquerir | comprar, adquirir, compra
sell, sale | verkaufen, verkauf | vendre, vente | vender, venta
cost, price, fee, charge, rate, expense, how expensive | preis, kosten, gebuhr, entgelt, teuer | prix, cout, tarif, frais | precio, coste, costo, tarifa
cheap, inexpensive, affordable | billig, gunstig, preiswert | economique | barato, economico
expensive, costly, pricey | teuer, kostspielig | cher, couteux | caro, costoso
free, gratis, no charge, without paying | kostenlos, gratis, umsonst | gratuit | gratis, gratuito
pay, payment, settle | zahlen, bezahlen, zahlung | payer, paiement, regler | pagar, pago
invoice, bill, statement | rechnung, faktura | facture | factura, recibo
discount, reduction, rebate, price cut | rabatt, nachlass, ermassigung | remise, reduction, rabais | descuento, rebaja
refund, reimburse, reimbursement, repay, money back, pay back, give back | erstatten, zuruckzahlen, erstattung, ruckerstattung | rembourser, remboursement | devolver, reembolsar, reembolso, devolucion
return, send back, bring back, take back | zuruckgeben, rucksendung, ruckgabe, zuruckschicken | retourner, renvoyer, rendre, retour | devolver, devolucion
exchange, swap, replace, replacement, substitute | tauschen, umtauschen, ersetzen, austausch | echanger, remplacer, remplacement | cambiar, sustituir, reemplazar
ship, deliver, dispatch, delivery, shipment, shipping | liefern, versenden, lieferung, versand, schicken | livrer, expedier, livraison, envoi | enviar, entregar, envio, entrega
send, submit, transmit, hand in, mail | senden, schicken, einreichen, abgeben | envoyer, soumettre, transmettre | enviar, mandar, remitir
parcel, package, packet | paket, sendung | colis, paquet | paquete
receive, obtain, fetch | bekommen, erhalten, kriegen | recevoir, obtenir | recibir, obtener, conseguir
customer, client, buyer, patron | kunde, kaufer, auftraggeber | client, acheteur | cliente, comprador
supplier, vendor, seller, provider | lieferant, anbieter, verkaufer | fournisseur, vendeur | proveedor, vendedor
guarantee, warranty | garantie, gewahrleistung | garantie | garantia
contract, agreement | vertrag, vereinbarung | contrat, accord | contrato, acuerdo
cancel, terminate, call off, revoke, withdraw | kundigen, stornieren, kundigung, widerrufen, absagen | annuler, resilier, resiliation | cancelar, anular, rescindir
complaint, complain, grievance | beschwerde, reklamation, beschweren | plainte, reclamation | queja, reclamacion
delete, remove, erase, get rid of, throw away, discard, purge, take out, wipe | loschen, entfernen, loswerden, wegwerfen | supprimer, effacer, enlever, retirer | borrar, eliminar, quitar, suprimir
begin, start, commence, launch, kick off, set off, initiate | anfangen, beginnen, starten, beginn | commencer, debuter, demarrer | empezar, comenzar, iniciar
end, finish, complete, conclude, stop, quit, cease | beenden, aufhoren, enden, abschliessen | finir, terminer, arreter | terminar, acabar, finalizar
kill, abort, interrupt | abbrechen, abschiessen | tuer, interrompre | matar, interrumpir
fix, repair, mend, resolve, correct, put right, solve | reparieren, beheben, instandsetzen, losen | reparer, corriger, resoudre | reparar, arreglar, corregir, resolver
broken, faulty, defective, damaged, corrupt, does not work, doesn't work, not working, out of order | kaputt, defekt, beschadigt, fehlerhaft | casse, defectueux, endommage, panne | roto, averiado, danado, defectuoso
crash, hang, freeze, frozen, unresponsive, stuck, hung, stall | absturz, absturzen, hangt, einfrieren, eingefroren | planter, bloquer, fige | colgar, bloquear, bloqueado
error, fault, bug, defect, failure, problem, issue, trouble, malfunction | fehler, problem, storung, defekt | erreur, probleme, defaut, panne | error, problema, fallo
change, modify, alter, edit, amend, adjust, update, adapt | andern, anpassen, bearbeiten, aktualisieren, anderung | changer, modifier, adapter, mettre a jour | cambiar, modificar, adaptar, actualizar
new, brand-new, recent, latest, modern | neu, aktuell, modern | nouveau, recent, neuf | nuevo, reciente
old, obsolete, outdated, deprecated, former, previous, ancient | alt, veraltet, fruher, vorherig | vieux, ancien, obsolete | viejo, antiguo, obsoleto, anterior
newcomer, beginner, novice, new user, newbie | anfanger, neuling, einsteiger | debutant, novice | principiante, novato
expert, professional, specialist, experienced | fachmann, profi, experte | expert, specialiste | experto, especialista
make, create, build, produce, generate, construct | erstellen, anlegen, erzeugen, bauen | creer, fabriquer, construire, generer | crear, construir, generar
write, author, compose, draft | schreiben, verfassen | ecrire, rediger | escribir, redactar
author, writer, creator | autor, verfasser, entwickler | auteur, developpeur | autor, desarrollador
read, look at, view, browse | lesen, ansehen, anschauen | lire, consulter | leer, consultar
install, set up, deploy | installieren, einrichten, aufsetzen | installer, mettre en place | instalar
configure, set up, adjust, setting, configuration, preferences, customize | einstellen, konfigurieren, einrichten, einstellung | configurer, regler, parametrer, reglage | configurar, ajustar, configuracion
display, view, list, print | zeigen, anzeigen, auflisten | montrer, afficher, lister | mostrar, visualizar, listar
screen, display, monitor | bildschirm, monitor, anzeige | ecran, moniteur | pantalla, monitor
find, locate, search, look for, look up, discover, find out | finden, suchen, nachschlagen, herausfinden | trouver, chercher, rechercher | encontrar, buscar
ask, request, apply, application, petition | fragen, bitten, beantragen, antrag, anfrage | demander, demande | pedir, solicitar, solicitud
answer, reply, respond, response | antwort, antworten, erwidern | reponse, repondre | respuesta, responder
question, query, inquiry | frage, anfrage | question | pregunta, consulta
allow, permit, enable, authorize, permission, allowed, consent, legal, lawful | erlauben, genehmigen, gestatten, erlaubt | permettre, autoriser, autorisation | permitir, autorizar, permiso
forbid, prohibit, ban, disallow, forbidden, outlaw, illegal, not allowed, disable, unlawful | verbieten, untersagen, verboten | interdire, interdit, defendu | prohibir, prohibido
require, necessary, mandatory, obligatory, compulsory, requirement | brauchen, benotigen, notig, erforderlich, pflicht, notwendig | besoin, necessaire, obligatoire, exiger | necesitar, necesario, obligatorio, requerir
optional, voluntary | freiwillig, optional, wahlweise | facultatif, optionnel, volontaire | opcional, voluntario
holiday, vacation, leave, time off, days off, day off, absence | urlaub, ferien, erholungsurlaub, abwesenheit | vacances, conge | vacaciones, permiso
sick, ill, illness, sickness, unwell, disease | krank, krankheit, arbeitsunfahigkeit, krankmeldung | malade, maladie | enfermo, enfermedad, baja
doctor, physician, medical | arzt, mediziner, arztlich | medecin, docteur | medico, doctor
salary, wage, pay, earnings, compensation, income | gehalt, lohn, verdienst, vergutung | salaire, paie, remuneration | sueldo, salario, paga
boss, manager, supervisor, superior, head, chief | chef, vorgesetzter, leiter, fuhrungskraft | chef, responsable, superieur | jefe, responsable, superior
staff, employee, personnel, worker, colleague, workforce | mitarbeiter, angestellte, beschaftigte, personal, kollege | employe, salarie, personnel, collegue | empleado, trabajador, personal
job, work, position, employment, role, occupation | arbeit, stelle, job, tatigkeit, beruf | travail, emploi, poste, metier | trabajo, empleo, puesto
dismiss, lay off, dismissal, termination, sack, let go | entlassen, entlassung, kundigung | licencier, licenciement | despedir, despido
hire, recruit, employ, take on | einstellen, anstellen, einstellung | embaucher, recruter | contratar, reclutar
resign, retire, step down, step back, give up, quit, retirement, depart | zurucktreten, austreten, ausscheiden, ruhestand | demissionner, quitter, retraite | dimitir, renunciar, jubilar
join, become, enter, enroll, sign up, membership | beitreten, eintreten, mitglied | rejoindre, adherer, devenir, inscrire | unirse, inscribir, ingresar
leave, abandon, exit, go away | verlassen, weggehen | quitter, abandonner, partir | abandonar, salir, dejar
training, course, teach, learn, education, lesson | schulung, kurs, ausbildung, lernen, weiterbildung | formation, cours, apprendre | formacion, curso, aprender
meeting, appointment, conference | besprechung, termin, sitzung, treffen | reunion, rendez-vous | reunion, cita
rule, policy, regulation, guideline, law | regel, vorschrift, richtlinie, regelung, gesetz | regle, politique, reglement, loi | regla, norma, politica, ley
trip, travel, journey, business trip | reise, fahrt, dienstreise | voyage, deplacement, trajet | viaje, desplazamiento
hotel, accommodation, lodging, overnight | hotel, unterkunft, ubernachtung | hotel, hebergement | hotel, alojamiento
car, vehicle, automobile | auto, fahrzeug, wagen, pkw | voiture, vehicule | coche, vehiculo
train, railway, rail | zug, bahn | train | tren
flight, plane, airplane, fly | flug, flugzeug, fliegen | vol, avion | vuelo, avion
phone, telephone, call, mobile, cell phone, smartphone | telefon, handy, anrufen, mobiltelefon | telephone, appeler, portable | telefono, llamar, movil
mail, e-mail, email, message, post | mail, nachricht, post | courriel, message, courrier | correo, mensaje
letter, note | brief, schreiben | lettre | carta
address, location, place, site | adresse, anschrift, ort, standort | adresse, lieu, endroit | direccion, lugar, ubicacion
password, passphrase, credentials, secret, pin | passwort, kennwort | passe | contrasena
key, credential, token | schlussel | cle, clef | clave, llave
log in, sign in, login, sign on, log on | anmelden, einloggen, anmeldung | connecter, connexion | iniciar, acceder, acceso
log out, sign out, logout | abmelden, ausloggen | deconnecter | salir, desconectar
register, enroll, registration, sign up, subscribe | registrieren, anmelden, registrierung, abonnieren | inscrire, inscription, abonner | registrar, inscribir, suscribir
unsubscribe, opt out, sign off | abmelden, abbestellen, austragen | desinscrire, desabonner | darse, cancelar
account, profile, login | konto, benutzerkonto, profil | compte, profil | cuenta, perfil
backup, back up, copy, duplicate | sicherung, kopie, kopieren, sichern | sauvegarde, copie, copier | copia, respaldo, copiar
restore, recover, bring back, get back, recovery, reactivate | wiederherstellen, zuruckholen, reaktivieren | restaurer, recuperer | restaurar, recuperar
lose, lost, missing, absent, lack | verlieren, verloren, fehlt, fehlend | perdre, perdu, manquant | perder, perdido, falta
steal, theft, stolen, rob | stehlen, diebstahl, gestohlen | voler, vol | robar, robo
fast, quick, rapid, speed, quickly | schnell, rasch, geschwindigkeit | rapide, vite, vitesse | rapido, velocidad
slow, sluggish, delay | langsam, trage, verzogerung | lent, lenteur, retard | lento, retraso
big, large, huge, size, great | gross, riesig, grosse | grand, gros, taille | grande, tamano
small, little, tiny, short, brief | klein, kurz, winzig | petit, court | pequeno, corto, breve
maximum, limit, at most, no more than, up to, ceiling, highest | hochstens, maximal, maximum, grenze, limit | maximum, plafond, limite | maximo, limite
minimum, at least, no less than, lowest | mindestens, minimum, wenigstens | minimum, moins | minimo, menos
deadline, due, time limit, cutoff, latest, how late, how soon, how early, by when, until when, at the latest | frist, termin, stichtag, bis wann, wie spat, spatestens | delai, echeance, jusqu'a quand | plazo, vencimiento, hasta cuando
duration, period, length, how long | dauer, zeitraum, wie lange | duree, periode, combien de temps | duracion, periodo, cuanto tiempo
heavy, weigh, weight | schwer, wiegen, gewicht | lourd, peser, poids | pesado, pesar, peso
tall, high, height | hoch, hohe | haut, hauteur | alto, altura
deep, depth | tief, tiefe | profond, profondeur | profundo, profundidad
wide, broad, width | breit, breite | large, largeur | ancho, anchura
far, distance | weit, entfernung, distanz | loin, distance | lejos, distancia
age, old | alter, alt | age | edad
day, daily | tag, taglich | jour, quotidien | dia, diario
week, weekly | woche, wochentlich | semaine, hebdomadaire | semana, semanal
month, monthly | monat, monatlich | mois, mensuel | mes, mensual
year, yearly, annual, annually | jahr, jahrlich | an, annee, annuel | ano, anual
early, ahead, advance, beforehand, in advance | fruh, vorher, voraus | avance, tot | antes, antelacion
late, overdue, belated | spat, verspatet | tard, retard | tarde, retrasado
help, assist, support, assistance, aid | hilfe, unterstutzung, helfen | aide, assistance, aider | ayuda, asistencia, ayudar
contact, reach, get in touch | kontakt, erreichen, kontaktieren | contacter, joindre | contactar, contacto
download, fetch, retrieve | herunterladen, download | telecharger | descargar
upload, send up | hochladen | televerser, envoyer | subir, cargar
keep, retain, store, save, preserve, hold on to | behalten, aufbewahren, speichern | garder, conserver, sauvegarder | guardar, conservar
hide, conceal, invisible | verstecken, verbergen | cacher, masquer | ocultar, esconder
open, unlock | offnen, aufmachen | ouvrir, deverrouiller | abrir, desbloquear
close, shut, lock | schliessen, zumachen, sperren | fermer, verrouiller | cerrar, bloquear
choose, select, pick, decide | wahlen, auswahlen, entscheiden | choisir, selectionner | elegir, escoger, seleccionar
use, utilize, usage | verwenden, benutzen, nutzen, einsetzen | utiliser, usage, employer | usar, utilizar, uso
check, verify, inspect, examine, review, test, try, validate | prufen, kontrollieren, uberprufen, testen, probieren | verifier, controler, tester, essayer | comprobar, verificar, revisar, probar
approve, confirm, accept, sign off, approval, consent, agree | genehmigen, bestatigen, zustimmen, zustimmung | approuver, confirmer, accepter | aprobar, confirmar, aceptar
reject, refuse, decline, deny, turn down | ablehnen, verweigern, zuruckweisen | refuser, rejeter | rechazar, negar
object, oppose, objection, veto, disagree | widersprechen, einwand, widerspruch | opposer, objection | oponer, objecion
describe, clarify, explanation | erklaren, beschreiben, erlautern | expliquer, decrire | explicar, describir
difference, differ, distinguish, versus, compare | unterschied, unterscheiden, vergleich | difference, distinguer, comparer | diferencia, distinguir, comparar
identical, equal, alike | gleich, identisch, selbe | identique, egal, pareil | igual, identico
important, essential, crucial, critical, vital | wichtig, wesentlich, entscheidend | important, essentiel | importante, esencial
danger, hazard, risk, dangerous, risky | gefahr, risiko, gefahrlich | danger, risque, dangereux | peligro, riesgo, peligroso
safe, secure, safety, security, protect | sicher, sicherheit, schutzen, schutz | securite, proteger | seguro, seguridad, proteger
encrypt, encryption, cryptography, cipher | verschlusseln, verschlusselung, kryptographie | chiffrer, chiffrement, cryptographie | cifrar, cifrado, criptografia
private, confidential, secret, privacy | privat, vertraulich, geheim | prive, confidentiel | privado, confidencial
public, everyone, open | offentlich, alle | public | publico
child, kid, children | kind, kinder | enfant | nino, hijo
man, male, husband | mann | homme | hombre
woman, female, wife | frau, schwanger | femme, enceinte | mujer, embarazada
parent, mother, father, maternity, parental | eltern, mutter, vater | parent, mere, pere | padre, madre
house, home, apartment, flat | haus, wohnung, zuhause | maison, domicile, logement | casa, vivienda
remote, home office, telework, from home, work from home | homeoffice, heimarbeit, mobil | teletravail, distance | teletrabajo, remoto
building, premises, office, facility | gebaude, buro | batiment, bureau, locaux | edificio, oficina
room, space | raum, zimmer | salle, piece, chambre | sala, habitacion
food, meal, eat, lunch, dinner | essen, mahlzeit, verpflegung | repas, nourriture, manger | comida, comer
drink, beverage | trinken, getrank | boire, boisson | beber, bebida
money, cash, funds | geld, bargeld | argent, fonds | dinero, efectivo
tax, vat, duty | steuer, mehrwertsteuer | impot, taxe | impuesto
insurance, insured, cover, coverage | versicherung, versichert | assurance, assure | seguro, asegurado
owner, in charge, responsible, proprietor | eigentumer, besitzer, zustandig, verantwortlich, betreuer | proprietaire, responsable | propietario, dueno, responsable, encargado
folder, directory | ordner, verzeichnis | dossier, repertoire | carpeta, directorio
file, document | datei, dokument, unterlage | fichier, document | archivo, fichero, documento
record, log, protocol, journal | aufzeichnung, protokoll, protokollieren | journal, registre, enregistrer | registro, registrar
program, software, application, app, tool, utility | programm, software, anwendung, werkzeug, paket | programme, logiciel, application, outil, paquet | programa, aplicacion, herramienta, paquete
computer, machine, system, host, pc, desktop | rechner, computer, pc | ordinateur, machine | ordenador, computadora, equipo
laptop, notebook, portable computer | laptop, notebook | portable | portatil
server, host, machine | server, rechner | serveur | servidor
network, internet, web, online, connection | netzwerk, netz, internet, verbindung | reseau, internet, connexion | red, internet, conexion
wireless, wifi, wi-fi, wlan | drahtlos, wlan, funk | wifi | inalambrico, wifi
hardware, device, equipment | gerat, hardware, ausrustung | materiel, appareil, equipement | hardware, dispositivo, aparato, equipo
disk, drive, hard disk, ssd, storage | festplatte, laufwerk, platte, speicher | disque, lecteur, stockage | disco, unidad, almacenamiento
cd, dvd, disc, cdrom, optical | cd, dvd | cd, dvd | cd, dvd
memory, ram | speicher, arbeitsspeicher | memoire | memoria
printer, print, printing | drucker, drucken | imprimante, imprimer | impresora, imprimir
keyboard, key, keystroke, press | tastatur, taste | clavier, touche | teclado, tecla
picture, image, photo, graphic | bild, foto, grafik | image, photo | imagen, foto
video, film, movie, clip | video, film | video, film | video, pelicula
sound, audio, music, noise | ton, klang, musik, audio | audio, musique | sonido, audio, musica
clock, time, hour, timer | uhr, uhrzeit, zeit, stunde | heure, horloge | hora, reloj, tiempo
date, calendar, day | datum, kalender | date, calendrier | fecha, calendario
run, execute, start, launch | ausfuhren, starten, laufen | executer, lancer, demarrer | ejecutar, lanzar, arrancar
boot, start up, startup, power on | hochfahren, booten, startvorgang | demarrage, amorcer | arrancar, arranque
shut down, turn off, switch off, power off, shutdown, halt | herunterfahren, ausschalten, abschalten | eteindre, arreter | apagar
turn on, switch on, enable, activate | einschalten, anschalten, aktivieren | allumer, activer | encender, activar
upgrade, update, newer version, release | aktualisieren, upgrade, update, aktualisierung | mise a jour, mettre a jour, version | actualizar, actualizacion
downgrade, go back, revert, undo, roll back, rollback, reverse | zuruck, ruckgangig, rueckgangig | revenir, annuler | volver, deshacer, revertir
command, instruction, order | befehl, kommando, anweisung | commande, instruction | orden, comando, mandato
option, flag, parameter, switch, argument | option, schalter, parameter | option, parametre | opcion, parametro
user, person, people | benutzer, nutzer, anwender, person | utilisateur, personne | usuario, persona
administrator, admin, root, superuser, sysadmin | administrator, verwalter | administrateur | administrador
website, web page, homepage, site | webseite, website, internetseite | site, page | sitio, pagina
translate, translation, language, localize | ubersetzen, ubersetzung, sprache | traduire, traduction, langue | traducir, traduccion, idioma
empty, blank, nothing | leer | vide | vacio
full, complete, entire, whole | voll, ganz, vollstandig | plein, entier, complet | lleno, completo, entero
wrong, incorrect, invalid, bad, mistake | falsch, ungultig, fehlerhaft | faux, incorrect, invalide | incorrecto, invalido, equivocado
right, correct, proper, valid | richtig, korrekt, gultig | correct, juste, valide | correcto, valido
good, best, recommended, suitable, recommend, suggest, advise | gut, beste, empfohlen, geeignet, empfehlen | bon, meilleur, recommande, conseille | bueno, mejor, recomendado
rude, hostile, impolite, offensive, unfriendly | unhoflich, feindselig, grob | hostile, impoli | grosero, hostil
harass, harassment, bully, discrimination, abuse | belastigung, mobbing, diskriminierung | harcelement, discrimination | acoso, discriminacion
accident, injury, injured, hurt | unfall, verletzung, verletzt | accident, blessure | accidente, lesion
emergency, urgent, immediately, alarm | notfall, dringend, sofort | urgence, urgent | emergencia, urgente
fire, smoke, burn | feuer, brand, rauch | feu, incendie | fuego, incendio
grant, provide, hand over, supply | geben, gewahren, bereitstellen | donner, accorder, fournir | dar, conceder, proporcionar
take over, adopt, assume | ubernehmen, ubernahme | reprendre, adopter | adoptar, asumir
share, split, distribute | teilen, verteilen | partager, distribuer | compartir, distribuir
copy, clone, duplicate | kopieren, kopie | copier, copie | copiar, copia
move, transfer, relocate, migrate | verschieben, umziehen, verlegen | deplacer, transferer | mover, trasladar
connect, join, link, attach | verbinden, anschliessen, verbindung | connecter, relier | conectar, enlazar
part, component, piece, section | teil, bestandteil, abschnitt | partie, composant, section | parte, componente, seccion
list, table, overview, summary | liste, tabelle, ubersicht | liste, tableau, resume | lista, tabla, resumen
reason, cause | grund, ursache | raison, cause | razon, causa, motivo
goal, purpose, aim, objective, intention | ziel, zweck, absicht | but, objectif | objetivo, fin, proposito
name, title, label, call | name, titel, bezeichnung, heisst | nom, titre | nombre, titulo
number, amount, count, quantity | anzahl, menge, nummer, zahl | nombre, quantite, numero | numero, cantidad
increase, raise, grow, more | erhohen, steigern, erhohung | augmenter, augmentation | aumentar, incrementar
decrease, reduce, lower, less, cut | senken, verringern, reduzieren | reduire, diminuer, baisser | reducir, disminuir, bajar
wait, pending, queue, delay | warten, wartezeit | attendre, attente | esperar, espera
remember, remind, reminder, recall | erinnern, erinnerung | rappeler, rappel | recordar, recordatorio
forget, forgotten | vergessen | oublier, oublie | olvidar
manual, handbook, guide, documentation, instructions | handbuch, anleitung, dokumentation | manuel, guide, documentation | manual, guia, documentacion
manually, by hand | manuell, handisch, von hand | manuellement, a la main | manualmente, a mano
automatic, automatically, by itself | automatisch, von selbst | automatique, automatiquement | automatico, automaticamente
licence, license, permit | lizenz | licence | licencia
company, business, firm, enterprise, organisation, organization, commercial | firma, unternehmen, betrieb | entreprise, societe | empresa, compania
department, division, team, unit | abteilung, bereich, team | service, departement, equipe | departamento, equipo
country, nation, state | land, staat | pays, etat | pais, estado
city, town | stadt, ort | ville | ciudad
animal, pet, dog, cat | tier, haustier, hund | animal, chien | animal, mascota, perro
clothes, clothing, dress, wear | kleidung, tragen | vetement, porter | ropa, vestir
`;
