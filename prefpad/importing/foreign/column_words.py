"""The words in names of columns, in seven languages.

English, German, French, Spanish, Italian, Portuguese and Dutch, folded. `PHRASES` are whole names; the
sets are words that tell each other what a name means: whose a column is, which of several it is, what
it holds, and whether that is the bookkeeping of the program that wrote the list.
"""

from __future__ import annotations


def word_set(*lines: str) -> frozenset[str]:
    """Return the words of several lines."""
    return frozenset(" ".join(lines).split())


PHRASES = {
    "name": (
        "name, full name, complete name, display name, member, member name, nom, nombre, nome, naam,"
        " customer, client, guest, contact, patient, attendee, invitee, buyer, person,"
        " customer name, client name, contact name, guest name, booked by, contact person,"
        " student, pupil, schüler, schülerin, élève, alumno, alumna, allievo, allieva, aluno, aluna, leerling,"
        " clienta, huésped, ospite, hóspede, mitglied, patientin, paciente, paziente, patiente, comensal,"
        " kunde, kundin, kundenname, gast, gastname, vollständiger name, anzeigename, kontakt,"
        " ansprechpartner, passagier, passenger, passager, pasajero, passeggero, passageiro,"
        " dancer, swimmer, camper, player, athlete, rider, skater, resident, tenant, bewohner, mieter, nom complet, nom du client, nom client, nom et prénom, prénom et nom,"
        " nombre completo, nombre y apellidos, nombre del cliente, nombre razón social, cliente,"
        " contacto, nome completo, nome e cognome, cognome e nome, nominativo, denominazione, nome cliente,"
        " nome do cliente, contatto, contato, volledige naam, klant, klantnaam, naam klant,"
        " contactpersoon, last first name, name first last, name vorname, vorname name, naam voornaam,"
        " inquirer, enquirer, main guest, lead guest, primary guest, reserved by, reservation name,"
        " nom à afficher, nombre para mostrar, nome visualizzato, nome de exibição, weergavenaam, intitulé,"
        " ordered by, purchased by, bought by, orderer, sender, sender name, bestellt von, commandé par,"
        " pedido por, ordinato da, encomendado por, besteld door, kundename, expéditeur, absender,"
        " participant, participante, partecipante, teilnehmer, teilnehmerin, deelnemer,"
        " titular, titular reserva, titular de la reserva, titulaire, intestatario, auf den namen,"
        " hauptgast, client principal, huésped principal, ospite principale, hoofdgast"
    ),
    "first name": (
        "first name, first names, firstname, first, fname, given name, given names, forename,"
        " christian name, vorname, vornamen, rufname, prénom, prénoms, primer nombre, nombre de pila,"
        " primo nome, primeiro nome, nome próprio, voornaam, voornamen, roepnaam"
    ),
    "middle name": (
        "tussenv, tussenvoegsels, middle name, middle names, middle, middle initial, additional name, zweiter vorname,"
        " weitere vornamen, deuxième prénom, segundo nombre, secondo nome, nome do meio,"
        " tussenvoegsel, lastname preposition, voorvoegsel, m i, mi"
    ),
    "last name": (
        "last name, last names, lastname, last, lname, surname, family name, nachname, familienname,"
        " zuname, nom de famille, apellido, apellidos, primer apellido, segundo apellido, cognome,"
        " sobrenome, apelido, último nome, achternaam, familienaam"
    ),
    "title": (
        "title, prefix, salutation, civ, honorific, courtesy title, name prefix, anrede, titel, civilité,"
        " namenspräfix, préfixe du nom, prefijo del nombre, prefisso del nome, prefixo do nome,"
        " titre, tratamiento, título, titolo, trattamento, tratamento, aanhef,"
        " mr ms, mr mrs, mr mrs ms, herr frau, m mme, sr sra, sig sig ra, dhr mevr"
    ),
    "suffix": "sufijo del nombre, suffixe du nom, suffisso del nome, sufixo do nome, suffix, name suffix, namenszusatz, suffixe, sufijo, suffisso, sufixo, achtervoegsel",
    "alias": (
        "nickname, nick name, nick, alias, aliases, also known as, aka, preferred name, known as, goes by,"
        " spitzname, surnom, apodo, mote, soprannome, alcunha, bijnaam, maiden name, geburtsname,"
        " mädchenname, preferred first name, nom de jeune fille, meisjesnaam, roepnaam klant, screen name"
    ),
    "formal": "formal, formal address, form of address, briefanrede, formule de politesse, letter greeting",
    "familiar": "familiar, familiar address",
    "said": (
        "pronunciation, pronounced, phonetic name, phonetic first name, phonetic last name,"
        " aussprache, prononciation, pronunciación, pronuncia, pronúncia, uitspraak"
    ),
    "company": (
        "kontoname, nom du compte, accountnaam, nome da conta, company, business, business name, account name, legal name, trading name, organisation,"
        " organization, razón social, nombre comercial, raison sociale, ragione sociale, razão social, nome fantasia"
    ),
    "phone": "contact number, contact no, text reminder number, ddi number, whatsapp number, direct line, direct dial, landline",
    "card": (
        "loyalty card serial, card, card number, card no, loyalty card, loyalty card number, loyalty number,"
        " membership number, membership card, member number, member id, gift card holder number,"
        " karte, kartennummer, kundenkarte, kundenkartennummer, mitgliedsnummer, carte,"
        " numéro de carte, numéro carte, n carte, carte de fidélité, tarjeta, número de tarjeta,"
        " tarjeta de fidelidad, número de socio, tessera, numero tessera, carta fedeltà, cartão,"
        " número do cartão, cartão fidelidade, klantenkaart, kaartnummer, lidnummer, pas"
    ),
    "fact:address": "post code, postal code, zip code, code postal",
    "id": (
        "id, uid, uuid, datensatz id, reference, external id, record id, kundennummer, kunden nr, kundennr, kd nr, debitoren nr,"
        " kundenid, debitorennummer, numéro client, n client, no client, id client,"
        " référence client, número de cliente, n º de cliente, id cliente, codice cliente,"
        " numero cliente, código do cliente, código cliente, klantnummer, klantnr, klant id,"
        " relatienummer, debiteurnummer"
    ),
    "tags": "mailing lists, audience, audiences, schlagworte, schlagwörter, stichworte, etichetta",
    "role": "role, rolle, rôle, rol, ruolo, papel",
    "birth year": (
        "birth year, year of birth, birthday year, geburtsjahr, année de naissance,"
        " año de nacimiento, anno di nascita, ano de nascimento, geboortejaar"
    ),
    "birth month": (
        "birth month, month of birth, birthday month, geburtsmonat, mois de naissance,"
        " mes de nacimiento, mese di nascita, mês de nascimento, geboortemaand"
    ),
    "birth day": (
        "birth day, day of birth, birthday day, day of month born, geburtstag tag,"
        " jour de naissance, día de nacimiento, giorno di nascita, dia de nascimento, geboortedag"
    ),
    "birthday": (
        "geb, geb datum, né e le, né le, nato il, nata il, nascido em, geboren am, geboren op"
    ),
    "anniversary": (
        "anniversary, anniversary date, wedding anniversary, wedding day, wedding date,"
        " hochzeitstag, jahrestag, anniversaire de mariage, aniversario de bodas, anniversario,"
        " anniversario di matrimonio, aniversário de casamento, trouwdag, jubileum"
    ),
    "visit": "zuletzt hier, letztes mal, última vez, ultima volta, dernière fois, laatste keer, vorige keer, dropped off, drop off, date in, last in, last here, last came, last job date, last time, last time in, last class, last session, dernier passage, laatst gezien, zuletzt da, zuletzt gesehen, dernière venue, letzter kontakt",
    "likes": (
        "likes, preference, preferences, favourite, favourites, favorite, favorites, mag,"
        " vorliebe, vorlieben, wünsche, préférence, préférences, aime, preferencia, preferencias,"
        " gustos, le gusta, preferenza, preferenze, gusti, preferência, preferências, gosta de,"
        " voorkeur, voorkeuren, lust graag"
    ),
    "dislikes": (
        "dislikes, dislike, mag nicht, abneigung, abneigungen, n'aime pas, no le gusta, non ama,"
        " non gradisce, não gosta, não gosta de, houdt niet van, afkeer"
    ),
    "need": "medical alert, medical alerts, health alert, health alerts, special requests, special request, sonderwünsche, demandes spéciales, wensen",
    "fact": (
        "deceased, date of death, death date, date of passing, verstorben, verstorben am, sterbedatum, todestag,"
        " décédé, décédée, date de décès, fallecido, fallecida, fecha de fallecimiento, fecha de defunción,"
        " deceduto, deceduta, data di decesso, data do falecimento, falecido, falecida, overleden, overleden op,"
        " overlijdensdatum, job title, arbeitstitel, berufsbezeichnung, lead source, referral source, referral, source of referral, marketing source,"
        " how did you hear about us, how did you find us, emergency contact, spouse, partner,"
        " children, number of children, preferred language, registration number, number plate"
    ),
    "keep": "propriétaire du contact, propietario del contacto, proprietario del contatto, proprietário do contato, contacteigenaar, eigenaar van contact, kontaktinhaber, sign up, signed up, sign up date, carimbo de data hora, marca temporal, horodateur, zeitstempel, informazioni cronologiche, tijdstempel, lfd nr, laufende nummer, laufnummer, pos nr, numéro d'ordre, volgnummer, volgnr, travel purpose, reisezweck, motif du voyage, motivo del viaje, motivo del viaggio, motivo da viagem, reisdoel, device, gerät, appareil, dispositivo, apparaat, personen, personnes, personas, persone, pessoas, marketing contact status, marketing kontaktstatus, marketing kontakt status, estado de contacto de marketing, statut de contact marketing, notes allowed, email type, email display name, subscriber, subscribers, contact preference, contact preferences",
    "not messages": (
        "blocked, blocked by user, blocked by customer, blocked by client, do not disturb, blocked contact, email blocked, blocked email, sms blocked, blacklist, tps, ctps, mps, tps registered,"
        " on tps, dnd, dnm, dncl, robinson, robinson list, robinson liste, robinsonliste,"
        " do not call registry, do not call list, suppression list, gesperrt, sperrvermerk,"
        " werbewiderspruch, ausgeschlossen, liste rouge, liste robinson, bloctel, inscrit bloctel,"
        " opposition, oposición, opposizione, oposição, bezwaar, widerspruch, opposition démarchage, liste d'opposition, bloqué, bloquée, lista robinson, bloqueado, bloqueada,"
        " lista de exclusión, no molestar, registro delle opposizioni, iscritto rpo, bloccato, bloccata,"
        " não perturbe, bel me niet, bel me niet register, geblokkeerd, stop"
    ),
    "messages": "mailing list, mailing, mailings, lettre d'information",
}
"""Whole names of columns by the field that they go to."""

