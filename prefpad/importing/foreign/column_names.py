"""What people call the columns of a customer list, in seven languages.

English, German, French, Spanish, Italian, Portuguese and Dutch. Some words mean two things: a `name`
beside a first name is the last name (`Name` in German, `Nom` in French), and beside a last name
it is the first name (`Nombre` in Spanish, `Nome` in Italian and Portuguese). Consent that does not say
what to is no consent to messages, so it has no word here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from prefpad.importing.foreign.fields import FACT, TargetField, column_key, home_named
from prefpad.importing.foreign.format import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALIASES = {
    "name": (
        "name, full name, customer, customer name, client, client name, contact, contact name,"
        " guest, guest name, member, member name, person, display name,"
        " kunde, kundin, kundenname, gast, gastname, vollständiger name, kontakt,"
        " nom, nom complet, nom du client, nom client, client,"
        " nombre, nombre completo, nombre y apellidos, nombre del cliente, cliente, contacto,"
        " nome, nome completo, nome e cognome, nominativo, nome cliente, nome do cliente, contatto,"
        " naam, volledige naam, klant, klantnaam, naam klant, contactpersoon"
    ),
    "first name": (
        "first name, firstname, given name, forename, christian name, vorname, rufname,"
        " prénom, primer nombre, nombre de pila, primo nome, primeiro nome, nome próprio,"
        " voornaam, roepnaam"
    ),
    "middle name": (
        "middle name, middle names, zweiter vorname, deuxième prénom, segundo nombre,"
        " secondo nome, nome do meio, tussenvoegsel"
    ),
    "last name": (
        "last name, lastname, surname, family name, nachname, familienname, zuname,"
        " nom de famille, apellido, apellidos, primer apellido, segundo apellido, cognome,"
        " sobrenome, apelido, último nome, achternaam, familienaam"
    ),
    "title": (
        "title, prefix, salutation, name prefix, anrede, titel, civilité, titre, tratamiento,"
        " título, titolo, tratamento, aanhef"
    ),
    "suffix": "suffix, name suffix, namenszusatz, suffixe, sufijo, suffisso, sufixo, achtervoegsel",
    "alias": (
        "nickname, nick, alias, also known as, aka, preferred name, spitzname, surnom, apodo, mote,"
        " soprannome, alcunha, bijnaam, maiden name, geburtsname, mädchenname, nom de jeune fille,"
        " meisjesnaam"
    ),
    "formal": "formal address, form of address, briefanrede, formule de politesse, letter greeting",
    "said": "pronunciation, pronounced, phonetic name, aussprache, prononciation, uitspraak",
    "company": (
        "company, company name, business, business name, organisation, organization, employer,"
        " firma, firmenname, unternehmen, betrieb, société, entreprise, raison sociale, empresa,"
        " compañía, azienda, ditta, società, companhia, bedrijf, bedrijfsnaam, organisatie"
    ),
    "email": (
        "email, e-mail, mail, email address, e-mail address, mail address, email 1, e-mail 1,"
        " work email, home email, e-mail-adresse, mailadresse, emailadresse, e-mailadresse,"
        " courriel, adresse mail, adresse e-mail, adresse email, correo, correo electrónico,"
        " dirección de correo, posta elettronica, indirizzo email, indirizzo e-mail, endereço de"
        " email, correio eletrónico, correio eletrônico, e-mailadres, emailadres, mailadres"
    ),
    "phone": (
        "phone, phone 1, phone number, telephone, telephone number, tel, tel no, mobile, mobile"
        " phone, mobile number, cell, cell phone, cellphone, home phone, work phone, landline,"
        " contact number, whatsapp, telefon, telefonnummer, telefon privat, telefon mobil, handy,"
        " handynummer, mobil, mobilnummer, mobiltelefon, festnetz, rufnummer, téléphone,"
        " numéro de téléphone, portable, mobile, tél, fixe, teléfono, móvil, celular,"
        " teléfono móvil, número de teléfono, telefono, cellulare, numero di telefono, telefone,"
        " telemóvel, número de telefone, telefoon, telefoonnummer, mobiel, mobiel nummer, gsm"
    ),
    "card": (
        "card, card number, loyalty card, loyalty number, membership number, member number,"
        " member id, karte, kartennummer, kundenkarte, mitgliedsnummer, carte, numéro de carte,"
        " carte de fidélité, tarjeta, número de tarjeta, tarjeta de fidelidad, tessera,"
        " numero tessera, carta fedeltà, cartão, número do cartão, klantenkaart, kaartnummer, pas"
    ),
    "id": (
        "id, customer id, client id, contact id, customer number, customer no, client number,"
        " account number, reference, uid, uuid, external id, kundennummer, kunden-nr, kundennr,"
        " kd-nr, kundenid, numéro client, n° client, no client, id client, référence client,"
        " número de cliente, n.º de cliente, id cliente, codice cliente, numero cliente,"
        " código do cliente, código cliente, klantnummer, klantnr, klant-id, relatienummer"
    ),
    "tags": (
        "tags, tag, labels, label, group, groups, category, categories, segment, segments, list,"
        " gruppe, gruppen, kategorie, kategorien, schlagworte, étiquettes, étiquette, groupe,"
        " groupes, catégorie, catégories, etiquetas, etiqueta, grupo, grupos, categoría,"
        " categorías, etichette, etichetta, gruppo, gruppi, categoria, categorie, categorias,"
        " groep, groepen, labels"
    ),
    "role": "role, rolle, rôle, rol, ruolo, papel",
    "birthday": (
        "birthday, date of birth, birth date, birthdate, dob, d.o.b., born, geburtstag,"
        " geburtsdatum, geb, geb.-datum, geboren am, anniversaire, date de naissance,"
        " né(e) le, naissance, cumpleaños, fecha de nacimiento, nacimiento, compleanno,"
        " data di nascita, nascita, aniversário, data de nascimento, nascimento, verjaardag,"
        " geboortedatum"
    ),
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
    "anniversary": (
        "anniversary, wedding anniversary, wedding day, hochzeitstag, jahrestag,"
        " anniversaire de mariage, aniversario de bodas, anniversario,"
        " anniversario di matrimonio, aniversário de casamento, trouwdag, jubileum"
    ),
    "visit": (
        "last visit, first visit, last appointment, last seen, last booking, letzter besuch,"
        " erster besuch, letzter termin, dernière visite, première visite, dernier rendez-vous,"
        " última visita, primera visita, última cita, ultima visita, prima visita,"
        " primeira visita, laatste bezoek, eerste bezoek, laatste afspraak"
    ),
    "note": (
        "note, notes, comment, comments, remark, remarks, memo, description, notiz, notizen,"
        " bemerkung, bemerkungen, kommentar, anmerkung, anmerkungen, remarque, remarques,"
        " commentaire, commentaires, nota, notas, observaciones, comentario, comentarios, annotazioni,"
        " commento, commenti, osservazioni, observações, comentários, opmerking,"
        " opmerkingen, notitie, notities"
    ),
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
    "need": (
        "need, needs, requirements, special requirements, special requests, bedarf, bedürfnisse,"
        " besoins, exigences, necesidades, requisitos, esigenze, necessidades, behoeften, wensen"
    ),
    "allergy": (
        "allergy, allergies, intolerances, allergien, allergie, unverträglichkeiten, allergies,"
        " intolérances, alergia, alergias, intolerancias, allergia, allergie, intolleranze,"
        " intolerâncias, allergieën, intoleranties"
    ),
    "fact:address": (
        "address, address 1, address line 1, street, street address, house number, city, town,"
        " state, county, province, region, zip, zip code, postcode, post code, postal code, country,"
        " adresse, anschrift, straße, strasse, hausnummer, plz, postleitzahl, ort, stadt,"
        " wohnort, land, bundesland, rue, code postal, ville, pays, dirección, calle, código postal,"
        " ciudad, población, provincia, país, indirizzo, via, cap, città, comune, nazione,"
        " endereço, morada, rua, cidade, localidade, adres, straat, huisnummer, woonplaats,"
        " plaats, stad"
    ),
    "messages": (
        "newsletter, mailing list, marketing, marketing consent, email marketing, accepts marketing,"
        " email opt in, opt in, opt-in, optin, subscribed, subscription status, werbung,"
        " werbeeinwilligung, newsletter abonniert, lettre d'information, boletín, suscrito,"
        " consenso marketing, iscritto, boletim, nieuwsbrief"
    ),
}


@lru_cache(maxsize=1)
def _homes() -> dict[str, TargetField]:
    return {
        column_key(name): home_named(home)
        for home, names in _ALIASES.items()
        for name in listed(names)
    }


def is_known(name: str) -> bool:
    """Tell whether a column is called by one of these words."""
    return column_key(name) in _homes()


def homes_by_name(header: Sequence[str]) -> tuple[TargetField, ...]:
    """Return the home of each column by what it is called; a fact where the name says nothing."""
    known = _homes()
    homes = [known.get(column_key(name), FACT) for name in header]
    fields = {home.field for home in homes}
    if "name" in fields and "last name" not in fields and "first name" in fields:
        homes = [TargetField("last name") if home.field == "name" else home for home in homes]
    elif "name" in fields and "first name" not in fields and "last name" in fields:
        homes = [TargetField("first name") if home.field == "name" else home for home in homes]
    return tuple(homes)
