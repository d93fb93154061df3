"""What only SQLite, and what only PostgreSQL needs."""
