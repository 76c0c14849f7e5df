"""A seat is a lease; those that are held end within seconds, and are taken anew."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Leases for seats."""
    op.drop_table("seat")
    _create("lease")


def downgrade() -> None:
    """Seats for leases."""
    op.drop_table("lease")
    _create("seat")


def _create(name: str) -> None:
    moment = storage.columns.UtcDateTime(timezone=True)
    op.create_table(
        name,
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("instance", sa.String(60), nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.Column("until", moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name=f"pk_{name}"),
    )
