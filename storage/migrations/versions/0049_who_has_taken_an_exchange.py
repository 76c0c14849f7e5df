"""An officer takes an exchange for its present step."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Who has taken an exchange at each of its desks; nobody at first."""
    keys = {"exchange_id": "exchange", "partnership_id": "partnership", "officer_id": "officer"}
    op.create_table(
        "taking",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in keys),
        sa.Column("taken_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{of}.id"], name=op.f(f"fk_taking_{name}_{of}"))
            for name, of in keys.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taking")),
        sa.UniqueConstraint(
            "exchange_id", "partnership_id", name=op.f("uq_taking_exchange_id_partnership_id")
        ),
    )
    op.create_index(op.f("ix_taking_partnership_id"), "taking", ["partnership_id"])


def downgrade() -> None:
    """Nobody knows any more who had taken what."""
    op.drop_index(op.f("ix_taking_partnership_id"), table_name="taking")
    op.drop_table("taking")
