"""The described offices, one module each."""
