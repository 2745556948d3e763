"""Writing the pad for other programs: json, csv, vCard and iCalendar."""
