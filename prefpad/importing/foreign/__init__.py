"""Taking lists of customers that other programs wrote: whom a row means, and what it changes."""
