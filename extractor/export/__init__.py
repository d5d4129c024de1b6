"""The plan in other forms: tidy tables as CSV, JSON Lines, Parquet, SQLite, and a workbook for planners."""
