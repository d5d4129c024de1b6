"""Tables: physical grids become logical tables; nothing here knows files or Renja."""
