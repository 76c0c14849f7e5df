"""What came of an exchange is asked in rounds, after the survey."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None
SIDES, ROUNDS = "uq_surveyreply_exchange_id_side", "uq_surveyreply_exchange_id_side_round"


def upgrade() -> None:
    """What was answered before is the survey after the stay: round 0."""
    with op.batch_alter_table("surveyreply") as table:
        table.add_column(sa.Column("round", sa.Integer(), nullable=False, server_default="0"))
        table.drop_constraint(op.f(SIDES), type_="unique")
    with op.batch_alter_table("surveyreply") as table:
        table.alter_column("round", existing_type=sa.Integer(), server_default=None)
        table.create_unique_constraint(op.f(ROUNDS), ["exchange_id", "side", "round"])
        table.create_check_constraint(op.f("ck_surveyreply_counts_rounds"), "round >= 0")


def downgrade() -> None:
    """Later answers are lost."""
    op.execute("DELETE FROM surveyreply WHERE round > 0")
    with op.batch_alter_table("surveyreply") as table:
        table.drop_constraint(op.f("ck_surveyreply_counts_rounds"), type_="check")
        table.drop_constraint(op.f(ROUNDS), type_="unique")
        table.create_unique_constraint(op.f(SIDES), ["exchange_id", "side"])
    with op.batch_alter_table("surveyreply") as table:
        table.drop_column("round")
