"""Whose an update is that is not yet dealt with, and how often what others remember has changed."""

import sqlalchemy as sa
from alembic import op

revision = "v0006"
down_revision = "v0005"


def upgrade() -> None:
    op.add_column("pending_updates", sa.Column("owner", sa.String))
    op.add_column("pending_updates", sa.Column("until", sa.Float))
    op.create_table(
        "changes",
        sa.Column("subject", sa.String, primary_key=True),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
    )
