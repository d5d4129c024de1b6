"""`renja serve`: documents in by HTTP, JSON and review pages out."""
