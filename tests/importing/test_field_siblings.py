"""Lists of other programs, in other languages, that hold what the cases from the field hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from prefpad.domain.errors import AskedWrongly

if TYPE_CHECKING:
    from prefpad import Pad
    from tests.importing.conftest import Listed


class Told(NamedTuple):
    """What must be known of a customer after the import; empty for what is not looked at."""

    name: str
    formal: str | None = None
    phones: str = ""
    emails: str = ""
    tags: str = ""
    birthday: str = ""
    visit: str = ""
    messages: str | None = None
    alerts: str = ""
    notes: str = ""


def known(pad: Pad, who: str) -> Told:
    one = pad.customer(who)
    birthdays = [day.written for day in one.occasions if day.name == "birthday"]
    notes = pad.notes(who)
    return Told(
        one.name,
        one.formal,
        "; ".join(one.phones),
        "; ".join(one.emails),
        "; ".join(sorted(one.tags)),
        "; ".join(birthdays),
        str(one.last_visit or ""),
        next((consent.status for consent in one.consents if consent.about == "messages"), None),
        "; ".join(note.text for note in notes if note.alert),
        "; ".join(
            sorted(note.text for note in notes if not note.alert and note.topic != "address")
        ),
    )


LISTS: dict[str, tuple[tuple[str, ...], Told]] = {
    "a German workshop": (
        (
            "KdNr;Anrede;Vor- und Nachname;Tel. privat;Tel. mobil;eMail;Geb.-Datum;Bemerkung;gesperrt",
            "7;Frau;Jana Brandt;030/5550101;0171 5550102;jana@x.example;13.04.1990;zahlt bar;nein",
        ),
        Told(
            "Jana Brandt", "Frau Jana Brandt", "030/5550101; 0171 5550102", "jana@x.example",
            birthday="1990-04-13", notes="zahlt bar",
        ),
    ),
    "a French restaurant": (
        (
            "Civilité;Nom;Prénom;Portable;Mail;Né(e) le;Dernière visite;Allergies;Remarques;Opt-in newsletter",
            "Mme;DUPONT;Jeanne;06.55.50.10.10;j@x.example;13/04/1990;24/02/2026;arachides;aime la terrasse;Non",
        ),
        Told(
            "Jeanne DUPONT", "Mme DUPONT", "06.55.50.10.10", "j@x.example", "", "1990-04-13",
            "2026-02-24", "refused", "arachides", "aime la terrasse",
        ),
    ),
    "a Spanish restaurant": (
        (
            "Nombre completo,Teléfono móvil,Alergias,Última visita,Nº de visitas,Observaciones,Acepta publicidad",
            "María Ruiz,+34 600 555 010,Marisco,24/02/2026,7,junto a la ventana,Sí",
        ),
        Told(
            "María Ruiz", None, "+34 600 555 010", visit="2026-02-24", messages="given",
            alerts="Marisco", notes="junto a la ventana",
        ),
    ),
    "an Italian hotel": (
        (
            "Cognome,Nome,Cellulare,Data di nascita,Arrivo,Partenza,Allergie/Intolleranze,Note,Marketing",
            "Bianchi,Chiara,+39 333 555 0101,13/04/1990,14/02/2026,16/02/2026,glutine,camera silenziosa,no",
        ),
        Told(
            "Chiara Bianchi", None, "+39 333 555 0101", birthday="1990-04-13", visit="2026-02-14",
            messages="refused", alerts="glutine", notes="camera silenziosa",
        ),
    ),
    "a Dutch salon": (
        (
            "Klantnr,Aanhef,Voornaam,Tussenvoegsel,Achternaam,Mobiel,Geb.datum,Opmerkingen,Nieuwsbrief",
            "7,Mevr.,Nora,van der,Vale,06 55501010,13-04-1990,koffie zwart,afgemeld",
        ),
        Told(
            "Nora van der Vale", "Mevr. van der Vale", "06 55501010", birthday="1990-04-13",
            messages="withdrawn", notes="koffie zwart",
        ),
    ),
    "a Brazilian salon": (
        (
            "Nome,Sobrenome,Celular,Data de nascimento,Observações,Alergias,Recebe novidades",
            "Nora,Vale,+55 11 95550-1010,13/04/1990,prefere à tarde,não,sim",
        ),
        Told(
            "Nora Vale", None, "+55 11 95550-1010", birthday="1990-04-13", messages="given",
            notes="prefere à tarde",
        ),
    ),
    "a clinic": (
        (
            "Patient ID,Title,First name,Last name,Date of birth,Phone numbers,Unsubscribed from SMS marketing",
            '12,Ms,Nora,Vale,13/04/1990,"Mobile: 0412 555 010, Home: 02 5550 1077",true',
        ),
        Told(
            "Nora Vale", "Ms Vale", "0412 555 010; 02 5550 1077", birthday="1990-04-13",
            messages="withdrawn",
        ),
    ),
    "reservations of a restaurant": (
        (
            "Guest Name,Phone,Party Size,Visit Date,Visit Time,Status,Guest Notes,Tags,Marketing Opt-in",
            'Nora Vale,+1 412 555 0101,4,2026-02-04,19:00,Done,Nut allergy,"VIP, Regular",Yes',
        ),
        Told(
            "Nora Vale", None, "+1 412 555 0101", "", "Regular; VIP", "", "2026-02-04", "given",
            "Nut allergy",
        ),
    ),
    "Zoho in German": (
        (
            "Datensatz-ID,Kontaktbesitzer,Anrede,Vorname,Nachname,Kontoname,E-Mail,E-Mail-Abmeldung,Beschreibung",
            "zcrm_1,Kim,Frau,Nora,Vale,Acme,nora@x.example,true,trinkt Tee",
        ),
        Told(
            "Nora Vale", "Frau Vale", emails="nora@x.example", messages="withdrawn",
            notes="Acme; trinkt Tee",
        ),
    ),
    "a report of Salesforce": (
        (
            "Salutation,First Name,Last Name,Title,Account Name,Mailing City,Phone,Do Not Call,Email Opt Out,Contact ID",
            "Ms.,Nora,Vale,Office Manager,Acme,Bellhurst,(412) 555-0101,0,1,003xx",
        ),
        Told(
            "Nora Vale", "Ms. Vale", "(412) 555-0101", messages="withdrawn",
            notes="Acme; Office Manager",
        ),
    ),
    "orders of a shop": (
        (
            "Name,Email,Financial Status,Created at,Lineitem name,Billing Name,Billing Phone,Id,Accepts Marketing",
            "#1001,nora@x.example,paid,2026-02-04 10:00:00 -0500,Candle,Nora Vale,+1 412 555 0101,5001,yes",
            "#1001,nora@x.example,,2026-02-04 10:00:00 -0500,Soap,,,,",
            "#1002,nora@x.example,refunded,2026-02-09 10:00:00 -0500,Soap,Nora Vale,,5002,yes",
        ),
        Told(
            "Nora Vale", None, "+1 412 555 0101", "nora@x.example", visit="2026-02-04",
            messages="given",
        ),
    ),
    "orders of another shop": (
        (
            "Name,Email,Billing Name,Total",
            "#1001,nora@x.example,Nora Vale,20.00",
            "#1002,nora@x.example,Nora Vale,5.00",
        ),
        Told("Nora Vale", emails="nora@x.example"),
    ),
    "child rows of Odoo": (
        (
            "External ID,Name,Email,Phone,Tags/Name,Contacts/Phone",
            "p1,Nora Vale,nora@x.example,+1 412 555 0101,VIP,",
            ",,,,Weekly,+1 412 555 0102",
        ),
        Told(
            "Nora Vale", None, "+1 412 555 0101; +1 412 555 0102", "nora@x.example", "VIP; Weekly"
        ),
    ),
    "child rows in a list with numbers": (
        (
            "Customer No,Customer Name,Phone,Remark",
            "1,Nora Vale,555 0101,likes tea",
            ",,555 0102,window seat",
        ),
        Told("Nora Vale", None, "555 0101; 555 0102", notes="likes tea\nwindow seat"),
    ),
    "sections and subtotals": (
        (
            "Name,Phone,Balance", "VIP clients,,", "Nora Vale,555 0101,10.00", "Subtotal A,,10.00",
            "Regulars:,,", "Sub-total,,0.00", "Grand total (1),,10.00",
        ),
        Told("Nora Vale", None, "555 0101"),
    ),
    "customers of a bookkeeping program": (
        ("Customer,Phone,Email,Tags", '"Vale, Nora (pays late)",020 7946 0101,nora@x.example,vip'),
        Told("Nora Vale", None, "020 7946 0101", "nora@x.example", "vip", notes="pays late"),
    ),
    "addresses with the name in them": (
        ("Name,Email", "Nora Vale,Nora Vale <nora@x.example>; nv@x.example (work)"),
        Told("Nora Vale", emails="nora@x.example; nv@x.example"),
    ),
    "columns that say how days are written": (
        (
            "First Name,Last Name,Birthday (mm/dd),Anniversary (mm/dd),Last visit (dd.mm.yyyy),Client Notes",
            "Nora,Vale,03/14,06/21,24.02.2026,likes Barolo",
        ),
        Told("Nora Vale", birthday="03-14", visit="2026-02-24", notes="likes Barolo"),
    ),
    "a German list of days": (
        ("Name;Geburtstag (TT.MM.JJJJ);Telefon", "Jana Brandt;13.04.1990;030 5550101"),
        Told("Jana Brandt", None, "030 5550101", birthday="1990-04-13"),
    ),
    "a Spanish salon": (
        (
            "Nombre,Apellidos,Móvil,Alergias,Acepta comunicaciones comerciales",
            "María,Ruiz Gómez,600 555 010,látex,No",
        ),
        Told("María Ruiz Gómez", None, "600 555 010", messages="refused", alerts="látex"),
    ),
    "a German restaurant": (
        ("Gastname;Handy;Kontakt per E-Mail erwünscht", '"Brandt, Jana";0171 5550102;nein'),
        Told("Jana Brandt", None, "0171 5550102", messages="refused"),
    ),
    "a Dutch restaurant": (
        ("Naam;Mobiel;Contact per e-mail toegestaan", "Nora de Vries;06 55501010;nee"),
        Told("Nora de Vries", None, "06 55501010", messages="refused"),
    ),
    "an Italian salon": (
        ("Nominativo;Cellulare;Accetta comunicazioni commerciali", "Chiara Bianchi;333 555 0101;sì"),
        Told("Chiara Bianchi", None, "333 555 0101", messages="given"),
    ),
    "a Portuguese restaurant": (
        ("Nome,Telemóvel,Aceita comunicações comerciais", "Nora Vale,912 555 010,não"),
        Told("Nora Vale", None, "912 555 010", messages="refused"),
    ),
    "a French shop": (
        ("Nom complet;Mail;Accepte les communications commerciales", "Jeanne Roux;j@x.example;non"),
        Told("Jeanne Roux", emails="j@x.example", messages="refused"),
    ),
    "orders of a German marketplace": (
        (
            "Verkaufsdatum,Bestell-Nr.,Käufer-Benutzer-ID,Vollständiger Name,Zahlungsmethode,Versanddatum,Bestellwert",
            "04.02.26,1,novale,Nora Vale,Karte,06.02.26,48.00", "20.02.26,2,novale,Nora Vale,Karte,,20.00",
        ),
        Told("Nora Vale", visit="2026-02-20"),
    ),
    "events of a calendar in Spanish": (
        (
            "Correo electrónico del usuario,Nombre del invitado,Correo electrónico del invitado,Nombre del tipo de evento,Fecha y hora de inicio,Cancelado",
            "kim@x.example,Nora Vale,nora@x.example,Corte,2026-02-04 10:00,falso",
            "kim@x.example,Nora Vale,nora@x.example,Corte,2026-02-24 10:00,verdadero",
        ),
        Told("Nora Vale", emails="nora@x.example", visit="2026-02-04"),
    ),
    "appointments whose label says that nobody came": (
        (
            "Start Time,End Time,First Name,Last Name,Email,Calendar,Label",
            "2026-02-04 10:00,2026-02-04 11:00,Nora,Vale,nora@x.example,Main,Confirmed",
            "2026-02-24 10:00,2026-02-24 11:00,Nora,Vale,nora@x.example,Main,No-show",
        ),
        Told("Nora Vale", emails="nora@x.example", visit="2026-02-04"),
    ),
    "contacts of a French sales program": (
        (
            "ID de fiche - Contact,Prénom,Nom,E-mail,Propriétaire du contact,S'est désabonné de tous les e-mails",
            "1501,Nora,Vale,nora@x.example,Kim Chef,Vrai",
        ),
        Told("Nora Vale", emails="nora@x.example", messages="withdrawn"),
    ),
    "a course whose participants have guardians": (
        (
            "Participant,DOB,Guardian name,Guardian mobile,Medical info (allergies etc.)",
            "Nora Vale,13/04/2016,Ruth Vale,07700 900501,bee stings",
        ),
        Told(
            "Nora Vale", birthday="2016-04-13", alerts="bee stings",
            notes="07700 900501; Ruth Vale",
        ),
    ),
    "a phone of the husband": (
        ("Vorname,Nachname,Telefon,Ehepartner,Ehepartner Telefon", "Nora,Vale,0171 5550171,Jens,0171 5550999"),
        Told("Nora Vale", None, "0171 5550171", notes="0171 5550999; Jens"),
    ),
    "answers in the name of a column": (
        ("Klantnr.;Aanhef;Voorl.;Tussenv.;Achternaam;Nieuwsbrief j/n", "1;Mevr.;N.;van der;Vale;n"),
        Told("N. van der Vale", "Mevr. van der Vale", messages="refused"),
    ),
    "an order of several items": (
        (
            "Référence commande;Client;E-mail;Produit;Qté;Date;État",
            "X1;Nora Vale;nora@x.example;Savon;2;04/02/2026;Livré", ";;;Bougie;1;;",
            "X2;Nora Vale;nora@x.example;Savon;1;24/02/2026;Annulé",
        ),
        Told("Nora Vale", emails="nora@x.example", visit="2026-02-04"),
    ),
    "messages that only have a day": (
        ("Contact,Phone,Last message", "Nora Vale,555 0101,2026-02-24 10:00"),
        Told("Nora Vale", None, "555 0101"),
    ),
    "a formula that puts texts together": (
        ("Name,Phone,Notes", '"=""Nora"" & "" Vale""",555 0101,"=CONCATENATE(""likes "",""tea"")"'),
        Told("Nora Vale", None, "555 0101", notes="likes tea"),
    ),
    "nothing in particular": (
        ("Name,Allergies,Allergie", "Nora Vale,nothing in particular,niente di particolare"),
        Told("Nora Vale"),
    ),
    "a clinic that says whom to invoice": (
        ("First Name,Last Name,Phone,Appointment Notes,Invoice To,Created At", "Nora,Vale,555 0101,prefers am,,2024-01-01"),
        Told("Nora Vale", None, "555 0101", notes="prefers am"),
    ),
    "a pet that is allergic in a remark": (
        ("Client,Phone,Pet Name,Breed,Pet Alert Notes", "Nora Vale,555 0101,Rex,Pug,chicken allergy"),
        Told("Nora Vale", None, "555 0101", alerts="chicken allergy", notes="Pug; Rex"),
    ),
    "switches for e-mails and texts": (
        ("First name,Last name,Phone,Emails,Waiver signed", "Nora,Vale,555 0101,On,Yes", "Nora,Vale,555 0101,Off,Yes"),
        Told("Nora Vale", None, "555 0101", notes="Yes"),
    ),
    "the book of a guesthouse": (
        ("Nr;Gast;von;bis;Telefon", "1;Nora Vale;04.02.2026;11.02.2026;0170 5550221"),
        Told("Nora Vale", None, "0170 5550221", visit="2026-02-04", notes="11.02.2026"),
    ),
    "flowers that somebody else gets": (
        (
            "Order,Date,Deliver to,Deliver phone,Ordered by,Orderer phone,Orderer email",
            "5001,2026-02-14,Mum Hart,555 0251,Nora Vale,555 0252,nora@x.example",
        ),
        Told("Nora Vale", None, "555 0252", "nora@x.example", visit="2026-02-14"),
    ),
    "a French mailing list with a bounce": (
        ("EMAIL;PRENOM;NOM;STATUT;LISTES", "n@x.example;Nora;Vale;Désabonné;Clients", "n@x.example;Nora;Vale;Bounce;VIP"),
        Told("Nora Vale", emails="n@x.example", tags="Clients; VIP", messages="withdrawn"),
    ),
    "a Dutch form": (
        (
            "Tijdstempel,Wat is je naam?,Wat is je telefoonnummer?,Heb je allergieën?,Zo ja welke?,Mogen we je mailen over acties?",
            "1-2-2026 10:00:00,Nora Vale,06 5550 2701,Ja,pinda,Nee",
        ),
        Told("Nora Vale", None, "06 5550 2701", messages="refused", alerts="pinda"),
    ),
    "an Italian garage": (
        ("Targa,Proprietario,Cell.,Ultimo tagliando", "GA123BC,Nora Vale,333 5550241,14/02/2026"),
        Told("Nora Vale", None, "333 5550241", visit="2026-02-14", notes="GA123BC"),
    ),
    "names and phones under merged cells": (
        ("Name,,Phone,,E-mail", "First,Last,Home,Cell,", "Nora,Vale,555 0421,555 0422,nora@x.example"),
        Told("Nora Vale", None, "555 0421; 555 0422", "nora@x.example"),
    ),
    "serial numbers": (
        ("S/N,Client,Contact No,Email Id", "001,Nora Vale,08035550411,nora@x.example"),
        Told("Nora Vale", None, "08035550411", "nora@x.example"),
    ),
    "sums that customers owe": (
        (
            "Contact,Phone,Current,< 1 Month,Share,Height", "Nora Vale,555 0101,120.00,$5.25,27%,1.75",
            "Percentage of total,,72.73%,27.27%,100%,",
        ),
        Told("Nora Vale", None, "555 0101", notes="1.75"),
    ),
    "a birthday with a dash": (
        ("Name,Phone,Birth-day", "Nora Vale,555 0101,1980-03-14"),
        Told("Nora Vale", None, "555 0101", birthday="1980-03-14"),
    ),
    "payments with the shop's own address": (
        (
            "Name,Gross,From Email Address,To Email Address",
            "Nora Vale,45.00,nora@x.example,shop@y.example", "Nora Vale,20.00,nora@x.example,shop@y.example",
        ),
        Told("Nora Vale", emails="nora@x.example"),
    ),
    "appointments of a German salon": (
        (
            "Terminreferenz,Kunde,Telefon,Leistung,Teammitglied,Geplantes Datum,Geplante Uhrzeit,Status",
            "T-1,Nora Vale,0170 5550101,Schnitt,Kim,14.02.2026,10:00,Abgeschlossen",
            "T-2,Nora Vale,0170 5550101,Farbe,Kim,24.02.2026,11:00,Storniert",
        ),
        Told("Nora Vale", None, "0170 5550101", visit="2026-02-14"),
    ),
    "short words of a hotel": (
        ("Title,Surname,Forename,Nat.,Tel,Arr,Dep,Mkt", "Dr,Vale,Nora,GH,+233 20 555 0811,12-Feb-26,15-Feb-26,N"),
        Told("Nora Vale", "Dr Vale", "+233 20 555 0811", visit="2026-02-12", messages="refused"),
    ),
    "a Portuguese salon whose customer did not come": (
        (
            "Profissional,Data,Hora,Cliente,Contacto,Estado", "Kim,14/02/2026,10:00,Nora Vale,912 555 911,Concluído",
            "Kim,24/02/2026,10:00,Nora Vale,912 555 911,Faltou",
        ),
        Told("Nora Vale", None, "912 555 911", visit="2026-02-14"),
    ),
    "a consent in whole sentences": (
        ('Name,Phone,"I agree to receive the newsletter"', "Nora Vale,555 0101,I agree"),
        Told("Nora Vale", None, "555 0101", messages="given"),
    ),
    "two header rows whose merged cells are repeated": (
        ("Customer,Contact,Contact,Visits,Visits", "Full name,Mobile,E-mail,First,Last", "Nora Vale,555 0551,nora@x.example,2024-02-01,2026-02-14"),
        Told("Nora Vale", None, "555 0551", "nora@x.example", visit="2026-02-14"),
    ),
    "nights of a guesthouse": (
        (
            "Booking,Status,First Night,Last Night,Guest First Name,Guest Last Name,Guest Email",
            "9001,Confirmed,2026-02-05,2026-02-08,Nora,Vale,nora@x.example",
            "9002,Cancelled,2026-02-12,2026-02-13,Rosa,Diaz,rosa@x.example",
        ),
        Told("Nora Vale", emails="nora@x.example", visit="2026-02-05", notes="2026-02-08"),
    ),
    "an event and the day on which it was booked": (
        ("Bestell-Nr.,Bestelldatum,Name,Veranstaltungsdatum", "501,01.02.2026,Nora Vale,12.02.2026"),
        Told("Nora Vale", visit="2026-02-12"),
    ),
    "an export of Square in French": (
        (
            "Prénom,Nom de famille,Identifiant client Square,Dernière visite,Nombre de transactions,Statut d'abonnement aux e-mails",
            "Nora,Vale,SQ1,2026-02-14,14,Désabonné",
        ),
        Told("Nora Vale", visit="2026-02-14", messages="withdrawn"),
    ),
    "a diet like everybody's": (
        ("Élève;Régime alimentaire;Allergies", "Nora Vale;standard;néant"),
        Told("Nora Vale"),
    ),
    "a birthday in three columns of a French address book": (
        (
            "Prénom,Nom de famille,Nom à afficher,Adresse privée,Année de naissance,Mois,Jour",
            "Nora,Vale,Nora Vale,3 rue Basse,1986,5,17",
        ),
        Told("Nora Vale", birthday="1986-05-17"),
    ),
    "short words of an Italian program": (
        (
            "Cod.;Cognome e nome;Tel. cellulare;Data nasc.;Ult. acquisto;Consenso priv.;Consenso mkt",
            "C1;Nora Vale;333 5550141;13/04/1980;24/02/2026;S;N",
        ),
        Told(
            "Nora Vale", None, "333 5550141", birthday="1980-04-13", visit="2026-02-24",
            messages="refused",
        ),
    ),
    "short words of a Spanish hotel": (
        (
            "Localizador;Titular;Tlf.;F. entrada;F. salida;Noches;Régimen;Estado;F. nacimiento",
            "R-1;Nora Vale;+34 655 501 301;24/02/2026;26/02/2026;2;AD;Confirmada;13/04/1990",
        ),
        Told(
            "Nora Vale", None, "+34 655 501 301", birthday="1990-04-13", visit="2026-02-24",
        ),
    ),
    "a column of row numbers and one of accounts": (
        ("Row #,Acct #,Customer Name,Phone #,# of visits", "7,A-1,Nora Vale,555 0101,4"),
        Told("Nora Vale", None, "555 0101"),
    ),
    "a column for each allergen": (
        ("Name,Nuts,Gluten,Dairy,Latex", "Nora Vale,x,,yes,no"),
        Told("Nora Vale", alerts="Nuts; Dairy"),
    ),
    "denials side by side": (
        ("Name,Allergies,Allergies 2,Allergies 3", 'Nora Vale,"no, none",nein - keine,"Non, aucune."'),
        Told("Nora Vale"),
    ),
    "titles of several cells over a blank line": (
        (
            "LISTE DES CLIENTS;;;", "Société : Menuiserie Dubreuil;;Édité le;30/09/2026", ";;;",
            "N° compte;Intitulé;Contact;Téléphone", "411;Nora Vale;;02 55 50 12 01",
        ),
        Told("Nora Vale", None, "02 55 50 12 01"),
    ),
    "three rows of column names": (
        (
            "GUEST,,,STAY,", "Name,,Contact,Dates,", "First,Last,Tel,Arrive,Depart",
            "Nora,Vale,+43 664 5550101,04/02/2026,16/02/2026",
        ),
        Told("Nora Vale", None, "+43 664 5550101", visit="2026-02-04"),
    ),
    "a row that says how the columns are written": (
        ("Name,Mobile,Birthday,Head", ",,(dd.mm.yyyy),(cm)", "Nora Vale,0664 5550111,14.05.1977,57"),
        Told("Nora Vale", None, "0664 5550111", birthday="1977-05-14", notes="57"),
    ),
    "entities whose semicolons stand between cells": (
        ("Name;Telefon;Notiz", "Nora V&auml;le;0351 5550101;2&nbsp;x Tee &#8211; gro&szlig;"),
        Told("Nora Väle", None, "0351 5550101", notes="2 x Tee \u2013 groß"),
    ),
    "an address book with the values beside their labels": (
        (
            "Nombre,Apellidos,Prefijo del nombre,Teléfono 1: etiqueta,Teléfono 1: valor,Correo 1: etiqueta,Correo 1: valor",
            "Nora,Vale,Dra.,Mobile,+34 655 501 401 ::: +34 655 501 402,Home,nora@x.example",
        ),
        Told("Nora Vale", "Dra. Vale", "+34 655 501 401; +34 655 501 402", "nora@x.example"),
    ),
    "cards of a bookkeeping program below a line of braces": (
        (
            "{}", "Co./Last Name,First Name,Card ID,Card Status,- Phone No. 1,- Phone No. 2,Identifiers",
            "Vale,Nora,CUS14,N,02 5550 1077,0412 555 018,R",
        ),
        Told("Nora Vale", None, "02 5550 1077; 0412 555 018"),
    ),
    "a course for children": (
        (
            "Kurs;Kind;Geb. Kind;Elternteil;Handy Eltern;E-Mail Eltern",
            "Aquarell;Mia;12.05.2017;Svenja Thoma;0176 5550188;s@x.example",
        ),
        Told(
            "Svenja Thoma", None, "0176 5550188", "s@x.example", notes="Aquarell; Mia",
        ),
    ),
    "a German report with its date above and below": (
        (
            "Autohaus Reuter e.K.;;;", "Kundenliste;;;", "Stand: 30.09.2026, 13:46 Uhr;;;Benutzer: admin",
            "Kd.-Nr.;Name, Vorname;Telefon;Kennzeichen;Fahrzeug;HU;Farbe",
            "4711;M\u00f6bius, Arne;0345 555014;HAL-AM 77;;;", "Anzahl Kunden: 1;;;;;;",
            "Ausdruck vom 30.09.2026;;;Seite 1 von 1;;;",
        ),
        Told("Arne M\u00f6bius", None, "0345 555014", notes="HAL-AM 77"),
    ),
    "the books of a workshop": (
        (
            "Matchcode;Debitorenkonto;Lfd. Nr.;Kunde;Telefon;Zahlungsbedingung;Mahnsperre;Letzte Aktivit\u00e4t",
            "BRANDT;10001;1;Jana Brandt;030 5550101;14 Tage netto;nein;Formular gesendet",
        ),
        Told("Jana Brandt", None, "030 5550101"),
    ),
    "alerts that a program sends": (
        ("Name,Phone,Email Alerts,Text Alerts", "Nora Vale,555 0101,Off,On"),
        Told("Nora Vale", None, "555 0101"),
    ),
    "columns without a name in which people wrote": (
        ("Name;A2;A3", "Nora Vale;nora@x.example;drinks tea only"),
        Told("Nora Vale", emails="nora@x.example", notes="drinks tea only"),
    ),
    "child rows of phones and addresses in one column": (
        (
            "Customer No,Customer Name,Contact Type,Contact Value,Remark",
            "C-01,Nora Vale,Mobile,+45 55 50 10 01,no sms", ",,E-mail,nora@x.example,",
            ",,Home,+45 55 50 10 02,after 18h",
        ),
        Told(
            "Nora Vale", None, "+45 55 50 10 01; +45 55 50 10 02", "nora@x.example",
            notes="no sms\nafter 18h",
        ),
    ),
    "a phone and an address in one cell": (
        ("Name,Contact", "Nora Vale,555 010 4401 / nora@x.example"),
        Told("Nora Vale", None, "555 010 4401", "nora@x.example"),
    ),
    "a total in a column without a name": (
        (",Customer,Main Phone,Balance", ",Nora Vale,555 0101,10.00", "TOTAL,,,10.00"),
        Told("Nora Vale", None, "555 0101"),
    ),
    "one who did not come the second time": (
        ("Order #,Attendee Status,Name,Email,Event Date", "9,Attending,Nora Vale,nora@x.example,2026-01-04",
            "10,Not Attending,Nora Vale,nora@x.example,2026-02-04"),
        Told("Nora Vale", emails="nora@x.example", visit="2026-01-04"),
    ),
    "a report with titles in commas": (
        (
            '"Smith & Sons, Auto Repair, Inc."', '"Customer List, as of 30 Sep 2025, all"', "",
            "Customer,Phone,Email,Balance", "Nora Vale,(555) 010-7788,nora@x.example,0.00",
            "TOTAL,,,12.00", "", '"Printed 9/30/2025 1:46 PM, page 1 of 1"',
        ),
        Told("Nora Vale", None, "(555) 010-7788", "nora@x.example"),
    ),
}  # fmt: skip
"""Lists that are all about one customer, each with what must be known of that one afterwards."""


