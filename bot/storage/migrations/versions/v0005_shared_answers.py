"""Which message answers which question, for several bots that answer together."""

import sqlalchemy as sa
from alembic import op

revision = "v0005"
down_revision = "v0004"


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("chat_id", sa.BigInteger, primary_key=True),
        sa.Column("answer_id", sa.BigInteger, primary_key=True),
        sa.Column("question_id", sa.BigInteger, nullable=False),
        sa.Column("asker_id", sa.BigInteger),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("before", sa.String),
        sa.Column("follows", sa.String),
        sa.Column("follows_asker", sa.BigInteger),
        sa.Column("language", sa.String),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_index("answers_by_time", "answers", ["at"])
    op.create_table(
        "forgotten",
        sa.Column("who", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("at", sa.Float, nullable=False),
    )