FIRST_NAMES = word_set(
    "first firstname given forename vor vorname vornamen prenom prenoms nombre nome voor voornaam"
)
LAST_NAMES = word_set(
    "last lastname surname family nach nachname familienname zuname nom apellido apellidos cognome"
    " sobrenome apelido achternaam familienaam"
)
"""Words that together say that a column holds the whole name."""

FILLERS = word_set(
    "required optional mandatory of the a an and or for in to as by your their about s j p",
    "der die das den dem des und oder im zum zur von vom mit fur pflichtfeld",
    "de du la le les d l et ou au aux del el los las y o e il lo gli i della delle di da do dos das",
    "em na van het een en voor op obligatorio obligatoire obbligatorio verplicht",
    "dd mm yy yyyy tt jj jjjj gg aa aaaa",
)
"""Words that say nothing of a column beside another word."""

POLITE = word_set(
    "what whats when is are s best reach at please enter provide you do which",
    "wie lautet ist ihr ihre ihren dein deine bitte wann haben sie quel quelle est votre ton ta cual es",
    "su tu qual e il tuo la tua suo sua wat is uw je jouw wanneer",
)
"""Words of a form that asks for what the others name: `What is your name?`."""

INITIALS = word_set(
    "initial initials initialen initiales iniciales iniziali iniciais voorletters voorletter voorl"
)
"""Of a first name, which they stand for where no column has it whole."""
OWNERS = word_set(
    "invitado invitada invitato invitata convidado convidada eingeladener eingeladene eingeladenen genodigde",
    "student students pupil schuler schulerin eleve alumno alumna allievo allieva aluno aluna leerling",
    "customer client guest contact buyer billing bill attendee invitee patient member subscriber person",
    "orderer orderers sender absender expediteur remitente mittente afzender",
    "purchaser booker visitor traveler traveller diner donor shopper",
    "kunde kunden kundin gast gaste patienten mitglied kontakt kaufer besteller teilnehmer",
    "rechnung rechnungs cliente clientes acheteur invite participant membre voyageur gastes facturation",
    "huesped paciente miembro comprador contacto socio facturacion ospite paziente membro contatto",
    "fatturazione hospede contato klant klanten koper lid deelnemer contactpersoon relatie",
    "debiteur kontaktperson persona pessoa personne",
)
"""Whose a column is: the customer's."""

