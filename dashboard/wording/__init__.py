"""Everything a reader reads: words, numbers, dates, names and definitions."""
