"""Tables of people, sent to be entered."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)


def upgrade() -> None:
    """None was sent yet."""
    op.create_table(
        "senttable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("entered_at", MOMENT, nullable=True),
        sa.Column("entered", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "role IN ('visitor', 'host', 'both')", name=op.f("ck_senttable_role_of_rows")
        ),
        sa.CheckConstraint(
            "(entered_at IS NULL) = (entered IS NULL)", name=op.f("ck_senttable_entered_with_count")
        ),
        sa.CheckConstraint(
            "entered_at IS NULL OR content IS NULL",
            name=op.f("ck_senttable_nothing_kept_once_entered"),
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_senttable_partnership_id_partnership"),
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"], ["officer.id"], name=op.f("fk_senttable_sent_by_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_senttable")),
    )
    op.create_index(op.f("ix_senttable_partnership_id"), "senttable", ["partnership_id"])


def downgrade() -> None:
    """What was sent and not entered is lost."""
    op.drop_table("senttable")