RECIPIENTS = word_set(
    "shipping ship delivery deliver recipient shipto lieferung liefer empfanger livraison envio",
    "destinatario spedizione consegna entrega levering verzend",
)
"""Whose a column is: of one who gets a parcel, who may be another person."""

STAFF = word_set(
    "praticien praticienne coiffeur coiffeuse esteticien estheticienne friseur friseurin estetista peluquero",
    "peluquera parrucchiere parrucchiera cabeleireiro cabeleireira kapper kapster",
    "writer cashier cashiers kassierer kassiererin bediener waiter waitress kellner serveur cajero",
    "profissional profesional professionista behandler behandlerin",
    "receptionist reception rezeption receptie recepcion intervenant intervenante assistant asst manager owner agent staff employee salesperson salesman rep representative stylist",
    "therapist practitioner provider technician instructor trainer user creator host author attn",
    "attention betreuer berater bearbeiter besitzer mitarbeiter vertreter vendeur vendedor agente",
    "verkoper medewerker rekeninghouder salesforce",
)
RELATIVES = word_set(
    "emergency guardian parent mother father spouse partner wife husband referrer referring referred",
    "ehepartner ehepartnerin ehefrau ehemann gatte gattin lebenspartner partnerin mari femme epoux epouse",
    "marido esposa esposo mujer marito moglie echtgenoot echtgenote mum mom dad",
    "kin notfall urgence urgences conjoint emergencia conyuge emergenza coniuge noodcontact noodgeval",
    "beneficiary companion vet vets doctor gp physician tierarzt hausarzt arzt veterinaire medecin",
    "veterinario medico dierenarts huisarts dokter",
)
"""Whose a column is: another's, whose name or phone is not the customer's."""

PARENTS = word_set(
    "parent parents eltern elternteil erziehungsberechtigter erziehungsberechtigte padres genitore",
    "genitori ouder ouders",
)
"""Words for a mother or a father, whichever it is."""
OWNERS_OF_PETS = word_set(
    "owner owners halter halterin tierhalter hundehalter besitzer besitzerin proprietaire dueno duena",
    "propietario propietaria proprietario proprietaria baasje eigenaar",
)
HOLDERS = (
    PARENTS
    | OWNERS_OF_PETS
    | word_set(
        "guardian guardians mother father mum mom dad mutter vater mere pere tuteur tutrice padre madre",
        "tutor tutora moeder vader",
    )
)
"""Who brings a pet or a child, and is the customer where nobody else is named."""
PETS = word_set(
    "pet pets animal haustier haustiere tier tiere animaux mascota mascotas animale animali huisdier",
    "huisdieren dier dieren",
)
BROUGHT = PETS | word_set(
    "dog dogs cat cats horse hund hunde katze pferd chien chat cheval perro gato caballo cane gatto",
    "cavallo cao cavalo hond kat paard child children kid kids son daughter kind kindes kinder enfant",
    "enfants hijo hija hijos figlio figlia figli filho filha filhos kinderen",
)
"""Whom the customer brings in a list of pets or children."""
KINDS_OF_PET = word_set(
    "species breed tierart rasse espece race especie raza razza raca ras diersoort specie"
)
PATIENTS = word_set("patient patients patientin paciente pacientes paziente pazienti")
PLAIN_NAMES = word_set(
    "name names patient patients patientin paciente paziente nom nombre nome naam"
)
"""Words of a plain name, which is the pet's where a list tells its breed, and the owner beside it."""

WHICH = word_set(
    "home work mobile cell primary secondary other alternate alternative alt main private personal",
    "business bus office day daytime evening night direct additional default preferred best second",
    "current ab uff privat geschaftlich dienstlich arbeit buro beruflich haupt zweite primare sekundare",
    "domicile maison travail bureau professionnel professionnelle pro personnel personnelle prive",
    "principal principale secondaire autre casa trabajo oficina particular otro otra secundario",
    "privee secondaires secundaria lavoro ufficio personale secondario secondaria altro altra privato abitazione",
    "trabalho escritorio pessoal residencial outro thuis werk prive zakelijk zakelijke hoofd andere",
    "overig kantoor",
)
"""Which of several alike it is."""

NUMBERS = word_set("number numbers num no nr nb nbr # nummer numero numeros numer n")

EMAIL = word_set(
    "email emails mail mails courriel courriels correo correos mailadresse emailadresse emailadres",
    "mailadres correio posta emailadressen",
)
EMAIL_BESIDE = word_set(
    "address addresses adresse adressen adres direccion indirizzo endereco electronico",
    "electronique elettronica eletronico elektronische messagerie value id",
)

PHONE = word_set(
    "phone phones fone iphone telephone telephones tel telefon telefonnummer telefonnummern telefono telefonos",
    "telefone telefoon telefoonnummer mobile mobiles mob mobil mobiel mobiele mobilfunk mobilnummer",
    "mobilfunknummer mobiltelefon cell cellphone celular celulares cellulare cellulari handy",
    "handynummer landline festnetz festnetznummer fixe portable gsm whatsapp ddi rufnummer telemovel",
    "movil moviles sms durchwahl tlf tlfn tfno tfn tfnos tlfno telnr telno handynr",
)
PHONE_BESIDE = NUMBERS | word_set(
    "line text message messages enabled reminder value fijo fisso fixo vast"
)

REACHED_AT = word_set(
    "home work office day daytime evening night main primary secondary alternate alternative other",
    "privat dienstlich casa trabajo domicile bureau lavoro ufficio trabalho thuis werk",
)
"""Which of several numbers it is, where the number can only be a phone."""
COMPANY = word_set(
    "company companies organisation organization employer firma firmen firmenname firmierung",
    "unternehmen betrieb societe entreprise empresa compania azienda ditta societa companhia bedrijf",
    "bedrijfsnaam organisatie organisme organizacion organizzazione organizacao arbeitgeber employeur",
)
COMPANY_BESIDE = word_set(
    "associee associe asociada asociado associata associato associada zugeordnetes zugehoriges zugehorige gekoppeld "
    "name nom nombre nome naam associated related"
)

