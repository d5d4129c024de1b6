"""Reading a PDF page: words and rulings, then a lattice of cells, then the text flow."""
