"""What readers thought of passages."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    # It may be there from before there were migrations.
    op.create_table(
        "feedback",
        sa.Column("passage_id", sa.String, primary_key=True),
        sa.Column("useful", sa.Integer, nullable=False),
        sa.Column("useless", sa.Integer, nullable=False),
        if_not_exists=True,
    )