@pytest.mark.parametrize(("lines", "told"), LISTS.values(), ids=LISTS)
def test_a_list_is_read_as_its_owner_means_it(
    pad: Pad, listed: Listed, lines: tuple[str, ...], told: Told
) -> None:
    report = pad.import_file(listed(*lines))
    assert (report.created, report.rejected) == (1, 0)
    assert known(pad, "@1") == told


@pytest.mark.parametrize(
    "lines",
    [
        ("Name,Phone", "Jordan Lee,555 0101", ",555 0102"),
        ("Name,Email", "Bo/Ann Park,park@x.example", "Ann Park,park@x.example"),
        ("Anrede,Name,E-Mail", "Herr,Park,p@x.example", "Herr und Frau,Park,p@x.example"),
        ("Civ.,Nom,Tél", "M.,Park,+33 1 55 50 10 10", "Mme,Park,+33 1 55 50 10 10"),
        ("Name,Company,Phone", "Ann Lee,Acme,+1 412 555 0199", "Anne Leigh,Acme,+1 412 555 0199"),
        ("Name,Birthday,Phone", "Kim Lee,2001-07-08,555 010 4000", "Tim Lee,2001-07-08,555 010 4000"),
        ("First Name,Last Name,Suffix,Email", "Bo,Lee,Sr.,l@x.example", "Bo,Lee,Jr.,l@x.example"),
    ],
)  # fmt: skip
def test_two_people_stay_two(pad: Pad, listed: Listed, lines: tuple[str, ...]) -> None:
    report = pad.import_file(listed(*lines))
    assert (report.created, report.rejected) == (2, 0)


