"""An officer takes a case."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Who has taken an application; nobody at first."""
    with op.batch_alter_table("application") as table:
        table.add_column(sa.Column("taken_by", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_application_taken_by_officer"), "officer", ["taken_by"], ["id"]
        )


def downgrade() -> None:
    """Nobody knows any more who had taken what."""
    with op.batch_alter_table("application") as table:
        table.drop_constraint(op.f("fk_application_taken_by_officer"), type_="foreignkey")
        table.drop_column("taken_by")
