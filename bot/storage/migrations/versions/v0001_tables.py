"""Feedback, chats, earlier answers in groups, questions without an answer."""

import sqlalchemy as sa
from alembic import op

revision = "v0001"
down_revision = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("passage_id", sa.String, primary_key=True),
        sa.Column("useful", _WHOLE, nullable=False),
        sa.Column("useless", _WHOLE, nullable=False),
    )
    op.create_table(
        "chats",
        sa.Column("chat_id", _WHOLE, primary_key=True),
        sa.Column("quotes", sa.Integer),
        sa.Column("folders", sa.String),
        sa.Column("silent_misses", sa.Boolean),
        sa.Column("language", sa.String),
        sa.Column("membership", sa.String),
        sa.Column("was_told", sa.Boolean),
        sa.Column("moved_from", _WHOLE),
    )
    op.create_table(
        "earlier_answers",
        sa.Column("chat_id", _WHOLE, primary_key=True),
        sa.Column("message_id", _WHOLE, primary_key=True),
        sa.Column("topic", _WHOLE, nullable=False),
        sa.Column("sentence", sa.String, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_table(
        "gaps",
        sa.Column("id", _WHOLE, primary_key=True),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("day", sa.String, nullable=False),
    )