def test_the_child_rows_of_one_who_was_forgotten_go_to_nobody(pad: Pad, listed: Listed) -> None:
    lines = (
        "ID,First Name,Last Name,Email ID (Email IDs),Is Primary (Email IDs)",
        "c1,Ann,Lee,ann@x.example,1",
        "c2,Bo,Ray,bo@x.example,1",
        ",,,bo2@x.example,0",
    )
    pad.import_file(listed(*lines))
    assert pad.customer("Bo Ray").emails == ("bo@x.example", "bo2@x.example")
    pad.forget("Bo Ray")
    pad.import_file(listed(*lines))
    assert [(one.name, one.emails) for one in pad.customers()] == [("Ann Lee", ("ann@x.example",))]


@pytest.mark.parametrize(
    "cell",
    [
        *("1984", "03/1984", "3.1984", "1984-03", "March 1984", "Mar. 1984", "März 1984"),
        *("mars 1984", "marzo de 1984", "circa 1984", "1984-03-00", "1984-00-00", "00/03/1984"),
        *("03/00/1984", "1984-00-00 00:00:00"),
    ],
)
def test_a_birthday_without_its_day_is_kept_as_it_stands(
    pad: Pad, listed: Listed, cell: str
) -> None:
    report = pad.import_file(listed("Name,Birthday", f"Nora Vale,{cell}"))
    nora = pad.customer("Nora Vale")
    assert (report.rejected, nora.occasions) == (0, ())
    assert (report.kept, report.became) == (("Birthday without a day",), {})
    assert nora.kept == (f"guests, Birthday: {cell}",)


