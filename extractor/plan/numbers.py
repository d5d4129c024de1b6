"""The Indonesian number grammar: dots are thousands, commas decimals, and everything offices type instead."""
