"""Reading lists into the pad: any form becomes rows, and rows become customers and notes."""
