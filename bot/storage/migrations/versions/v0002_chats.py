"""Settings of chats, earlier answers in groups, questions without an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # Each by itself: a process may be killed between them, and SQLite keeps what is done.
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.Integer, primary_key=True),
        sa.Column("quotes", sa.Integer),
        sa.Column("folders", sa.String),
        sa.Column("silent_misses", sa.Boolean),
        sa.Column("language", sa.String),
        sa.Column("standing", sa.String),
        sa.Column("was_told", sa.Boolean),
        sa.Column("moved_from", sa.Integer),
        if_not_exists=True,
    )
    op.create_table(
        "earlier_answers",
        sa.Column("chat_id", sa.Integer, primary_key=True),
        sa.Column("message_id", sa.Integer, primary_key=True),
        sa.Column("topic", sa.Integer, nullable=False),
        sa.Column("passage_id", sa.String, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "gaps",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("day", sa.String, nullable=False),
        if_not_exists=True,
    )
