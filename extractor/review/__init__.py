"""What people look at: a plan in the terminal, its review page and their corrections, the report of a batch."""