@pytest.mark.parametrize("cell", ["14/03/1984", "14 March 1984", "1984-03-14", "14 March"])
def test_a_birthday_with_its_day_is_an_occasion(pad: Pad, listed: Listed, cell: str) -> None:
    report = pad.import_file(listed("Name,Birthday", "Ada Quill,1950", f"Nora Vale,{cell}"))
    assert report.became == {"occasions": ("Birthday",)}
    (birthday,) = pad.customer("Nora Vale").occasions
    assert (birthday.month, birthday.day) == (3, 14)


def test_a_no_to_one_way_of_writing_stands_beside_the_yes_to_another(
    pad: Pad, listed: Listed
) -> None:
    pad.import_file(listed("Name,Newsletter,WhatsApp-Infos,Post", "Nora Vale,ja,nein,ja"))
    (consent,) = pad.customer("Nora Vale").consents
    assert "WhatsApp-Infos nein" in str(consent.how)


def test_the_contacts_of_one_account_are_as_many_people(pad: Pad, listed: Listed) -> None:
    lines = (
        "Account ID,Account,Contact Name,Contact Email",
        "A-1,Pine Hotel,Ola Berg,ola@x.example",
        "A-1,Pine Hotel,Pia Dahl,pia@x.example",
    )
    assert pad.import_file(listed(*lines)).created == 2


