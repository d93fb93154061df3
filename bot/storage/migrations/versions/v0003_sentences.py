"""Earlier answers by their sentence: one passage may answer questions that only look alike."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    # Of the last day only, so nothing is moved. Each by itself, as in 0002.
    op.drop_table("earlier_answers", if_exists=True)
    op.create_table(
        "earlier_answers",
        sa.Column("chat_id", sa.Integer, primary_key=True),
        sa.Column("message_id", sa.Integer, primary_key=True),
        sa.Column("topic", sa.Integer, nullable=False),
        sa.Column("sentence", sa.String, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        if_not_exists=True,
    )
