"""A Mailchimp audience: one file for those subscribed, one for unsubscribed, one for cleaned."""

from __future__ import annotations

from prefpad.importing.foreign.format import Source, listed, marks

MAILCHIMP = Source(
    "mailchimp",
    "Mailchimp",
    marks("Email Address, MEMBER_RATING", "Email Address, LEID, EUID"),
    {
        "id": ("LEID",),
        "email": ("Email Address",),
        "first name": ("First Name",),
        "last name": ("Last Name",),
        "phone": listed("Phone Number, Phone"),
        "birthday": ("Birthday",),
        "fact:address": ("Address",),
        "company": ("Company",),
        "note": ("NOTES",),
        "tags": ("TAGS",),
        "keep": listed(
            "EMAIL_TYPE, MEMBER_RATING, OPTIN_TIME, OPTIN_IP, CONFIRM_TIME, CONFIRM_IP, LATITUDE,"
            " LONGITUDE, GMTOFF, DSTOFF, TIMEZONE, CC, REGION, LAST_CHANGED, EUID, UNSUB_TIME,"
            " UNSUB_CAMPAIGN_TITLE, UNSUB_CAMPAIGN_ID, UNSUB_REASON, UNSUB_REASON_OTHER,"
            " CLEAN_TIME, CLEAN_CAMPAIGN_TITLE, CLEAN_CAMPAIGN_ID"
        ),
    },
    file_names={"subscribed": "given", "unsubscribed": "withdrawn"},
)
