"""Programs that take bookings, and calendars."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

# The clients of Fresha, and its appointments, a row each.
FRESHA = Source(
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
)

# The customers of Vagaro.
VAGARO = Source(
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
)

# The clients of Squarespace Scheduling, once Acuity, and its appointments, a row each.
SQUARESPACE = Source(
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
        "keep": ("Calendar", "Date Scheduled"),
    },
)

# The clients of Jobber, whose display name is that of the business if there is one.
JOBBER = Source(
    "jobber",
    "Jobber",
    marks("J-ID, Display Name", "Display Name, Main Phone #s, E-mails"),
    {"id": ("J-ID",), "title": ("Title",), "email": ("E-mails",)},
)

# The events of Calendly, a row each; its guests are not the invitee.
CALENDLY = Source(
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
)

# Calendars, as `prefpad.importing.files.calendar_events` lays out their bookings in rows.
ICAL = Source(
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
)

# The attendees of Eventbrite, a ticket each, who have a number of their own at each event.
EVENTBRITE = Source(
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
)

# The reservations of Airbnb, a row each; `Contact` is a phone.
AIRBNB = Source(
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
)

# The reservations of Booking.com, a row each: who booked is the customer, the guests may be others.
BOOKING_COM = Source(
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
)

BOOKINGS = (FRESHA, VAGARO, SQUARESPACE, JOBBER, CALENDLY, ICAL, EVENTBRITE, AIRBNB, BOOKING_COM)