def test_a_name_inside_of_json_is_no_name(pad: Pad, listed: Listed) -> None:
    lines = ("No,Client", '1,"{""name"":""Nora Vale"",""phone"":""555 0101""}"')
    report = pad.import_file(listed(*lines))
    assert (report.created, len(report.left_out)) == (0, 1)


def test_a_list_that_lies_on_its_side_is_refused(pad: Pad, listed: Listed) -> None:
    lines = ("Field,Customer 1,Customer 2", "Name,Ida,Per", "Phone,555 0321,", "Email,i@x.example,")
    with pytest.raises(AskedWrongly, match="lies on its side: Name, Phone"):
        pad.import_file(listed(*lines))


def test_another_column_tells_which_of_day_and_month_comes_first(pad: Pad, listed: Listed) -> None:
    lines = ("Name,Birthday,Created", "Nora Vale,03/04/1984,{} 10:00")
    assert pad.import_file(listed(*lines), dry_run=True, skip_bad=True).rejected == 1
    pad.import_file(listed(lines[0], lines[1].format("16/02/2026")))
    (birthday,) = pad.customer("Nora Vale").occasions
    assert (birthday.month, birthday.day) == (4, 3)


def test_a_month_and_year_do_not_tell_which_of_day_and_month_comes_first(
    pad: Pad, listed: Listed
) -> None:
    lines = ("Name,Birthday", "Ada Quill,03/1984", "Nora Vale,03/04/1984")
    report = pad.import_file(listed(*lines), skip_bad=True)
    assert [problem.line for problem in report.problems] == [3]
