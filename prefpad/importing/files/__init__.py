"""Lists that are not CSV: workbooks, web pages, address cards and calendars."""