PLACE = word_set(
    "postanschrift rechnungsanschrift lieferanschrift wohnanschrift rechnungsadresse lieferadresse",
    "address addresses adresse adress adressen adres complemento adresszeile adresszusatz anschrift direccion",
    "direcciones indirizzo indirizzi endereco enderecos morada domicilio",
    "street streets streetname strasse straat rue calle via rua hausnummer huisnummer housenumber",
    "city town suburb stadt ort wohnort ortschaft ville commune ciudad poblacion localidad municipio",
    "colonia citta comune cidade localidade bairro freguesia stad plaats woonplaats gemeente",
    "zip zipcode uf postcode postleitzahl plz postal cap cep",
    "state county province region bundesland kanton departement provincia comunidad estado provincie",
    "country land pays pais paese nazione landcode countrycode",
)
TOWNS = word_set(
    "city town suburb stadt ort wohnort ville commune ciudad poblacion localidad municipio citta comune",
    "cidade localidade stad plaats woonplaats gemeente zip zipcode postcode postleitzahl plz postal cap",
    "cep cp code colonia bairro",
)
STATES = word_set("estado stato staat state")
"""Words for a part of a country that in one of the languages say how something stands."""
PLACE_BESIDE = (
    NUMBERS
    | RECIPIENTS
    | word_set(
        "po sa box line zeile ligne linea linha regel code codigo codice cod apartment apt unit",
        "floor house building formatted extended extra residence value postfach bp mailing property",
        "service id mail",
    )
)

NOTE = word_set(
    "beschreibung descripcion descrizione descricao omschrijving",
    "note notes comment comments remark remarks memo memos message description notiz notizen",
    "bemerkung bemerkungen kommentar kommentare anmerkung anmerkungen hinweis hinweise nachricht",
    "remarque remarques commentaire commentaires nota notas observacion observaciones comentario",
    "comentarios annotazioni annotazione commento commenti osservazioni observacao observacoes",
    "opmerking opmerkingen notitie notities alert alerts anotacao anotacoes anotaciones obs observ opm bem anm osserv coment",
)
ROOMS = word_set(
    "listing unterkunft room rooms zimmer chambre habitacion camera quarto kamer unit accommodation"
)
THINGS = word_set("item items product products event listing sku artikel produkt article produit")
"""What a description can be of instead of a customer."""

ALLERGENS = word_set(
    "nut nuts peanut peanuts tree hazelnut hazelnuts almond almonds walnut walnuts cashew gluten wheat",
    "dairy milk lactose egg eggs soy soya fish shellfish crustaceans molluscs sesame celery mustard",
    "lupin sulphites sulfites latex nusse erdnusse haselnusse mandeln weizen milch laktose ei eier soja",
    "fisch krebstiere weichtiere sesam sellerie senf lupinen sulfite schalenfruchte noix arachides",
    "arachide ble lait oeuf oeufs poisson crustaces mollusques celeri moutarde fruits coque",
    "frutos secos cacahuetes cacahuete trigo leche lactosa huevo huevos pescado marisco mariscos",
    "crustaceos moluscos sesamo apio mostaza noci arachidi grano latte lattosio uovo uova pesce",
    "crostacei molluschi sedano senape nozes amendoim leite ovo ovos peixe noten pinda melk ei eieren",
    "vis schaaldieren mosterd selderij",
)
"""What columns are called that each have a mark for those who are allergic to it."""
ALLERGY = word_set(
    "allergy allergies allergic allergen allergens intolerance intolerances",
    "allergie allergien unvertraglichkeit unvertraglichkeiten intoleranz intoleranzen",
    "alergia alergias intolerancia intolerancias allergia intolleranza intolleranze",
    "allergieen allergeen allergenen intolerantie intoleranties",
)
NEED = word_set(
    "need needs requirement requirements dietary diet diets accessibility bedarf bedurfnis",
    "bedurfnisse ernahrung diat besoin besoins exigence exigences regime necesidad necesidades",
    "requisito requisitos dieta esigenza esigenze necessidade necessidades behoefte behoeften dieet",
    "dieetwensen",
)
TAGS = word_set(
    "listes listas lijsten listen elenchi elenco",
    "tags tag labels label group groups category categories segment segments list lists",
    "gruppe gruppen kategorie kategorien etiquettes etiquette groupe groupes categories",
    "etiquetas etiqueta grupo grupos categoria categorias etichette etichetta gruppo gruppi",
    "categorie categorieen groep groepen kundengruppe",
)
TAGS_BESIDE = word_set("metadata name names visit distribution")

