"""A sum that hangs on an unknown distance is to be confirmed; a paper keeps what it was drawn up with."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

AGREED_BEFORE = (
    "(starts_on IS NULL) = (ends_on IS NULL)"
    " AND (starts_on IS NULL) = (working_days IS NULL)"
    " AND (starts_on IS NULL) = (lump_sum IS NULL)"
    " AND (starts_on IS NULL) = (full_sum IS NULL)"
)
AGREED = AGREED_BEFORE.replace(
    "(starts_on IS NULL) = (lump_sum IS NULL)", "(lump_sum IS NULL OR starts_on IS NOT NULL)"
)
SUM_BY_STATE = "state NOT IN ('payment_proposed', 'paid', 'closed') OR lump_sum IS NOT NULL"
BY_SOMEBODY = (
    "(distance_settled_at IS NULL) = (distance_settled_by IS NULL)"
    " AND (distance_settled_at IS NULL OR distance_km IS NOT NULL)"
)
OF_THE_PAPER = ("working_days", "lump_sum", "halved_for")
UNCONFIRMED = (  # worth the full sum only as long as nobody knew how far it is
    "distance_km IS NULL AND lump_sum = full_sum AND lump_sum > 0 AND state NOT IN"
    " ('payment_proposed', 'paid', 'closed', 'cancelled')"
)


def upgrade() -> None:
    """Papers take what they were drawn up with; full sums over unknown distances are open again."""
    with op.batch_alter_table("commitment") as table:
        table.add_column(
            sa.Column("working_days", sa.Integer(), nullable=False, server_default="0")
        )
        table.add_column(sa.Column("lump_sum", storage.columns.Cents(), nullable=True))
        table.add_column(sa.Column("halved_for", sa.JSON(), nullable=False, server_default="[]"))
    op.execute(
        "UPDATE commitment SET (working_days, lump_sum, halved_for) ="
        " (SELECT coalesce(e.working_days, 0), e.lump_sum, e.halved_for"
        " FROM exchange e WHERE e.id = commitment.exchange_id)"
    )
    with op.batch_alter_table("commitment") as table:
        table.alter_column("working_days", existing_type=sa.Integer(), server_default=None)
        table.alter_column("halved_for", existing_type=sa.JSON(), server_default=None)
    with op.batch_alter_table("exchange") as table:
        table.add_column(
            sa.Column(
                "distance_settled_at", storage.columns.UtcDateTime(timezone=True), nullable=True
            )
        )
        table.add_column(sa.Column("distance_settled_by", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_exchange_distance_settled_by_officer"),
            "officer",
            ["distance_settled_by"],
            ["id"],
        )
        table.drop_constraint(op.f("ck_exchange_agreed_together"), type_="check")
        table.create_check_constraint(op.f("ck_exchange_agreed_together"), sa.text(AGREED))
        table.create_check_constraint(op.f("ck_exchange_sum_by_state"), sa.text(SUM_BY_STATE))
        table.create_check_constraint(
            op.f("ck_exchange_distance_by_somebody"), sa.text(BY_SOMEBODY)
        )
    op.execute(f"UPDATE exchange SET lump_sum = NULL WHERE {UNCONFIRMED}")


def downgrade() -> None:
    """Unknown counts as far again."""
    op.execute(
        "UPDATE exchange SET lump_sum = full_sum WHERE lump_sum IS NULL AND starts_on IS NOT NULL"
    )
    with op.batch_alter_table("exchange") as table:
        for name in ("distance_by_somebody", "sum_by_state", "agreed_together"):
            table.drop_constraint(op.f(f"ck_exchange_{name}"), type_="check")
        table.create_check_constraint(op.f("ck_exchange_agreed_together"), sa.text(AGREED_BEFORE))
        table.drop_constraint(
            op.f("fk_exchange_distance_settled_by_officer"), type_="foreignkey"
        )
        table.drop_column("distance_settled_by")
        table.drop_column("distance_settled_at")
    with op.batch_alter_table("commitment") as table:
        for name in OF_THE_PAPER:
            table.drop_column(name)
