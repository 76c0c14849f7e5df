"""Cities that take part in a programme themselves."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has named a city yet."""
    op.create_table(
        "programmecity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("named_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_programmecity_partnership_id_partnership"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmecity")),
        sa.UniqueConstraint(
            "partnership_id", "place_id", name=op.f("uq_programmecity_partnership_id_place_id")
        ),
    )
    op.create_index(op.f("ix_programmecity_partnership_id"), "programmecity", ["partnership_id"])


def downgrade() -> None:
    """Which cities were named is lost."""
    op.drop_index(op.f("ix_programmecity_partnership_id"), "programmecity")
    op.drop_table("programmecity")