CONSENT = word_set(
    "novidades novedades novita actualites nouveautes neuigkeiten aanbiedingen angebote offers",
    "marketing newsletter newsletters consent optin opt subscribed subscription subscribe",
    "mkt mktg promotional promotions permission gdpr news",
    "werbung werbeeinwilligung werbeerlaubnis einwilligung erlaubnis zustimmung abonniert",
    "infolettre consentement abonne boletin consentimiento suscrito suscripcion",
    "publicidad consenso iscritto iscrizione boletim consentimento inscrito nieuwsbrief toestemming",
    "aangemeld comerciales commerciales commerciali comerciais promociones promozioni promocoes ofertas offres offre offerte oferta",
)
AGREED = word_set(
    "optin opt opted consent subscribed permission gdpr einwilligung erlaubnis zustimmung abonniert",
    "consentement consentimiento consenso consentimento toestemming",
)
"""Words in the name of a column in which a day is the day of a consent."""
JOINED = word_set(
    "subscription subscribe anmeldung inscrit inscrite inscription abonne suscrito suscrita suscripcion alta",
    "iscritto iscritta iscrizione inscrito inscrita inscricao aangemeld ingeschreven inschrijving",
    "anmeldedatum inschrijfdatum since seit depuis desde dal sinds",
)
"""The same where they stand beside `MAILINGS`."""
DATES_GLUED = word_set("anmeldedatum inschrijfdatum")
"""Of these the words that say by themselves that it is a day."""
EXPIRING = word_set(
    "expiry expires expire expired expiration until ends valid ablauf ablaufdatum gultig bis expiracion",
    "vencimiento caducidad scadenza validade vervaldatum geldig",
)
"""Words of the day on which a consent ends."""
ACCEPTED = word_set(
    "recebe recibe recoit riceve ontvangt erhalt empfangt wants wishes",
    "accept accepts accepted agree agreed agrees allow allows allowed subscriber receive receives",
    "akzeptiert einverstanden accepte acceptee acepta aceptada accetta accettata aceita aceite akkoord",
    "autorise autoriza autorizza accord acuerdo accordo acordo mag",
)
"""Words of consent where they stand beside what is agreed to."""
WANTED = word_set(
    "erwunscht gewunscht erlaubt gestattet souhaite souhaitee autorise autorisee gewenst toegestaan"
)
"""Words of consent where they stand behind a way of writing to somebody, or `contact`."""
CONSENT_BESIDE = word_set(
    "notification notifications notificacion notificaciones notifica notifiche notificacoes updates",
    "benachrichtigung benachrichtigungen meldingen state information info autorizacion autorisation",
    "autorizzazione autorizacao authorisation authorization genehmigung machtiging",
    "par por from via per von de al alla alle aux all dal dalla",
    "confirmed bestatigt confirme confirmee confirmado confermato bevestigd double single",
    "anmeldung inscription inscricao inschrijving inscrit inscrite iscritta inscrita suscrita ingeschreven",
    "hear about given granted gave gegeben erteilt donne dado otorgado dato concesso gegeven",
    "anmeldedatum inschrijfdatum hat met dsgvo rgpd lgpd alta you our would like sign up tick if do",
    "be i me us contacted organiser organizer nos notre unsere unseren nuestras nuestros nostre nostri nossas onze",
    "status opted out ins messages message text list lists direct communication communications product",
    "comunicaciones comunicazioni comunicacoes review abandoned cart send requested has is was ok yes post social via",
)
PERMITTED = word_set(
    "ok okay may can darf durfen mogen mag pouvons puis peut podemos puedo puede possiamo posso pode"
)
"""Words of consent beside a way of writing to somebody: `Emails OK`, `May we text you?`."""
PERMITTED_BESIDE = word_set(
    "send our with news list lists we i you us to this number is it wir sie ihnen dich dir je jou u wij",
    "nous vous te ti vi over about uber sur sobre su sui acties offres ofertas offerte angebote deals",
    "updates nieuws nouvelles novedades novita novidades enviar envoyer inviare sturen schicken mandar",
)
UNSUBSCRIBED = word_set(
    "unsubs",
    "abmelde abmeldung abmeldungen unsubscription desinscription desabonnement uitschrijving descadastro opzegging",
    "unsubscribed unsubscribe unsubscribes optout dnc suppressed blacklisted blocklisted",
    "abgemeldet abbestellt werbesperre desinscrit desinscrite desabonne desabonnee cancelado desuscrito",
    "desuscrita disiscritto disiscritta disiscrizione descadastrado descadastrada uitgeschreven afgemeld",
    "optouts unsubscribers abgemeldete abgemeldeten abmelder desabonnes desabonnees desinscrits",
    "desinscrites desuscritos desuscritas disiscritti disiscritte descadastrados descadastradas",
    "uitgeschrevenen afgemelden abmeldedatum austragungsdatum austragung afmelddatum uitschrijfdatum werbestopp",
)
MAILINGS = word_set(
    "newsletter newsletters marketing consent permission gdpr infolettre boletin boletim nieuwsbrief",
    "werbung werbeeinwilligung einwilligung publicite publicidad publicidade pubblicita reclame",
    "consentement consentimiento consenso consentimento toestemming",
)
ENDED = word_set(
    "cancelled canceled withdrawn revoked declined declines refused refuses removed blocked",
    "gekundigt widerrufen widerruf abgelehnt gesperrt blockiert refuse refusee resilie resiliee revoque",
    "revoquee retire retiree annule annulee baja cancelada anulado anulada revocado revocada rechaza",
    "rechazado rechazada annullato annullata cancellato cancellata disdetto disdetta revocato revocata",
    "rifiuta rifiutato rifiutata revogado revogada recusa recusado recusada cancelamento opgezegd",
    "ingetrokken geweigerd weigert afmelding geblokkeerd cancelo cancelou bajas",
)
"""Words of a refusal where they stand beside `MAILINGS`; a treatment or visit is cancelled too."""
WITHDRAWALS = word_set(
    "stop stopped left quit ausgetreten austritt withdrawal retrait revocation kundigung revocacion retirada revoca ritiro recesso",
    "revogacao intrekking",
)
"""The same in other forms, where they say a day and a column of consent stands beside them."""
LEAVING = word_set("leaving departure exit saida salida sortie depart uscita vertrek")
"""The same where nothing says that it is the end of a stay."""
TAKING_BACK = word_set(
    "unsubscribing unsub suppression bounce bounced bounces undeliverable erasure erase erased forgotten",
    "abmeldegrund kundigungsgrund kundigungsdatum austrittsdatum austrittsgrund sperrgrund sperrvermerk",
    "loschantrag loschwunsch loschdatum widerrufsdatum widerspruchsdatum unzustellbar werbewiderspruch",
    "refus effacement retractation resiliation rechazo supresion bloqueo bloqueada rebotado rifiuto blocco",
    "bloccata rimbalzo recusa bloqueio bloqueada opzegreden afmeldreden weigering blokkade verwijderverzoek",
)
"""Words that take back a yes in the same row, whatever the cell says: `Reason for unsubscribing`."""
MAYBE_TAKING_BACK = word_set(
    "complaint complaints complained complains spam abuse closed deleted deletion delete inactive",
    "deactivated terminated termination cancellation archived lapsed banned barred paused suspended snoozed",
    "beschwerde beschwerden reklamation geschlossen loschung loschen geloscht deaktiviert kundigung inaktiv",
    "plainte plaintes reclamation ferme fermee supprime supprimee annulation desactive",
    "reclamacion queja cerrada cerrado eliminado eliminada eliminacion borrado cancelacion inactivo",
    "reclamo reclami chiuso chiusa eliminato eliminata cancellazione rimosso rimozione inattivo",
    "reclamacao queixa encerrada encerrado excluido excluida exclusao remocao inativo apagado",
    "klacht klachten gesloten verwijderd verwijdering opzegging inactief geblokkeerd",
    "pausiert suspendu suspendue suspendido suspendida sospeso sospesa suspenso suspensa gepauzeerd",
)
"""The same where the cell is a yes or a day: `Complaint`, `Account closed on`."""
NOT_TAKING_BACK = word_set("policy policies fee fees terms time rate reminder storno")
"""Words beside those that say that it is about something else: `Cancellation policy`."""
GUARDIANS = word_set(
    "parental parent parents guardian guardians eltern erziehungsberechtigte parentale tuteur paterno",
    "tutor padres genitori genitore tutore responsavel pais ouders ouderlijke voogd",
)
REACHABLE = word_set(
    "mailable emailable contactable marketable sendable deliverable reachable anschreibbar kontaktierbar",
    "erreichbar zustellbar joignable contactables contactavel bereikbaar mailbaar contattabile contactables",
)
"""Words of a column whose no says that nothing may be sent."""
NEWS = word_set(
    "sms mms text texts whatsapp push post postal letter letters mail mailing newsletter newsletters news",
    "infolettre boletin boletim nieuwsbrief brief briefe offers angebote offres ofertas offerte promotions",
    "novedades novidades novita nouveautes neuigkeiten review reviews updates product abandoned reminder",
    "notification notifications notificaciones notifiche notificacoes benachrichtigung benachrichtigungen",
)
"""Words of one kind of message among several."""
CONTACTING = word_set(
    "contact contacted kontakt kontaktaufnahme kontaktieren contacter contacte contactar contattare",
    "contattato contatto contato contacteren communication communications comunicaciones comunicazioni",
)
REFUSED = word_set(
    "refuse refuses refused decline declines declined exclude excluded suppress suppressed object objects",
    "stopped stopp bloqueado bloccato suppression blacklist blacklisted blocklist blocklisted",
    "objection sperre gesperrt widerspruch widerspricht widersprochen ausschluss ausgeschlossen",
    "opposition oppose opposee exclu exclure rechaza rechazado oposicion excluir excluido rifiuta",
    "rifiutato opposizione escludi escludere escluso recusa recusado oposicao weigert geweigerd bezwaar",
    "uitsluiten uitgesloten",
)
"""Words of a refusal where they stand beside any way of writing to somebody."""
REFUSING = word_set(
    "not dont never stop no without kein keine nicht ne pas sin ningun ninguna non nessun nessuna nao sem",
    "nenhum nenhuma geen niet",
)
REACHING = EMAIL | word_set(
    "contact hear call calls text sms phone market marketing newsletter newsletters",
    "message messages write anrufen kontaktieren schreiben anschreiben werbung contacter appeler contactar llamar contattare",
    "chiamare ligar bellen contacteren reclame publicite publicidad pubblicita nieuwsbrief",
    "mailing mailings mailen emailen emailing advertising ads promo kontakt kontaktaufnahme post",
    "infolettre mensajes envios boletin comunicaciones messaggi comunicazioni mensagens",
    "boletim comunicacoes publicidade berichten mailinglist spam anschreiben contato contatto",
    "campaigns campanhas campanas campagnes kampagnen campagne",
    "whatsapp mms anruf anrufe telefonate appels llamadas chiamate chamadas ligacoes telefoontjes",
)
CALLS = word_set(
    "call calls calling called anruf anrufe anrufen telefonate telefonisch appel appels appeler",
    "llamada llamadas llamar chiamata chiamate chiamare chamadas ligacoes ligar bellen telefoontjes",
)
"""Of these, those that are no message."""
REFUSING_BESIDE = word_set(
    "do please bitte tick if you our would like sign up veuillez plus mais piu mas more any further meer mehr send sends sent want wants wanted wish wishes receive get use",
    "enviar envie envien recibir desea deseo quiere mandar envoyer envoi recevoir souhaite souhaitee",
    "senden zusenden schicken erwunscht gewunscht wunscht inviare invio ricevere desidera receber",
    "deseja versturen sturen ontvangen gewenst gewenste mochte will wunscht veut quieren vuole desidera",
    "quer wil wenst est tous toutes tout all todos todas tutti tutte alle allen",
    "interested interessiert interesse interessee interesado interesada interessato interessata",
    "interessado interessada geinteresseerd",
)
ALERTS = word_set(
    "alert alerts warning warnings medical health caution warnung warnungen gesundheit medizinisches",
    "alerte alertes medicales sante alerta alertas medicas salud avviso avvisi mediche salute saude",
    "waarschuwing waarschuwingen medisch medische gezondheid",
)
"""Words of a column in which a substance alone is one that they cannot have."""
ON = word_set("at on am le el il em op since seit depuis desde dal sinds")

