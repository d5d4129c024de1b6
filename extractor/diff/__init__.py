"""Two versions of one plan compared, row by row."""
