"""A group visit may be online, or partly so: its half days, where they meet, and the days on the spot beside them."""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

LINK = "ck_groupvisit_link_of_sessions"


def upgrade() -> None:
    """Those that are there are on the spot."""
    with op.batch_alter_table("groupvisit") as table:
        for name in ("slots", "sessions"):
            table.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("link", sa.String(300), nullable=False, server_default=""))
        table.create_check_constraint(
            op.f(LINK), sa.text("link = '' OR CAST(sessions AS TEXT) <> '[]'")
        )
    with op.batch_alter_table("groupvisit") as table:
        for name in ("slots", "sessions"):
            table.alter_column(name, existing_type=sa.JSON(), server_default=None)
        table.alter_column("link", existing_type=sa.String(300), server_default=None)


def downgrade() -> None:
    """What is online is left with its first and last day."""
    with op.batch_alter_table("groupvisit") as table:
        table.drop_constraint(op.f(LINK), type_="check")
        for name in ("link", "sessions", "slots"):
            table.drop_column(name)
