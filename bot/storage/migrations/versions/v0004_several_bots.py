"""What several bots that answer together have to know of each other."""

import sqlalchemy as sa
from alembic import op

revision = "v0004"
down_revision = "v0003"


def upgrade() -> None:
    op.create_table(
        "spendings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("account", sa.LargeBinary, nullable=False),
        sa.Column("until", sa.Float, nullable=False),
    )
    op.create_index("spendings_of_account", "spendings", ["account"])
    op.create_table(
        "processes",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("until", sa.Float, nullable=False),
    )