ASKING_ON = word_set(
    "which what specify list welche welcher welches angeben lesquelles lesquels laquelle lequel",
    "preciser precisez cuales cual especifique especificar quali quale specificare quais qual",
    "especifica welke specificeer",
)
"""Words of a column that asks on where the column before it asked for a yes: `If yes, which?`."""
ASKING_ON_BESIDE = word_set(
    "if yes so please ones they are and the details wenn ja falls bitte si oui veuillez en caso",
    "afirmativo afirmativa se sim zo indien",
)

QUESTIONS = word_set("question questions field frage pregunta domanda pergunta vraag")
ANSWERS = word_set("answer answers response antwort reponse respuesta risposta resposta antwoord")

BIRTH = word_set(
    "birthday birthdays birth birthdate dob born bday geburtstag geburts geburtsdatum geboren",
    "naissance anniversaire nacimiento cumpleanos nascita compleanno nascimento aniversario",
    "verjaardag geboortedatum geboorte gebdat nasc aniv compl verj cumple cumples",
)
INFORMATION = word_set(
    "info infos information news nachrichten nachricht messages message mailings actus noticias notizie"
)
PREFERRED = word_set(
    "preferred favourite favorite usual regular vaste voorkeur fester feste bevorzugter bevorzugte stamm",
    "habituel habituelle prefere preferee habitual preferido preferida abituale preferito preferita",
)
"""Words for a member of staff whom a customer likes to see, which is a fact about the customer."""
MONTHS = word_set("month monat mois mes mese maand")
VALUES = word_set("value wert valeur valor valore waarde")
"""What a column is called that has the value itself, beside one that says which it is."""
DATES = word_set("date dates day datetime datum tag jour fecha dia data giorno dag zeitpunkt dt")
TIMES = word_set("time times timestamp zeit uhrzeit heure hora ora horario tijd")

