"""Programs that send newsletters."""

from __future__ import annotations

from prefpad.importing.foreign.fields import listed
from prefpad.importing.foreign.format import Source, marks

# A Mailchimp audience: one file for those subscribed, one for unsubscribed, one for cleaned.
# The columns of people are named in the owner's language, those of Mailchimp are the same in all.
MAILCHIMP = Source(
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
)

# The profiles of Klaviyo.
KLAVIYO = Source(
    "klaviyo",
    "Klaviyo",
    marks("Email, Klaviyo ID", "Email Marketing Consent, Email Marketing Consent Timestamp"),
    {"id": ("Klaviyo ID",), "keep": ("Email Suppressions", "SMS Suppressions")},
)

NEWSLETTERS = (MAILCHIMP, KLAVIYO)
