"""The programs whose exports are known: their columns, and where each of them goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefpad.domain.record import Record, fresh
from prefpad.importing.files.address_cards import BETWEEN_VALUES
from prefpad.importing.foreign.columns_together import homes_by_name
from prefpad.importing.foreign.fields import TargetField, column_key, home_named, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Source(Record):
    """A program that exports customers.

    Attributes:
        name: what its ids and imports are called by.
        title: what people call it.
        marks: sets of columns; a file that has all columns of one set is an export of this program.
        columns: the columns that go to each home. They are compared as `column_key` has them;
            the others, the owner's own among them, go where their names say.
        several: what stands between the values of a cell that holds more than one, or empty.
        file_names: from the beginning of a file's name to the consent of everybody in it.
    """

    name: str
    title: str
    marks: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]] = fresh(factory=dict)
    several: str = ""
    file_names: Mapping[str, str] = fresh(factory=dict)

    def homes(self, header: Sequence[str]) -> tuple[TargetField, ...]:
        """Return the target of each column of a header."""
        known = {
            column_key(name): home_named(home)
            for home, names in self.columns.items()
            for name in names
        }
        homes = [known.get(column_key(name)) for name in header]
        by_name = homes_by_name(header) if None in homes else ()
        return tuple(home or by_name[place] for place, home in enumerate(homes))

    def places(self, header: Sequence[str]) -> set[int]:
        """Return the places of the columns that the program is known to write."""
        own = {column_key(name) for names in self.columns.values() for name in names}
        return {place for place, name in enumerate(header) if column_key(name) in own}

    def likeness(self, keys: set[str]) -> int:
        """Return how many columns show that a file with these is its export; 0 if it is not."""
        return max((len(marks) for marks in self.marks if marks <= keys), default=0)

    def consent_of(self, file: str) -> str:
        """Return the consent of everybody in a file of that name, or nothing if it does not say."""
        file = file.lower()
        said = (word for begins, word in self.file_names.items() if file.startswith(begins))
        return next(said, "")


def marks(*sets: str) -> tuple[frozenset[str], ...]:
    """Return sets of columns, each written as `one, another`."""
    return tuple(frozenset(map(column_key, listed(one))) for one in sets)


KNOWN: tuple[Source, ...] = (
    # -- Tills --------------------------------------------------------------------------------------
    # The customer directory of Square; columns of the owner's own may follow.
    Source(
        "square",
        "Square",
        marks("Square Customer ID", "Reference ID, Creation Source, Instant Profile"),
        {
            "id": ("Square Customer ID",),
            "card": ("Reference ID",),
            "first name": ("First Name",),
            "last name": ("Last Name",),
            "alias": ("Nickname",),
            "company": ("Company Name",),
            "email": ("Email Address",),
            "phone": ("Phone Number",),
            "fact:address": listed("Street Address 1, Street Address 2, City, State, Postal Code"),
            "birthday": ("Birthday",),
            "note": ("Memo",),
            "visit": listed("First Visit, Last Visit"),
            "messages": ("Email Subscription Status",),
            "keep": listed(
                "Creation Source, Transaction Count, Lifetime Spend, Instant Profile,"
                " Blocked from online booking"
            ),
        },
    ),
    # The customers of Lightspeed.
    Source(
        "lightspeed",
        "Lightspeed",
        marks(
            "Internal ID, Firstname, LastnamePreposition", "customer_code, first_name, do_not_email"
        ),
        {"id": ("Internal ID", "customer_code"), "middle name": ("LastnamePreposition",)},
    ),
    # The guestbook of Toast.
    Source(
        "toast",
        "Toast",
        marks(
            "Marketing preference, Guest tags, Number of orders",
            "Guest tags, Number of bookings, Last booking date",
        ),
        {
            "tags": ("Guest tags",),
            "messages": ("Marketing preference",),
            "visit": ("Last order date", "Order date", "Last booking date"),
            "keep": listed(
                "Number of orders, Average spend per check, Order source, Dining option, Loyalty status,"
                " House account status, Number of bookings"
            ),
        },
    ),
    # -- Shops online -------------------------------------------------------------------------------
    # The customers of Shopify: the export of today, that of 2019, which has no customer number, and orders.
    # In a list of orders `Name` is the number of the order, and its buyer is who paid.
    Source(
        "shopify",
        "Shopify",
        marks(
            "Customer ID, Accepts Email Marketing, Total Orders",
            "First Name, Email, Accepts Marketing, Total Spent, Total Orders",
            "Name, Email, Financial Status, Lineitem name, Billing Name",
        ),
        {
            "id": ("Customer ID",),
            "name": ("Billing Name",),
            "visit": ("Created at",),
            "status": ("Financial Status",),
            "first name": ("First Name",),
            "last name": ("Last Name",),
            "email": ("Email",),
            "phone": listed("Phone, Default Address Phone"),
            "company": listed("Company, Default Address Company"),
            "fact:address": listed(
                "Address1, Address2, City, Province, Country, Zip, Default Address Address1,"
                " Default Address Address2, Default Address City, Default Address Province Code,"
                " Default Address Zip, Default Address Country Code"
            ),
            "messages": listed("Accepts Marketing, Accepts Email Marketing, Accepts SMS Marketing"),
            "note": ("Note",),
            "tags": ("Tags",),
            "keep": listed(
                "Name, Id, Vendor, Lineitem name, Shipping Name, Shipping Phone, Province Code, Country Code, Total Spent, Total Orders, Tax Exempt"
            ),
        },
    ),
    # The orders of WooCommerce, a row each, and its customers.
    Source(
        "woocommerce",
        "WooCommerce",
        marks(
            "Order Number, First Name (Billing), Last Name (Billing)",
            "Name, Username, Date Registered, Total Spend, AOV",
        ),
        {"keep": ("Orders", "AOV", "Username", "Item Name", "Item #", "Coupon Code")},
    ),
    # The contacts of Wix, whose e-mails, phones and addresses come as often as needed.
    Source(
        "wix",
        "Wix",
        marks("Email 1, Email subscriber status", "Labels, Created At (UTC+0), Last Activity"),
        {"fact:job": ("Position",), "keep": ("Email 1 - Type", "Phone 1 - Type", "Subject")},
    ),
    # The sold orders of Etsy, a row each: a buyer comes as often as they bought.
    Source(
        "etsy",
        "Etsy",
        marks("Sale Date, Order ID, Buyer User ID", "Sale Date, Order ID, Ship City, Buyer"),
        {
            "id": ("Buyer User ID",),
            "keep": ("Buyer", "InPerson Discount", "InPerson Location", "SKU"),
        },
    ),
    # -- Bookings and calendars ---------------------------------------------------------------------
    # The clients of Fresha, and its appointments, a row each.
    Source(
        "fresha",
        "Fresha",
        marks(
            "Mobile Number, Accepts Marketing, Accepts SMS Marketing",
            "Appointment reference, Client, Scheduled date",
        ),
        {
            "fact:how they found us": ("Referral Source",),
            "booking": ("Appointment reference",),
            "time": ("Scheduled time",),
            "service": ("Services",),
            "keep": ("Blocked", "Block Reason"),
        },
    ),
    # The customers of Vagaro.
    Source(
        "vagaro",
        "Vagaro",
        marks(
            "First Name, Last Name, Mobile Phone, Day Phone, Night Phone",
            "Day Phone, Night Phone, Customer Since",
        ),
        {
            "birthday": ("Birth Date",),
            "tags": ("General Tags",),
            "visit": ("Last Visit", "Last Visited"),
            "keep": ("Customer Since", "Appointments", "No Shows", "Check-Ins", "Points Balance"),
        },
    ),
    # The clients of Squarespace Scheduling, once Acuity, and its appointments, a row each.
    Source(
        "squarespace",
        "Squarespace",
        marks(
            "First Name, Last Name, Phone, Email, Days Since Last Appointment",
            "Start Time, End Time, First Name, Last Name, Calendar",
        ),
        {
            "visit": ("Start Time",),
            "booking": ("Appointment ID",),
            "service": ("Type",),
            "status": ("Label",),
            "keep": ("Calendar", "Date Scheduled"),
        },
    ),
    # The clients of Jobber, whose display name is that of the business if there is one.
    Source(
        "jobber",
        "Jobber",
        marks("J-ID, Display Name", "Display Name, Main Phone #s, E-mails"),
        {"id": ("J-ID",), "title": ("Title",), "email": ("E-mails",)},
    ),
    # The events of Calendly, a row each; its guests are not the invitee.
    Source(
        "calendly",
        "Calendly",
        marks("Invitee Name, Invitee Email, Event Type Name"),
        {
            "name": ("Invitee Name",),
            "visit": ("Start Date & Time",),
            "booking": ("Invitee UUID",),
            "service": ("Event Type Name",),
            "status": ("Canceled", "Marked as No-Show"),
            "keep": (
                "Guest Email(s)",
                "Event UUID",
                "Location",
                "Group",
            ),
            "topic": ("Question 1",),
            "fact": ("Response 1",),
        },
    ),
    # Calendars, as `prefpad.importing.files.calendar_events` lays out their bookings in rows.
    Source(
        "ical",
        "a calendar",
        marks("Event UID, Start, Attendee, Attendee Email, Summary"),
        {
            "booking": ("Event UID",),
            "visit": ("Start",),
            "name": ("Attendee",),
            "email": ("Attendee Email",),
            "phone": ("Attendee Phone",),
            "service": ("Summary",),
            "status": ("Event Status",),
            "keep": ("Location",),
        },
    ),
    # The attendees of Eventbrite, a ticket each, who have a number of their own at each event.
    Source(
        "eventbrite",
        "Eventbrite",
        marks(
            "Order #, Ticket Type, Attendee #",
            "Order #, Attendee Status",
            "Order #, Ticket Type, Email",
        ),
        {
            "visit": ("Event Date",),
            "status": ("Attendee Status", "Order Status"),
            "fact:event": ("Event Name",),
            "keep": listed(
                "Order #, Order Date, Attendee #, Barcode #, Group, Ticket Type, Price Tier, Quantity"
            ),
        },
    ),
    # The reservations of Airbnb, a row each; `Contact` is a phone.
    Source(
        "airbnb",
        "Airbnb",
        marks("Confirmation code, Guest name, Contact, Start date"),
        {
            "name": ("Guest name",),
            "phone": ("Contact",),
            "visit": ("Start date",),
            "booking": ("Confirmation code",),
            "service": ("Listing",),
            "status": ("Status",),
            "keep": ("End date", "Booked", "Earnings"),
        },
    ),
    # The reservations of Booking.com, a row each: who booked is the customer, the guests may be others.
    Source(
        "booking.com",
        "Booking.com",
        marks("Book number, Booked by, Guest name(s)", "Book number, Booked by, Check-in"),
        {
            "name": ("Booked by",),
            "visit": ("Check-in",),
            "booking": ("Book number",),
            "service": ("Unit type",),
            "status": ("Status",),
            "note": ("Remarks",),
            "fact:guests": ("Guest name(s)",),
            "keep": listed(
                "Check-out, Booked on, Rooms, People, Adults, Children,"
                " Children's age(s), Price, Commission %, Commission amount, Payment status, Payment method,"
                " Booker group, Booker country, Travel purpose, Device, Duration (nights),"
                " Cancellation date"
            ),
        },
    ),
    # -- Invoices, payments and books ---------------------------------------------------------------
    # The customer contact list of QuickBooks, in which `Full name` is who is asked for there.
    Source(
        "quickbooks",
        "QuickBooks",
        marks(
            "Customer full name, Phone numbers, Bill address",
            "Customer full name, Phone, Bill address",
            "Customer, Phone numbers, Email, Full name, Billing address",
        ),
        {"name": ("Customer full name", "Customer"), "alias": ("Full name",)},
    ),
    # The contacts of Xero: a business each, with the people in it behind it.
    Source(
        "xero",
        "Xero",
        marks("ContactName, AccountNumber, EmailAddress", "ContactName, POAddressLine1"),
        {
            "company": ("ContactName",),
            "keep": listed(
                "LegalName, Person1FirstName, Person1LastName, Person1Email, Person1IncludeInEmail,"
                " Person1IncludeInEmails"
            ),
        },
    ),
    # The cards of MYOB: the company or the last name of a person in one column.
    Source(
        "myob",
        "MYOB",
        marks("Co./Last Name, Card ID", "Co./Last Name, First Name, Card Status"),
        {
            "id": ("Card ID",),
            "last name": ("Co./Last Name",),
            "alias": ("- Contact Name",),
            "keep": listed("Identifiers, Card Status, Terms, A.B.N., A.B.N. Branch, Custom List 1"),
        },
    ),
    # The clients of FreshBooks.
    Source(
        "freshbooks",
        "FreshBooks",
        marks("Organization, FirstName, LastName, BusPhone", "Organization, FirstName, MobPhone"),
    ),
    # The customers of Stripe; what `metadata` holds is the owner's own.
    Source(
        "stripe",
        "Stripe",
        marks("id, Created (UTC), Delinquent", "id, Email, Created (UTC), Total Spend"),
        {"id": ("id",), "keep": ("Card ID", "Card Last4", "Card Brand", "Card Funding", "Plan")},
    ),
    # The payments of Stripe, a row each: who holds the card is the customer.
    Source(
        "stripe payments",
        "Stripe",
        marks("id, Customer ID, Customer Email, Card ID, Captured"),
        {
            "name": ("Card Name",),
            "id": ("Customer ID",),
            "email": ("Customer Email",),
            "visit": ("Created date (UTC)", "Created (UTC)"),
            "status": ("Status",),
            "note": ("Description",),
            "keep": listed("id, Seller Message, Is Link, Link Funds, Statement Descriptor"),
        },
    ),
    # -- Address books ------------------------------------------------------------------------------
    # Google Contacts, as exported today and before 2024; groups of columns come as often as needed.
    Source(
        "google",
        "Google Contacts",
        marks(
            "First Name, Last Name, File As, Labels",
            "Given Name, Family Name, Group Membership",
            "Given Name, Family Name, Yomi Name",
        ),
        {
            "name": ("Name",),
            "first name": listed("First Name, Given Name"),
            "middle name": listed("Middle Name, Additional Name"),
            "last name": listed("Last Name, Family Name"),
            "suffix": ("Name Suffix",),
            "title": ("Name Prefix",),
            "alias": listed("Nickname, Short Name, Maiden Name, File As"),
            "said": listed(
                "Yomi Name, Phonetic First Name, Phonetic Middle Name, Phonetic Last Name"
            ),
            "company": listed("Organization Name, Organization 1 - Name"),
            "fact:job": listed(
                "Organization Title, Organization Department, Organization 1 - Title,"
                " Organization 1 - Department, Occupation"
            ),
            "birthday": ("Birthday",),
            "email": ("E-mail 1 - Value",),
            "phone": ("Phone 1 - Value",),
            "fact:address": listed("Address 1 - Formatted, Location"),
            "fact:hobby": ("Hobby",),
            "fact:website": ("Website 1 - Value",),
            "topic": listed(
                "Event 1 - Label, Event 1 - Type, Relation 1 - Label, Relation 1 - Type,"
                " Custom Field 1 - Label, Custom Field 1 - Type"
            ),
            "occasion": ("Event 1 - Value",),
            "fact": listed("Relation 1 - Value, Custom Field 1 - Value"),
            "note": ("Notes",),
            "tags": listed("Labels, Group Membership"),
            "keep": listed(
                "Given Name Yomi, Additional Name Yomi, Family Name Yomi, Initials, Gender, Photo,"
                " Billing Information, Directory Server, Mileage, Sensitivity, Priority, Subject,"
                " E-mail 1 - Label, E-mail 1 - Type, Phone 1 - Label, Phone 1 - Type,"
                " Address 1 - Label, Address 1 - Type, Address 1 - Street, Address 1 - City,"
                " Address 1 - PO Box, Address 1 - Region, Address 1 - Postal Code,"
                " Address 1 - Country, Address 1 - Extended Address, Website 1 - Label,"
                " Website 1 - Type, Organization 1 - Type, Organization 1 - Yomi Name,"
                " Organization 1 - Symbol, Organization 1 - Location,"
                " Organization 1 - Job Description, IM 1 - Label, IM 1 - Type, IM 1 - Service,"
                " IM 1 - Value"
            ),
        },
        several=":::",
    ),
    # Outlook on the web and the classic desktop program, whose columns are alike.
    Source(
        "outlook",
        "Outlook",
        marks("E-mail Address, E-mail 2 Address, Home Phone, Business Phone"),
        {
            "first name": ("First Name",),
            "middle name": ("Middle Name",),
            "last name": ("Last Name",),
            "title": ("Title",),
            "suffix": ("Suffix",),
            "alias": ("Nickname",),
            "said": listed("Given Yomi, Surname Yomi"),
            "company": ("Company",),
            "email": listed("E-mail Address, E-mail 2 Address"),
            "phone": listed(
                "Primary Phone, Mobile Phone, Home Phone, Home Phone 2, Business Phone,"
                " Business Phone 2, Car Phone, Other Phone, Radio Phone, TTY/TDD Phone, Callback"
            ),
            "birthday": ("Birthday",),
            "anniversary": ("Anniversary",),
            "tags": ("Categories",),
            "note": ("Notes",),
            "fact:job": listed("Job Title, Department, Profession"),
            "fact:home address": listed(
                "Home Street, Home Street 2, Home City, Home State, Home Postal Code,"
                " Home Country/Region, Home Country, Home Address PO Box"
            ),
            "fact:business address": listed(
                "Business Street, Business Street 2, Business City, Business State,"
                " Business Postal Code, Business Country/Region, Business Country,"
                " Business Address PO Box"
            ),
            "fact:other address": listed(
                "Other Street, Other Street 2, Other City, Other State, Other Postal Code,"
                " Other Country/Region, Other Country, Other Address PO Box"
            ),
            "fact:spouse": ("Spouse",),
            "fact:children": ("Children",),
            "fact:hobby": ("Hobby",),
            "fact:language": ("Language",),
            "fact:referred by": ("Referred By",),
            "fact:website": listed("Web Page, Personal Web Page"),
            "keep": listed(
                "Company Yomi, Company Main Phone, Pager, Business Fax,"
                " Home Fax, Other Fax, ISDN, Telex, IMAddress, Office Location, Manager's Name,"
                " Assistant's Name, Assistant's Phone, Schools, Location, Account,"
                " Billing Information, Directory Server, E-mail Type, E-mail Display Name,"
                " E-mail 2 Type, E-mail 2 Display Name, Gender, Government ID Number, Initials,"
                " Internet Free Busy, Keywords, Mileage, Organizational ID Number, Priority, Private,"
                " Sensitivity"
            ),
        },
    ),
    # The address books of Thunderbird, in English and German.
    Source(
        "thunderbird",
        "Thunderbird",
        marks(
            "Display Name, Primary Email, Secondary Email, Screen Name",
            "Anzeigename, Primäre E-Mail-Adresse, Sekundäre E-Mail-Adresse",
        ),
        {"fact:job": ("Job Title", "Department", "Arbeitstitel", "Abteilung")},
    ),
    # Address cards, as `prefpad.importing.files.address_cards` lays them out in rows.
    Source(
        "vcard",
        "vCard",
        marks("vCard UID, Name, First Name, Last Name, Phone, Other Lines"),
        {
            "id": ("vCard UID",),
            "name": ("Name",),
            "first name": ("First Name",),
            "middle name": ("Middle Name",),
            "last name": ("Last Name",),
            "suffix": ("Suffix",),
            "title": ("Title",),
            "alias": ("Nickname",),
            "said": ("Phonetic Name",),
            "company": ("Company",),
            "fact:job": ("Job",),
            "phone": ("Phone",),
            "email": ("Email",),
            "fact:address": ("Address",),
            "fact:website": ("Website",),
            "birthday": ("Birthday",),
            "anniversary": ("Anniversary",),
            "topic": ("Day Label",),
            "occasion": ("Day",),
            "fact:relation": ("Relation",),
            "note": ("Note",),
            "tags": ("Tags",),
            "keep": ("Other Lines",),
        },
        several=BETWEEN_VALUES,
    ),
    # The connections of LinkedIn, below a preamble of three lines.
    Source(
        "linkedin",
        "LinkedIn",
        marks("First Name, Last Name, Company, Position, Connected On"),
        {
            "id": ("URL",),
            "first name": ("First Name",),
            "last name": ("Last Name",),
            "email": ("Email Address",),
            "company": ("Company",),
            "fact:job": ("Position",),
            "keep": ("Connected On",),
        },
    ),
    # -- Newsletters --------------------------------------------------------------------------------
    # A Mailchimp audience: one file for those subscribed, one for unsubscribed, one for cleaned.
    # The columns of people are named in the owner's language, those of Mailchimp are the same in all.
    Source(
        "mailchimp",
        "Mailchimp",
        marks("MEMBER_RATING, OPTIN_TIME", "LEID, EUID"),
        {
            "id": ("LEID",),
            "keep": listed(
                "Marketing Permissions, Erlaubnis zum Marketing, EMAIL_TYPE, MEMBER_RATING, OPTIN_TIME, OPTIN_IP, CONFIRM_TIME, CONFIRM_IP, LATITUDE,"
                " LONGITUDE, GMTOFF, DSTOFF, TIMEZONE, CC, REGION, LAST_CHANGED, EUID, UNSUB_TIME,"
                " UNSUB_CAMPAIGN_TITLE, UNSUB_CAMPAIGN_ID, UNSUB_REASON, UNSUB_REASON_OTHER,"
                " CLEAN_TIME, CLEAN_CAMPAIGN_TITLE, CLEAN_CAMPAIGN_ID"
            ),
        },
        file_names={"subscribed": "given", "unsubscribed": "withdrawn"},
    ),
    # The profiles of Klaviyo.
    Source(
        "klaviyo",
        "Klaviyo",
        marks("Email, Klaviyo ID", "Email Marketing Consent, Email Marketing Consent Timestamp"),
        {"id": ("Klaviyo ID",), "keep": ("Email Suppressions", "SMS Suppressions")},
    ),
    # -- Following up on customers ------------------------------------------------------------------
    # The contacts of HubSpot, whose columns the exporter chose; those of their company follow.
    Source(
        "hubspot",
        "HubSpot",
        marks("Record ID - Contact", "Record ID, First Name, Last Name"),
        {
            "id": listed("Record ID - Contact, Record ID"),
            "first name": ("First Name",),
            "last name": ("Last Name",),
            "email": listed("Email, Work email, Additional email addresses"),
            "phone": listed("Phone Number, Mobile Phone Number"),
            "company": ("Company name",),
            "fact:address": listed(
                "Street Address, City, State/Region, Postal Code, Country/Region, Country"
            ),
            "fact:job": ("Job Title",),
            "birthday": ("Date of birth",),
            "note": listed("Notes, Message"),
            "keep": listed(
                "Contact owner, Last Activity Date, Lead Status, Marketing contact status,"
                " Create Date, Record ID - Company, Company owner, Create Date_1, Phone Number_1,"
                " Last Activity Date_1, Added To List On, Lifecycle Stage"
            ),
        },
    ),
    # The contacts of Salesforce: its data export, and a report.
    Source(
        "salesforce",
        "Salesforce",
        marks(
            "FirstName, LastName, HasOptedOutOfEmail",
            "LastName, MailingStreet, AccountId",
            "First Name, Last Name, Account Name, Email Opt Out",
        ),
        {"id": ("Id", "Contact ID"), "keep": ("AccountId", "OwnerId", "Account ID")},
    ),
    # The contacts of Zoho CRM.
    Source(
        "zoho",
        "Zoho CRM",
        marks(
            "Record Id, Contact Owner, Last Name, Account Name, Email Opt Out",
            "Record Id, Last Name, Account Name, Lead Source",
        ),
        {"id": ("Record Id",)},
    ),
)
