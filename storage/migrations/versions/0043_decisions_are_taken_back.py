"""A desk takes a question back before it is answered."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """When a question was taken back; none was so far."""
    with op.batch_alter_table("enquiry") as table:
        table.add_column(
            sa.Column("taken_back_at", storage.columns.UtcDateTime(timezone=True), nullable=True)
        )
        table.create_check_constraint(
            op.f("ck_enquiry_taken_back_unanswered"),
            "taken_back_at IS NULL OR (answered_at IS NULL AND application_id IS NOT NULL)",
        )


def downgrade() -> None:
    """What was taken back counts as never answered."""
    with op.batch_alter_table("enquiry") as table:
        table.drop_constraint(op.f("ck_enquiry_taken_back_unanswered"), type_="check")
        table.drop_column("taken_back_at")
