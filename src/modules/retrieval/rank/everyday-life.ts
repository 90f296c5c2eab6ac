/**
 * More of everyday-words.ts, in its form: what people say of their lives, their work and their purchases, beside what
 * rules, contracts and manuals call it. General language: nothing here comes from anybody's documents.
 */
export const EVERYDAY_LIFE = `
mum, mom, mother, mama, mummy | mutter, mama, mutti | mere, maman | madre, mama
dad, father, papa, daddy | vater, papa, vati | pere, papa | padre, papa
child, kid, minor, underage, youngster, toddler | kind, kinder, minderjahrig, jugendliche | enfant, mineur, gosse | nino, hijo, menor
baby, infant, newborn | baby, saugling, neugeborene | bebe, nourrisson | bebe, recien
pregnant, pregnancy, expecting, expecting a baby, maternity, expectant | schwanger, schwangerschaft, mutterschutz, schwangere | enceinte, grossesse, maternite | embarazada, embarazo, maternidad
birth, childbirth, parental leave, maternity, paternity | geburt, elternzeit | naissance, paternite | nacimiento, paternidad
wedding, marriage, marry, nuptials, get married | hochzeit, heirat, heiraten, trauung, eheschliessung | mariage, epouser, noces | boda, matrimonio, casarse
spouse, husband, wife, partner | ehepartner, ehemann, ehefrau, partner | conjoint, epoux, epouse | conyuge, esposo, esposa
divorce, separation, split up | scheidung, trennung | divorce, separation | divorcio, separacion
die, death, deceased, bereavement, pass away, passed away, dead, mourning | sterben, tod, todesfall, gestorben, verstorben, trauer, trauerfall | mourir, deces, mort, deuil | morir, muerte, fallecimiento, luto
funeral, burial | beerdigung, beisetzung, bestattung | funerailles, enterrement, obseques | funeral, entierro
relative, family, next of kin, relation | verwandte, angehorige, familie, familienangehorige | parent, famille, proche | familiar, pariente, familia
elderly, senior, pensioner | senior, rentner, altere | senior, retraite | anciano, jubilado
disabled, disability, handicapped, wheelchair, accessible, accessibility, barrier-free, cannot walk | behindert, behinderung, rollstuhl, barrierefrei, schwerbehindert | handicap, handicape, fauteuil, accessible | discapacidad, discapacitado, accesible
injured, injury, hurt, wound, wounded | verletzt, verletzung, wunde | blessure, blesser, blesse | herida, lesion, herido
unconscious, faint, fainted, collapse, pass out, passed out | bewusstlos, ohnmachtig, zusammenbruch | inconscient, evanoui | inconsciente, desmayo
ambulance, paramedic, rescue, emergency services | rettungswagen, notarzt, rettung, rettungsdienst | ambulance, secours | ambulancia, rescate
medicine, medication, drug, pill, tablet, remedy | medikament, arznei, tablette, arzneimittel | medicament, pilule, comprime | medicamento, medicina, pastilla
prescription, prescribed, prescribe | rezept, verschreibung, verordnung | ordonnance, prescription | receta, prescripcion
vaccine, vaccination, vaccinate, jab, shot, immunisation, immunization, booster | impfung, impfen, impfstoff, geimpft | vaccin, vaccination, vacciner | vacuna, vacunacion, vacunar
allergy, allergic, intolerance | allergie, allergisch, unvertraglichkeit | allergie, allergique | alergia, alergico
fever, temperature | fieber, temperatur | fievre, temperature | fiebre, temperatura
surgery, operation, procedure, operate | operation, eingriff | operation, chirurgie | operacion, cirugia
hospital, clinic, ward | krankenhaus, klinik, spital | hopital, clinique | hospital, clinica
sick note, sick certificate, medical certificate, doctor's note, certificate | krankmeldung, attest, krankschreibung, arbeitsunfahigkeitsbescheinigung, bescheinigung | certificat, attestation | certificado, justificante
call in sick, report sick, be ill, fall ill, fell ill, sickness, unwell | krankmelden, krank melden, erkrankt, erkranken | malade, maladie | enfermar, enfermedad
alcohol, alcoholic, beer, wine, liquor, booze, spirits | alkohol, bier, wein, alkoholisch | alcool, biere, vin | alcohol, cerveza, vino
smoke, smoking, cigarette, tobacco, vape | rauchen, zigarette, tabak, raucher | fumer, cigarette, tabac | fumar, cigarrillo, tabaco
meal, lunch, food, catering, canteen, snack, dinner, breakfast | mahlzeit, mittagessen, kantine, verpflegung, fruhstuck | repas, dejeuner, cantine | comida, almuerzo, cantina
vegetarian, vegan, meatless, plant-based | vegetarisch, vegan, fleischlos | vegetarien, vegan | vegetariano, vegano
dog, puppy, hound, canine | hund, welpe | chien, chiot | perro, cachorro
cat, kitten, feline | katze, kater | chat, chaton | gato, gatito
pet, animal, livestock | haustier, tier, vieh | animal | mascota, animal
feed, feeding, diet, nutrition | futtern, futter, ernahrung | nourrir, alimentation | alimentar, alimentacion
remote, home office, work from home, working from home, telework, from home, at home, daheim, hybrid | homeoffice, heimarbeit, daheim, zuhause, mobil | teletravail, domicile | teletrabajo, casa, remoto
overtime, extra hours, additional hours, work late, longer hours | uberstunden, mehrarbeit | heures supplementaires, supplementaire | horas extra, extraordinarias
shift, roster, rota, schedule, timetable | schicht, dienstplan, schichtplan, plan | horaire, planning, equipe | turno, horario
break, pause, rest, lunch break | pause, ruhezeit, mittagspause | pause, repos | pausa, descanso
clock in, time sheet, timesheet, time recording, attendance | zeiterfassung, stempeln, arbeitszeiterfassung | pointage, pointer | fichar, registro
working hours, working time, full time, part time, part-time | arbeitszeit, vollzeit, teilzeit | temps partiel, horaires | jornada, horario
raise, pay rise, pay raise, salary increase, increase | gehaltserhohung, lohnerhohung, erhohung | augmentation | aumento, subida
bonus, premium, commission, incentive | bonus, pramie, provision, zulage | prime, bonus, commission | prima, bono, comision
payday, paid out, payslip, payroll, pay slip | gehaltsabrechnung, lohnabrechnung, auszahlung, zahltag | bulletin, paie | nomina
expense, expenses, spending, outlay, reimbursement, claim | spesen, auslagen, reisekosten, kosten | frais, depense, note de frais | gasto, gastos, dieta
allowance, per diem, flat rate, lump sum, flat-rate | pauschale, tagegeld, verpflegungspauschale, zuschuss | indemnite, forfait, allocation | dieta, asignacion, subsidio
subsidy, grant, contribution, financial support, funding | zuschuss, forderung, beihilfe, beitrag | subvention, aide, contribution | subvencion, ayuda, aportacion
probation, probationary, trial period, trial | probezeit, probe | essai, periode d'essai | prueba, periodo de prueba
notice, notice period, give notice, hand in notice, hand in my notice | kundigungsfrist, kundigung, frist | preavis | preaviso
quit, resign, leave the company, resignation, quits, leaver, hand in notice | kundigen, ausscheiden, austritt, kundigung | demission, demissionner, depart | dimision, renuncia, baja
fire, fired, get fired, sacked, dismiss, dismissal | gefeuert, entlassen, entlassung, rauswurf | licencier, renvoi, licenciement | despido, despedir
newcomer, rookie, new hire, new employee, starter, new starter, first day, newbie, onboarding | neuling, einsteiger, neue mitarbeiter, einarbeitung, einarbeiten, erster tag | debutant, nouveau, integration, accueil | nuevo, novato, incorporacion
mentor, buddy, mate, coach, sponsor, tutor | mentor, pate, betreuer | mentor, parrain, tuteur | mentor, tutor, padrino
apprentice, trainee, intern, internship, apprenticeship, placement | azubi, auszubildende, lehrling, praktikant, praktikum, ausbildung | apprenti, stagiaire, stage | aprendiz, becario, practicas
interview, job interview, applicant, candidate | vorstellungsgesprach, bewerber, bewerbung | entretien, candidat | entrevista, candidato
promotion, promote, career, get ahead | beforderung, karriere, aufstieg | promotion, carriere | ascenso, promocion, carrera
review, appraisal, performance review, evaluation, feedback | beurteilung, mitarbeitergesprach, bewertung | evaluation, bilan | evaluacion, revision
dress code, clothing, attire, uniform, outfit, what to wear | kleiderordnung, kleidung, uniform, dienstkleidung | tenue, uniforme | vestimenta, uniforme
bully, bullying, harassment, mobbing, discriminate, discrimination, sexism, racism | mobbing, belastigung, diskriminierung | harcelement, discrimination | acoso, discriminacion
whistleblower, report misconduct, misconduct, wrongdoing | hinweisgeber, fehlverhalten, verstoss | alerte, faute | denuncia, irregularidad
colleague, coworker, co-worker, teammate | kollege, kollegin, mitarbeiter | collegue | companero, colega
people, staff, employees, personnel, crew, team | leute, personal, belegschaft, team | personnel, equipe | personal, equipo, plantilla
subcontractor, freelancer, contractor, self-employed | subunternehmer, freiberufler, auftragnehmer, selbstandig | prestataire, independant, sous-traitant | autonomo, contratista
sabbatical, unpaid leave, career break, time out | sabbatical, auszeit, unbezahlter urlaub | sabbatique | sabatico, excedencia
leave, annual leave, vacation days, holiday entitlement, days off, holidays, entitlement | urlaub, urlaubstage, urlaubsanspruch, jahresurlaub | conges, vacances | vacaciones, dias libres
public holiday, bank holiday, national holiday | feiertag, feiertage, gesetzlicher feiertag | jour ferie, ferie | festivo, feriado
pension, retirement savings, old age, retirement plan, superannuation | rente, altersvorsorge, betriebsrente, pension | retraite, pension | pension, jubilacion
union, works council, staff council, employee representative | gewerkschaft, betriebsrat, personalrat | syndicat, comite | sindicato, comite
safety shoes, helmet, goggles, gloves, protective equipment, ppe | sicherheitsschuhe, helm, schutzbrille, handschuhe, schutzausrustung | casque, gants, protection, equipement | casco, guantes, proteccion
fine, penalty, ticket, parking ticket, speeding ticket, sanction | strafe, busse, bussgeld, strafzettel, knollchen, strafgebuhr | amende, contravention, penalite | multa, sancion, penalizacion
deposit, down payment, security deposit, prepayment, advance payment, pay upfront, upfront | kaution, anzahlung, pfand, vorauszahlung, vorkasse | caution, acompte, consigne, arrhes | deposito, fianza, anticipo, senal
instalment, installment, pay in parts, pay monthly, spread the cost | rate, raten, ratenzahlung, teilzahlung | mensualite, versement, echelonne | plazo, cuota, fraccionado
overdraft, debt, owe, outstanding, arrears, unpaid, pay late | schulden, ausstehend, offen, ruckstand, unbezahlt, verzug | dette, impaye, retard | deuda, pendiente, impago, mora
reminder, dunning, overdue notice, chase | mahnung, zahlungserinnerung | rappel, relance | recordatorio, aviso
tip, gratuity | trinkgeld | pourboire | propina
bank transfer, wire, transfer, bank account, iban, sepa | uberweisung, uberweisen, bankkonto, lastschrift | virement, compte, prelevement | transferencia, cuenta
card, credit card, debit card, visa, mastercard, bank card, plastic | karte, kreditkarte, girokarte | carte, bancaire | tarjeta
cash, coins, banknote, notes | bargeld, bar, munzen | especes, liquide | efectivo, metalico
receipt, slip, proof of purchase, till receipt, sales slip, voucher | kassenbon, quittung, beleg, kaufbeleg, bon, kassenzettel | ticket, recu, preuve, justificatif | recibo, ticket, comprobante, justificante
voucher, gift card, gift voucher, gift certificate, coupon, promo code, discount code, code | gutschein, geschenkgutschein, geschenkkarte, gutscheincode, rabattcode | cadeau, coupon, bon d'achat, cheque-cadeau | vale, cupon, tarjeta regalo, regalo
offer, quote, quotation, estimate, proposal | angebot, kostenvoranschlag, offerte | devis, offre, estimation | presupuesto, oferta, cotizacion
subscription, subscribe, plan, membership, abo, package | abo, abonnement, mitgliedschaft, tarif | abonnement, forfait, adhesion | suscripcion, abono, plan
renew, renewal, extend, extension, prolong | verlangern, verlangerung, erneuern | renouveler, renouvellement, prolonger | renovar, renovacion, prorrogar
expire, expiry, run out, lapse, valid until, validity, valid, runs out, shelf life | ablaufen, ablauf, verfallen, gultig, gultigkeit, gilt, verfallt, haltbar, haltbarkeit | expirer, expiration, valable, validite, perime | caducar, vencer, validez, valido, vencimiento
opening hours, open, opening, opening times, when do you open, hours | offnungszeiten, geoffnet, offen, offnen | ouverture, horaires, ouvert, ouvrir | abierto, horario, apertura
closing time, close, closed, closing, shut, hours | geschlossen, schliessen, offnungszeiten | ferme, fermer, fermeture, horaires | cerrado, cierre, horario
in stock, available, stock, availability, sold out, out of stock, back in stock | lieferbar, verfugbar, vorratig, ausverkauft, bestand, lager | disponible, stock, epuise, rupture | disponible, existencias, agotado
wrong item, wrong size, does not fit, doesn't fit, exchange | falsche grosse, passt nicht, umtausch | mauvaise taille, echange | talla, cambio
track, tracking, where is my parcel, where is my order, shipment status, follow, status | sendungsverfolgung, verfolgen, sendungsstatus, status | suivi, suivre | seguimiento, rastrear, estado
courier, carrier, postman, delivery service, driver | kurier, zusteller, paketdienst, spediteur, fahrer | coursier, transporteur, livreur | mensajero, transportista, repartidor
not at home, wasn't home, missed delivery, was out, neighbour, neighbor, nobody home | nicht zuhause, nachbar, verpasst, abwesend | absent, voisin | ausente, vecino
pick up, collect, collection, click and collect, pickup, fetch | abholen, abholung, selbstabholung | retirer, retrait, recuperer | recoger, recogida
gift, present, wrap, gift wrap | geschenk, verpacken | cadeau, emballer | regalo, envolver
refund, return, goods back, send back, withdrawal, money back | ruckgabe, rucksendung, widerruf, erstattung, geld zuruck | retour, remboursement, retractation | devolucion, reembolso, desistimiento
unused, unworn, original condition, new condition, opened, unopened | unbenutzt, ungetragen, originalzustand, originalverpackt | inutilise, neuf, etat | sin usar, nuevo, original
loyalty, reward, points, bonus points, member card, loyalty card | treue, punkte, kundenkarte, treuepunkte, bonusprogramm | fidelite, points | fidelidad, puntos
customer service, support, helpdesk, help desk, service desk, hotline, call centre | kundendienst, kundenservice, hotline, support | service client, assistance, hotline | atencion, soporte, cliente
review, rating, testimonial, stars | bewertung, rezension, sterne | avis, note | resena, valoracion, opinion
rent, hire, lease, rental, borrow, loan, lend | mieten, leihen, miete, ausleihen, verleih, vermietung, pacht | louer, location, emprunter, bail | alquilar, alquiler, prestar
landlord, owner, lessor | vermieter, eigentumer | proprietaire, bailleur | propietario, arrendador
tenant, lessee, renter | mieter, pachter | locataire | inquilino, arrendatario
book, booking, reserve, reservation | buchen, buchung, reservieren, reservierung | reserver, reservation | reservar, reserva
postpone, reschedule, put off, move, defer, delay, rebook | verschieben, verlegen, umbuchen, vertagen | reporter, decaler, differer | aplazar, posponer, cambiar
no show, no-show, not turn up, don't turn up, fail to appear, absent, miss | nicht erscheinen, versaumen, verpassen | absent, manquer | no presentarse, faltar
waiting list, queue, line, wait | warteliste, schlange, warten | attente, file | espera, cola
group, party, school class | gruppe, gesellschaft | groupe | grupo
beginner, novice, first time, first-timer, no experience, experience | anfanger, einsteiger, vorkenntnisse, erfahrung | debutant, experience | principiante, experiencia
personal data, privacy, data protection, gdpr, dsgvo, personal information, my data | datenschutz, personenbezogen, dsgvo, daten | donnees, vie privee, rgpd, confidentialite | datos, privacidad, rgpd
data subject, access request, right of access, what do you know about me, data about me | auskunft, betroffene, auskunftsrecht | acces, personne concernee | acceso, interesado
fraud, scam, phishing, con, swindle, suspicious, strange, dodgy, fake | betrug, phishing, verdachtig, betruger, gefalscht | fraude, arnaque, hameconnage, suspect | fraude, estafa, phishing, sospechoso
hacked, hacker, breach, attack, intrusion, compromised, security incident, leak | gehackt, hacker, angriff, sicherheitsvorfall, datenpanne | pirate, piratage, attaque, incident | hackeado, ataque, brecha, incidente
ransom, ransomware, blackmail, extortion, extort | losegeld, erpressung, erpresser | rancon, chantage | rescate, extorsion, chantaje
crook, criminal, thief, burglar, robber, attacker, culprit | dieb, einbrecher, tater, krimineller, angreifer | voleur, criminel, cambrioleur | ladron, criminal, delincuente
break in, burglary, break-in, broken into | einbruch, eingebrochen | cambriolage, effraction | robo
police, cop, authorities, officer | polizei, behorde | police, autorites | policia, autoridades
lawyer, attorney, solicitor, legal department, legal advice | anwalt, rechtsanwalt, rechtsabteilung | avocat, juridique | abogado, juridico
sue, lawsuit, court, legal action, litigation, dispute, jurisdiction | klagen, klage, gericht, streit, gerichtsstand | tribunal, proces, litige, poursuivre | demanda, tribunal, juicio, litigio
liable, liability, responsible, pay for damage, who pays, blame | haften, haftung, haftbar, schuld | responsabilite, responsable | responsabilidad, responsable
damage, destroy, ruin, wreck, break, smash | schaden, beschadigen, zerstoren | dommage, endommager, degat | dano, danar, destruir
insure, insurance, cover, covered, insured, policy, coverage | versichern, versicherung, versichert, police, deckung | assurance, assurer, couvert | seguro, asegurar, cobertura
claim, report damage, damage report | schadensmeldung, melden, anspruch | reclamation, sinistre, declarer | reclamacion, siniestro, parte
excess, deductible, own share, co-payment | selbstbeteiligung, selbstbehalt, eigenanteil | franchise | franquicia
copyright, plagiarism, trademark, intellectual property | urheberrecht, marke | auteur, marque | autor, marca
sign, signature, autograph, sign here | unterschreiben, unterschrift, unterzeichnen, signatur | signer, signature | firmar, firma
form, paperwork, template, fill in, fill out | formular, vordruck, ausfullen, vorlage | formulaire, remplir, modele | formulario, rellenar, plantilla
identity document, id, identity card, passport, proof of identity, identification, ausweis | ausweis, personalausweis, reisepass, identitat | identite, passeport | identidad, pasaporte, dni
visa, entry requirements, border, customs | visum, einreise, grenze, zoll | visa, frontiere, douane | visado, frontera, aduana
abroad, foreign, overseas, international, outside the country | ausland, international, auslandisch | etranger, international | extranjero, internacional
flat tyre, flat tire, puncture, breakdown | panne, reifenpanne, platten | crevaison, panne | pinchazo, averia
drive, driving, driver, motor, licence | fahren, fuhrerschein, fahrer, fahrt | conduire, permis, conducteur | conducir, carnet, conductor
car, own car, private car, vehicle, mileage, kilometre, per mile | auto, wagen, privatwagen, kilometer, kilometergeld, fahrt, pkw | voiture, kilometrique, vehicule | coche, kilometraje, vehiculo
bike, bicycle, cycle, cycling, e-bike | fahrrad, rad, dienstrad | velo, bicyclette | bicicleta, bici
bus, public transport, tram, metro, subway, underground | bus, nahverkehr, bahn, strassenbahn | bus, transport, tramway, metro | autobus, transporte, metro
taxi, cab, ride, ride-hailing | taxi | taxi | taxi
park, parking, car park, parking space, parking lot, garage | parken, parkplatz, garage, stellplatz, parkhaus | stationnement, parking, garer | aparcar, aparcamiento, estacionamiento
first class, business class, upgrade, economy | erste klasse, klasse | premiere classe, classe | clase
luggage, baggage, suitcase, bag, hand luggage | gepack, koffer, tasche | bagage, valise, sac | equipaje, maleta, bolsa
get there, directions, how to find, find you, arrive, located, get to | anfahrt, weg, wegbeschreibung, adresse | acces, itineraire, adresse | llegar, direccion, ubicacion
lift, elevator | aufzug, fahrstuhl, lift | ascenseur | ascensor
toilet, restroom, bathroom, washroom, loo, lavatory, wc | toilette, wc, klo | toilettes, wc | bano, aseo, servicio
shower, changing room, locker, locker room | dusche, umkleide, spind, schliessfach | douche, vestiaire, casier | ducha, vestuario, taquilla
kitchen, fridge, refrigerator, microwave, coffee machine | kuche, kuhlschrank, mikrowelle, kaffeemaschine | cuisine, frigo, refrigerateur | cocina, nevera, frigorifico
heating, heat, radiator, warm, thermostat | heizung, heizen, warm | chauffage, chauffer | calefaccion, calentar
air conditioning, cooling, ventilation, fan | klimaanlage, kuhlung, luftung | climatisation, ventilation | aire acondicionado, ventilacion
roof, ceiling, leak, leaking, drip, dripping | dach, decke, leck, undicht, tropft | toit, plafond, fuite | techo, tejado, gotera, fuga
stairs, staircase, steps | treppe, stufen | escalier | escalera
exit, way out, escape route, evacuation, evacuate, assembly point | ausgang, fluchtweg, evakuierung, sammelplatz, notausgang | sortie, evacuation, rassemblement | salida, evacuacion
extinguisher, put out a fire, smoke detector, fire alarm | feuerloscher, loschen, rauchmelder | extincteur, alarme | extintor, alarma
defibrillator, aed, heart attack, cardiac arrest, shock | defibrillator, herzinfarkt, herzstillstand | defibrillateur, cardiaque | desfibrilador, infarto, cardiaco
first aid, first aider, bandage, plaster, first-aid kit | erste hilfe, ersthelfer, verband, pflaster, verbandskasten | premiers secours, secouriste, pansement | primeros auxilios, botiquin
rubbish, waste, garbage, trash, litter, recycling, recycle, dispose, disposal | mull, abfall, entsorgen, entsorgung, recycling | dechet, poubelle, recyclage, ordures | basura, residuo, reciclaje
clean, cleaning, wash, laundry, washing, rinse, scrub, launder | reinigen, waschen, reinigung, wasche, putzen, spulen | nettoyer, laver, nettoyage, lessive | limpiar, lavar, limpieza, colada
dry, drying, tumble, dryer | trocknen, trockner, trocken | secher, sechage | secar, secado
maintain, maintenance, service, servicing, inspect, upkeep, look after, take care, care | warten, wartung, pflege, instandhaltung, pflegen | entretien, entretenir, maintenance | mantenimiento, mantener, cuidado
spare part, replacement part, spares | ersatzteil | piece de rechange, piece | repuesto, recambio
instruction, how to use, operate, operation, manual | bedienung, anleitung, bedienen, betrieb | mode d'emploi, utilisation | instrucciones, manejo
battery, charge, charging, charger, power, recharge | batterie, akku, laden, aufladen, ladegerat | batterie, charger, chargeur, pile | bateria, cargar, cargador, pila
electricity, power, plug, socket, outlet, voltage | strom, steckdose, stecker, spannung | electricite, prise, courant | electricidad, enchufe, corriente
water, waterproof, watertight, wet, moisture, damp | wasser, wasserdicht, nass, feuchtigkeit | eau, impermeable, humide | agua, impermeable, humedad
noise, loud, quiet, noisy, silence | larm, laut, ruhe, leise | bruit, bruyant, silence | ruido, silencio
rain, raining, weather, storm, wind, bad weather, snow | regen, wetter, sturm, unwetter, wind | pluie, meteo, tempete, vent | lluvia, tiempo, tormenta, viento
winter, cold, freezing, frost | winter, kalt, frost, kalte | hiver, froid, gel | invierno, frio, helada
summer, hot, heat | sommer, heiss, hitze | chaud, chaleur | verano, calor
green, sustainable, sustainability, environment, eco-friendly, climate, carbon, emissions, co2 | umwelt, nachhaltig, nachhaltigkeit, klima, emissionen, umweltfreundlich | environnement, durable, climat, emissions, ecologique | medio ambiente, sostenible, clima, emisiones
factory, plant, manufacture, production site, manufacturer | fabrik, werk, hersteller, produktion | usine, fabrique, fabricant | fabrica, planta, fabricante
branch, store, shop, outlet, location, subsidiary | filiale, laden, geschaft, niederlassung, zweigstelle | magasin, boutique, succursale, agence | tienda, sucursal, filial
headquarters, head office, main office | zentrale, hauptsitz, hauptverwaltung | siege | sede, central
warehouse, storage, depot | lager, lagerhaus | entrepot, depot | almacen, deposito
management, board, executive, directors, leadership, bosses, ceo | geschaftsfuhrung, vorstand, leitung, geschaftsleitung | direction, conseil | direccion, consejo, directivos
hr, human resources, personnel department, people team | personalabteilung, hr, personalwesen | rh, ressources humaines | rrhh, recursos humanos
accounting, finance, bookkeeping, accounts department | buchhaltung, finanzen, rechnungswesen | comptabilite, finance | contabilidad, finanzas
minutes, record of meeting, decided, decision, resolution | protokoll, beschluss, entscheidung | proces-verbal, decision | acta, decision
vote, election, ballot, poll, elect | abstimmung, wahl, wahlen, stimme | vote, election, scrutin | voto, eleccion, votacion
quorum, majority, enough votes | quorum, mehrheit | quorum, majorite | quorum, mayoria
secret, classified, confidential, hush-hush, sensitive, internal | geheim, vertraulich, intern | secret, confidentiel, interne | secreto, confidencial, interno
papers, document, paper, record, documents | papiere, unterlagen, dokument, akten | papiers, document, dossier | papeles, documento, expediente
shred, destroy, dispose of papers, shredder | schreddern, vernichten, aktenvernichter | detruire, dechiqueter | destruir, triturar
usb, stick, flash drive, memory stick, thumb drive, pendrive | usb, stick | cle usb, usb | usb, memoria
reboot, restart, start again, turn it off and on | neustart, neu starten | redemarrer, redemarrage | reiniciar
reset, factory reset, start over, forgot my password, forgotten password | zurucksetzen, passwort vergessen | reinitialiser, mot de passe oublie | restablecer, reiniciar
locked out, can't log in, cannot log in, locked, blocked | gesperrt, ausgesperrt | bloque, verrouille | bloqueado
two-factor, 2fa, second factor, multi-factor, mfa, authenticator | zwei-faktor, zweiter faktor | double facteur, deux facteurs | doble factor, dos factores
scramble, encrypt, encode, encryption | verschlusseln, verschlusselung | chiffrer, crypter | cifrar, encriptar
virus, malware, trojan, antivirus, spyware | virus, schadsoftware, trojaner, virenschutz | virus, malware, antivirus | virus, malware, antivirus
mailbox, inbox, email account, mail account | postfach, mailkonto | boite, messagerie | buzon, bandeja
attachment, enclosed, attached file | anhang, anlage | piece jointe | adjunto
link, click, clicked, url, web address | link, klicken, angeklickt | lien, cliquer | enlace, clic
meeting room, conference room, book a room | besprechungsraum, konferenzraum, sitzungszimmer | salle de reunion | sala de reuniones
video call, zoom, conference call, teams | videokonferenz, videoanruf | visioconference, visio | videollamada, videoconferencia
business card, id badge, badge, pass, access card, key card, fob | ausweis, chipkarte, zugangskarte, badge | badge, carte d'acces | tarjeta, acreditacion, pase
visitor, guest, outsider, external | besucher, gast, externe | visiteur, invite | visitante, invitado
hidden, secret, unlisted | versteckt, verborgen | cache, masque | oculto, escondido
mandatory, have to, obliged, compulsory, must i | pflicht, verpflichtet | obligatoire, oblige | obligatorio, obligado
exception, unless, except, excluded, exclude, does not apply | ausnahme, ausser, ausgenommen, ausgeschlossen | exception, sauf, exclu | excepcion, salvo, excluido
penalise, consequences, happens if, punishment, disciplinary | folgen, konsequenz, strafe, abmahnung | consequence, sanction | consecuencia, sancion
accompany, supervised, supervision, accompanied, escort | begleiten, begleitung, aufsicht, beaufsichtigt | accompagner, accompagne, surveillance | acompanar, acompanado, supervision
carry, lift, haul, load, heavy load | tragen, heben, last | porter, soulever, charge | cargar, levantar, carga
attend, participate, take part, join in, participant | teilnehmen, teilnahme, teilnehmer | participer, participant | participar, asistir, participante
swap, trade, switch, substitute, cover for | tauschen, vertreten, vertretung | echanger, remplacer | cambiar, sustituir
deputy, stand-in, cover, replacement, substitute | vertreter, stellvertreter, vertretung | suppleant, adjoint, remplacant | suplente, sustituto
hand over, handover, pass on, transfer | ubergeben, ubergabe, weitergeben | remettre, transmettre | entregar, traspasar
mouldy, mold, mould, rot, rotten, spoiled | schimmel, verdorben, faul | moisi, pourri | moho, podrido
sticky, stick together, clump, glue, adhesive | kleben, verklumpen, klebstoff | coller, colle | pegar, pegamento
feather, plume | feder, daune, federn | plume, duvet | pluma, plumon
shoe, boot, footwear, sneaker, trainer | schuh, stiefel | chaussure, botte | zapato, bota
sole, heel, resole | sohle, absatz | semelle, talon | suela, tacon
sew, stitch, tear, torn, rip, hole, patch | nahen, riss, loch, flicken | coudre, dechirure, trou | coser, rotura, agujero
stove, cooker, burner, grill, barbecue | kocher, herd, brenner, grill | rechaud, cuisiniere, bruleur | hornillo, cocina, quemador
fuel, petrol, gas, gasoline, diesel | kraftstoff, benzin, gas, diesel | carburant, essence, gaz | combustible, gasolina, gas
boat, ship, vessel, canoe, kayak | boot, schiff, kanu, kajak | bateau, navire, canoe | barco, bote, canoa
swim, swimming, swimmer, overboard, drown, capsize | schwimmen, schwimmer, uber bord, ertrinken, kentern | nager, natation, noyer | nadar, natacion, ahogar
life jacket, life vest, buoyancy aid | schwimmweste, rettungsweste | gilet | chaleco
radio, walkie-talkie, vhf, channel | funk, funkgerat, kanal | radio, canal | radio, canal
student, pupil, schoolchild, university | student, schuler, studierende | etudiant, eleve | estudiante, alumno
school, university, college | schule, universitat, hochschule | ecole, universite | escuela, universidad
exam, test, certificate, certification, qualify, qualified | prufung, zertifikat, zeugnis, qualifikation | examen, certificat, diplome | examen, certificado, titulo
conference, trade fair, event, party, celebration | veranstaltung, messe, feier, fest | evenement, salon, fete | evento, feria, fiesta
journalist, press, media, reporter, newspaper | presse, journalist, medien, zeitung | presse, journaliste, media | prensa, periodista, medios
logo, brand, branding, trademark | logo, marke | logo, marque | logotipo, marca
advertise, advertising, ad, marketing, promotion | werbung, werben, marketing | publicite, marketing | publicidad, anuncio
gift, bribe, bribery, hospitality, present from a supplier | geschenk, bestechung, zuwendung | cadeau, corruption | regalo, soborno
donate, donation, charity, sponsor | spenden, spende, wohltatig | don, donner, association | donar, donacion, caridad
old age, retire, retirement, pensioner, retire early | ruhestand, rente, renteneintritt | retraite | jubilacion, jubilarse
dormant, inactive, unused, idle, silent, unresponsive | inaktiv, ruhend, ungenutzt | inactif, inutilise | inactivo
supersede, replace, take the place of, successor | ersetzen, nachfolger, ablosen | remplacer, successeur | reemplazar, sucesor
abandon, orphan, give up, drop, neglect | aufgeben, verwaist, vernachlassigen | abandonner, orphelin | abandonar, huerfano
possess, belong, ownership | besitzen, gehoren, eigentum | posseder, appartenir | poseer, pertenecer
spread, redistribute, pass on, distribution, distribute | verbreiten, weitergeben, vertreiben | distribuer, diffuser, redistribuer | distribuir, difundir
pronounce, pronunciation, say it | aussprechen, aussprache | prononcer, prononciation | pronunciar, pronunciacion
peek, preview, look inside, sneak a peek | vorschau, ansehen | apercu, previsualiser | vista previa
unfinished, experimental, work in progress, unstable, beta | unfertig, experimentell, instabil | inacheve, experimental, instable | inacabado, experimental, inestable
`;
