"""Each reason for which something was rejected, cancelled, broken off or waived is kept, not the last one only."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A reason beside its act; what was said until now stays where it stands."""
    op.create_table(
        "actreason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("exchange_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("said_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(application_id IS NULL) <> (exchange_id IS NULL)",
            name=op.f("ck_actreason_of_one_thing"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_actreason_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchange.id"], name=op.f("fk_actreason_exchange_id_exchange")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actreason")),
    )
    for column in ("application_id", "exchange_id"):
        op.create_index(op.f(f"ix_actreason_{column}"), "actreason", [column])


def downgrade() -> None:
    """The last reason stays where it stands; earlier ones are forgotten."""
    op.drop_table("actreason")
