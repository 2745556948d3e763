"""Reading CSV as other programs write it: encoding, header, records, cells and days."""
