"""Questions that people ask their Partnership, and answers that it keeps for everybody."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

BEFORE, AFTER = "ck_budget_ck_budget_budgeted", "ck_budget_budgeted"  # as 0023 named it, and as ours


def upgrade() -> None:
    """A question may be a Partnership's to answer; a table of kept answers; a budget of questions."""
    with op.batch_alter_table("enquiry") as table:
        table.add_column(sa.Column("partnership_id", sa.Integer(), nullable=True))
        table.alter_column("asked_id", existing_type=sa.Integer(), nullable=True)
        table.create_foreign_key(
            op.f("fk_enquiry_partnership_id_partnership"), "partnership", ["partnership_id"], ["id"]
        )
        table.create_index(op.f("ix_enquiry_partnership_id"), ["partnership_id"])
        table.create_check_constraint(
            op.f("ck_enquiry_asked_of_one"), "(asked_id IS NULL) = (partnership_id IS NOT NULL)"
        )
        table.create_check_constraint(
            op.f("ck_enquiry_about_one_thing"),
            "partnership_id IS NULL OR (application_id IS NULL AND proposal_id IS NULL)",
        )
    op.create_table(
        "deskanswer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("kept_by", sa.Integer(), nullable=False),
        sa.Column("kept_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_deskanswer_partnership_id_partnership"),
        ),
        sa.ForeignKeyConstraint(
            ["kept_by"], ["officer.id"], name=op.f("fk_deskanswer_kept_by_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deskanswer")),
    )
    op.create_index(op.f("ix_deskanswer_partnership_id"), "deskanswer", ["partnership_id"])
    _budgets(BEFORE, AFTER, "'upload', 'drawing', 'question'")


def downgrade() -> None:
    """Questions to a Partnership are lost: without it nobody is asked."""
    op.execute("DELETE FROM budget WHERE thing = 'question'")
    _budgets(AFTER, BEFORE, "'upload', 'drawing'")
    op.drop_table("deskanswer")
    op.execute("DELETE FROM enquiry WHERE partnership_id IS NOT NULL")
    with op.batch_alter_table("enquiry") as table:
        table.drop_constraint(op.f("ck_enquiry_about_one_thing"), type_="check")
        table.drop_constraint(op.f("ck_enquiry_asked_of_one"), type_="check")
        table.drop_index(op.f("ix_enquiry_partnership_id"))
        table.drop_constraint(op.f("fk_enquiry_partnership_id_partnership"), type_="foreignkey")
        table.alter_column("asked_id", existing_type=sa.Integer(), nullable=False)
        table.drop_column("partnership_id")


def _budgets(before: str, after: str, things: str) -> None:
    with op.batch_alter_table("budget") as table:
        table.drop_constraint(op.f(before), type_="check")
        table.create_check_constraint(op.f(after), f"thing IN ({things})")
