"""Runs migrations over the connection that `bot/storage/database.py` hands in."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
