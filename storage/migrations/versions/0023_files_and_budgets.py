"""From what a paper was drawn, and how much one person may ask for."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0023"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A column of files; budgets."""
    with op.batch_alter_table("storedfile") as table:
        table.add_column(sa.Column("drawn_from", sa.String(64), nullable=True))
        table.create_unique_constraint("uq_storedfile_drawn_from", ["drawn_from"])
    op.create_table(
        "budget",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(40), nullable=False),
        sa.Column("free_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "thing", name="pk_budget"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_budget_person_id_person", ondelete="CASCADE"
        ),
        sa.CheckConstraint("thing IN ('upload', 'drawing')", name="ck_budget_budgeted"),
    )


def downgrade() -> None:
    """Neither."""
    op.drop_table("budget")
    with op.batch_alter_table("storedfile") as table:
        table.drop_constraint("uq_storedfile_drawn_from", type_="unique")
        table.drop_column("drawn_from")
