"""Channels whose posts become articles."""

import sqlalchemy as sa
from alembic import op

revision = "v0003"
down_revision = "v0002"

_WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "channels",
        sa.Column("chat_id", _WHOLE, primary_key=True),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("name", sa.String),
    )
