"""What was fetched from Telegram and is not yet dealt with."""

import sqlalchemy as sa
from alembic import op

revision = "v0002"
down_revision = "v0001"

_WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "pending_updates",
        sa.Column("update_id", _WHOLE, primary_key=True),
        sa.Column("chat_id", _WHOLE, nullable=False),
        sa.Column("sender_id", _WHOLE, nullable=False),
        sa.Column("raw", sa.String),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
    )
