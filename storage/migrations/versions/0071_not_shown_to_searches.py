"""Whoever wants to be shown in no search for partners."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everybody is shown, as before."""
    moment = storage.columns.UtcDateTime(timezone=True)
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("unsought_since", moment, nullable=True))


def downgrade() -> None:
    """Who was not to be shown is shown again."""
    with op.batch_alter_table("person") as table:
        table.drop_column("unsought_since")
