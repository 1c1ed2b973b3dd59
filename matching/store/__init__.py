"""What lasts: one schema for SQLite (default) and PostgreSQL."""
