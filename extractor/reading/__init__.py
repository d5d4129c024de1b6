"""Reading: bytes become a `Document`; nothing here knows what a Renja is."""
