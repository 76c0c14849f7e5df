"""An entry knows in which table it stood."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of those that are there nobody knows."""
    with op.batch_alter_table("entry") as table:
        table.add_column(sa.Column("table_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_entry_table_id_senttable"), "senttable", ["table_id"], ["id"]
        )
        table.create_index(op.f("ix_entry_table_id"), ["table_id"])


def downgrade() -> None:
    """Nobody knows it of any."""
    with op.batch_alter_table("entry") as table:
        table.drop_index(op.f("ix_entry_table_id"))
        table.drop_constraint(op.f("fk_entry_table_id_senttable"), type_="foreignkey")
        table.drop_column("table_id")