_SHORT_FOR_APPOINTMENT = "appt appts appmt appnt rdv"
SCHEDULED = word_set(
    "scheduled geplant geplante geplanter geplantes prevu prevue previsto prevista programado programada",
    "gepland geplande",
)
VISITED = SCHEDULED | word_set(
    _SHORT_FOR_APPOINTMENT,
    "visit visits visited appointment appointments stay seen arrival arrive arrives arriving arrived checkin check entrada",
    "treatment besuch termin aufenthalt anreise ankunft behandlung visite",
    "passage passaggio rendezvous sejour arrivee visita cita estancia llegada appuntamento soggiorno arrivo agendamento",
    "verkauf verkaufs vente venta vendita venda verkoop",
    "arr ank",
    "consulta chegada bezoek afspraak verblijf aankomst event sale session class order",
    "evenement evento veranstaltung bestell bestel purchase booking reservation transaction bestellung buchung reservierung kauf commande achat",
    "pedido compra reserva ordine acquisto prenotazione encomenda bestelling aankoop boeking service",
)
PRESENT = word_set(
    _SHORT_FOR_APPOINTMENT,
    "visit visits visited appointment appointments stay seen arrival checkin treatment besuch termin aufenthalt",
    "entrada",
    "anreise behandlung visite passage passaggio rendezvous sejour visita cita estancia appuntamento soggiorno",
    "agendamento consulta bezoek afspraak verblijf booking reservation buchung reservierung reserva",
    "prenotazione boeking service session class",
)
"""Of these, those that bring a customer in, with or without a purchase."""
ON_THE_DAY = (
    PRESENT - word_set("booking reservation buchung reservierung reserva prenotazione boeking")
    | SCHEDULED
    | word_set(
        "veranstaltung evenement evento",
        "event sale verkauf verkaufs vente venta vendita venda verkoop start checkin arrive arrived begin beginn debut inicio inizio",
    )
)
"""Of these, those that name the day itself and not the day on which it was booked."""
ARRIVED = word_set(
    "arr ank",
    "arrive arrives arriving",
    "entrada checkin arrival anreise ankunft arrivee llegada arrivo chegada aankomst",
)
STAYS = word_set("stay aufenthalt sejour estancia soggiorno estadia verblijf")
FROM = word_set("from von ab du desde dal van")
FROM_OR_TO = FROM | word_set("to until till through bis au hasta al ate tot")
"""What stands at the end of a name of the first and the last day of a stay: `Stay from`."""
BEGUN = word_set("start begin beginn debut inicio inizio")
NEXT = word_set(
    "next upcoming future nachster nachste nachstes naechster naechste naechstes kommender",
    "prochain prochaine suivant proxima proximo siguiente prossima prossimo seguinte volgende",
    "eerstvolgende",
)
WHICH_VISIT = NEXT | word_set(
    "first last latest previous recent most erster erste letzter letzte letztes zuletzt derniere dernier",
    "premiere premier ultima ultimo primera primer prima primo primeira primeiro laatste eerste",
)
BOOKED = word_set(
    "evento invitado invitada invitato convidado eingeladener eingeladene eingeladenen",
    "booking bookings booked reservation appointment nights night guests guest invitee event checkin",
    "checkout confirmation scheduled listing order attendee buchung termin sejour reserva booker",
    "commande pedido ordine boeking afspraak prenotazione bestatigung bestatigungs gastes nachte",
    "coperti comensales couverts covers cover couvert gedecke huesped voyageur inserat noches hospede noites ospite notti nachten",
)
"""Words of a list whose rows are bookings and orders, not customers."""
PARTIES = word_set(
    "party pax covers cover couverts couvert coperti coperto comensales cubiertos gedecke personen personnes"
    " persone personas pessoas couverts nights nachte nuits notti noches noites nachten table tisch",
    "tavolo mesa tafel",
)
"""Of what is booked: for how many, for how long, and at which table."""
BOOKINGS = word_set(
    "bestatigung bestatigungs confirmacion conferma confirmacao bevestiging bevestigings",
    "booking reservation appointment confirmation buchung buchungs reservierung reservierungs termin",
    "reserva cita prenotazione appuntamento boeking afspraak rendezvous agendamento",
)
SERVICES = word_set(
    "service services treatment treatments leistung leistungen behandlung behandlungen prestation",
    "prestations soin servicio servicios tratamiento servizio servizi trattamento servico servicos",
    "tratamento behandeling dienst diensten inserat annonce anuncio annuncio advertentie",
)
ORDERS = word_set(
    "bestell bestel order invoice receipt transaction bestellung rechnung auftrag commande facture pedido factura",
    "ordine fattura encomenda fatura bestelling factuur",
)
GOODS = SERVICES | word_set(
    "item items lineitem product products concepto libelle sku artikel produkt leistung article produit articulo",
    "producto articolo prodotto artigo produto",
)
PRICES = word_set(
    "qty quantity price amount total paid menge anzahl preis betrag summe prix montant quantite",
    "cantidad precio importe quantita prezzo importo quantidade preco valor aantal prijs bedrag",
)
"""Words of a list that has a row for each sale."""
WRITTEN_AT = word_set("created creation placed paid processed completed ordered sold")
"""Of what a sale's day may be called, where no other column tells it."""
OUTCOMES = word_set(
    "fulfilment fulfillment outcome result attendance attended delivery shipping happened came showed",
    "ergebnis ausgang erledigt erschienen wahrgenommen resultat issue suite realise presence resultado",
    "asistencia asistio realizada esito presenza effettuato resultado presenca compareceu realizado",
    "uitkomst resultaat aanwezig verschenen",
)
"""What may be asked of a visit or an order afterwards."""
WORKS = word_set(
    "groom grooming groomed cut haircut trim wash fitting cleaning lesson repair repaired inspection",
    "schnitt haarschnitt inspektion wartung coupe revision corte taglio knipbeurt massage facial",
    "beurt seduta sessione lezione insp kontrolle trimbeurt toilettage peluqueria manicure pedicure shave meal dinner lunch job played",
    "tagliando controllo kundendienst olwechsel vidange entretien mantenimiento onderhoud apk itv hu tuv",
    "reparatur reparation reparacion riparazione reparacao reparatie maintenance mantenimiento manutenzione",
    "manutencao onderhoud entretien vidange olwechsel reifenwechsel soin booked order ordered purchase purchased sale sold transaction invoice invoiced ticket ro work dine dined",
    "dining reservation rental rented attended attendance exam consult treated shopped bought spent groomed",
    "gebucht gekauft kauf einkauf bestellung rechnung auftrag gesehen commande achat facture vente pedido",
    "compra factura venta acquisto ordine fattura vendita atendimento encomenda venda fatura bestelling",
    "aankoop factuur gezien",
)
"""What customers come for, where `last` stands beside it and the cells are days."""
STATUS = word_set(
    "etat storno storniert cancelada annulato annullata annulee geannuleerd",
    "status canceled cancelled noshow show statut state estado stato storniert annule cancelado annullato",
    "geannuleerd",
)

ITALIAN = word_set("cognome nominativo cellulare compleanno indirizzo nascita")
"""Words of an Italian list that no other language has."""

PERSONAL = word_set(
    "kinder enfant enfants hijo hijos hija hijas figlio figli figlia filho filhos filha kinderen",
    "vehicle car fahrzeug fahrzeuge voiture coche carro voertuig plate license hear heard",
    "website webseite web url homepage custom benutzerdef pet pets dog cat preferred favourite",
    "favorite favourites favorites prefers usual child children kid kids",
)
"""Words of facts, which a word of bookkeeping beside them does not change."""

