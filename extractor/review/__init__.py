"""Review: a `Renja` as a person at a terminal wants to see it."""
