"""A CV that comes after its application."""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None

OWED = "NOT (cv_owed AND cv_id IS NOT NULL)"


def upgrade() -> None:
    """Nobody owes one: until now it came with the application, or was not asked for."""
    with op.batch_alter_table("application") as table:
        table.add_column(sa.Column("cv_owed", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_check_constraint(op.f("ck_application_cv_owed_or_here"), OWED)
    with op.batch_alter_table("application") as table:
        table.alter_column("cv_owed", server_default=None)


def downgrade() -> None:
    """Who owes one is not asked for it any more."""
    with op.batch_alter_table("application") as table:
        table.drop_constraint(op.f("ck_application_cv_owed_or_here"), type_="check")
        table.drop_column("cv_owed")