GENDER = word_set("gender sex geschlecht sexe sexo sesso geslacht genre genere genero")

BOOKKEEPING = GENDER | word_set(
    "partenza partida salida vertrek depart abreise checkouts",
    "count counts total totals subtotal sum amount amounts balance avg average value price cost",
    "fee fees tax taxes taxable vat discount discounts paid payment payments pay currency revenue",
    "spend spent spending earnings commission points credit credits debit limit rating score rank",
    "quantity qty losses surcharge percentage percent coupon promotion promo invoice order orders net",
    "gross refund refunded dispute ticket barcode sku disable",
    "created create creation updated update modified changed change added joined registered register",
    "registration since timestamp time date dates datetime expiry expires expiration expired renewal",
    "locale language languages timezone zone utc gmt gmtoff dstoff latitude longitude",
    "ip login logins password hash token confirmation confirmed confirm reconfirmed verified status",
    "stage source sources channel channels campaign utm enabled lifetime",
    "aktiv inaktiv actif inactif activo inactivo attivo inattivo ativo inativo actief inactief visits",
    "archived deleted active inactive blocked exempt delinquent invalid suspended canceled cancelled",
    "cancellation noshow scheduled marked booked checkout departure end finish",
    "flag plan membership tier duration nights adults adult child infants guests party pax",
    "opens open clicks click bounces bounce sent delivered shipped responded loss statement",
    "fax telefax pager skype skypename messenger icq photo avatar picture image initials sensitivity",
    "priority mileage version uuid guid uid id ids days rate reward loyalty rewards attribute",
    "authentication theme tracking bank iban bic swift abn gst gstin ein ssn nif cif cuit cpf cnpj",
    "noches nachte nuitees notti noites regimen pax localizador row zeile ligne fila riga linha rij",
    "tva siret siren ust ustid btw kvk coc iva fiscal fiscale steuer steuernummer taxvat partita",
    "anzahl summe betrag gesamt umsatz saldo punkte erstellt angelegt geandert aktualisiert seit",
    "sprache wahrung zeitzone rabatt preis kosten zahlung zahlart geschlecht passwort abreise",
    "montant solde cree modifie modification langue devise statut fuseau remise prix paiement",
    "sexe genre inscription depuis frais taxe cantidad importe creado modificado alta idioma moneda",
    "horaria descuento precio pago sexo genero registro tarifa importo creato modificato",
    "lingua valuta fuso sconto prezzo pagamento sesso genere registrazione dal quantidade valor",
    "gebucht reservee reservado reservada prenotato geboekt einnahmen revenus ingresos guadagni ganhos",
    "inkomsten document passport ausweis passeport pasaporte passaporto paspoort documento dokument",
    "criado atualizado desconto preco cadastro aantal totaal bedrag aangemaakt gewijzigd",
    "taal korting prijs betaling geslacht sinds tijdzone rekening bankrekening",
    "matchcode debitorenkonto debitor kreditor zahlungsbedingung zahlungsbedingungen kommission",
    "kommissionsbetrag dauer mahnsperre mahnstufe liefersperre aov ltv aktivitat aktivitaten activite actividad attivita atividade activiteit commissione comision comissao",
    "commissie duree duracion durata duracao duur ubernachtungen reserve ninos adultos adultes enfants bebes",
    "appuntamenti prenotazioni citas reservas visites besuche termine buchungen bestellungen",
    "afspraken bezoeken boekingen totale omzet desde situacao situacion disabled",
    "leid euid cc group store scheduling collection property project card",
    "anmelde aktivierung aktivierungs quelle menge belegnr beleg opened clicked tz bot churn risk saida coperti comensales couverts gedecke labor labour parts provision portal ventes erwachsene zahlungsziel betalingstermijn kvk terms",
    "zahlungsmethode zahlungsart versanddatum versandt bestellwert warenwert qte cant qtd turnover",
    "fatturato facturado chiffre affaires ca",
    "creacion creazione criacao erstellung aanmaak fin ende fim einde",
    "medicare attachments attachment anlagen anhange fichiers adjuntos allegati anexos bijlagen cancels",
    "betaaltermijn nationality nat nationalitat nationalite nacionalidad nazionalita dep",
    "captured fulfilled fulfillment fulfilment requires attendance attended livemode mode seller",
    "anmeldedatum inschrijfdatum inscricao doi rsvp cadence team calendar account activity unsub username",
)
"""Words by which a program keeps its own books: counts, sums, flags, days of a record."""

UNSURE = NUMBERS | word_set(
    "type tipo typ soort kind level class method medium size length volume option age alter edad eta idade leeftijd",
    "code codigo codice ref reference line lines item items people room table tables reason is has",
)
"""Words of bookkeeping where all words beside them are known, and of facts beside others."""

PASSING = word_set(
    "invitado invitada invitato invitata convidado convidada eingeladener eingeladene participante partecipante "
    "attendee invitee booker participant visitor teilnehmer deelnemer"
)
"""Owners who have another number each time they come."""
USERS = word_set("user benutzer utilisateur usuario utente gebruiker utilizador")
"""Who uses the program, where a list has a word of `PASSING` for the customer."""
IDS = word_set("id ids uuid guid uid identifier identificador identifiant kennung")
CODES = NUMBERS | word_set("code ref reference referenz codigo codice cod")
ID_BESIDE = word_set(
    "external unique record account system internal kd j user benutzer utilisateur usuario utente gebruiker",
    "fiche datensatz scheda ficha registro square stripe shopify wix",
)

ONCE = frozenset({"name", "first name", "last name"})
"""Fields that a customer has once, but for a second surname."""
SECOND = word_set("segundo secondo second zweiter deuxieme tweede")
NAMING = frozenset({"name", "first name", "middle name", "last name", "email", "phone", "company"})
"""Fields by which a customer is known."""

DAYS = DATES | TIMES | ON
QUALIFIERS = OWNERS | WHICH | RECIPIENTS
FROM_TO = (
    ("first night", "last night"),
    ("erste nacht", "letzte nacht"),
    ("from", "to"),
    ("from", "until"),
    ("von", "bis"),
    ("du", "au"),
    ("van", "tot"),
    ("dal", "al"),
    ("desde", "hasta"),
    ("del", "al"),
    ("de", "ate"),
)
"""What two columns are called that have the first and the last day of a stay."""
