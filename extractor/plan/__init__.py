"""Plan: logical tables and text become a `Renja`; nothing here knows files or pages."""
