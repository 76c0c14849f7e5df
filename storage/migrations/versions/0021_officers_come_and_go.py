"""Officers are seen and leave, invitations have a maker and can be taken back, groups are unbound."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The new columns; invitations without a maker are the command line's."""
    with op.batch_alter_table("officer") as table:
        table.add_column(_moment("last_seen_at"))
    with op.batch_alter_table("officerinvitation") as table:
        table.alter_column("secret_digest", existing_type=sa.String(64), nullable=True)
        table.add_column(sa.Column("made_by", sa.Integer, nullable=True))
        table.add_column(_moment("taken_back_at"))
        table.create_foreign_key(
            op.f("fk_officerinvitation_made_by_officer"), "officer", ["made_by"], ["id"]
        )
        table.create_check_constraint(
            op.f("ck_officerinvitation_used_or_taken_back"), sa.text("used_at IS NULL OR taken_back_at IS NULL")
        )
    with op.batch_alter_table("staffgroup") as table:
        table.add_column(sa.Column("title", sa.String(120), nullable=False, server_default=""))
        table.add_column(_moment("unbound_at"))
        table.add_column(sa.Column("wanted_by", sa.Integer, nullable=True))
        table.add_column(_moment("wanted_at"))
        table.create_foreign_key(op.f("fk_staffgroup_wanted_by_officer"), "officer", ["wanted_by"], ["id"])
        table.create_check_constraint(
            op.f("ck_staffgroup_wanted_with_time"), sa.text("(wanted_by IS NULL) = (wanted_at IS NULL)")
        )
    with op.batch_alter_table("staffgroup") as table:
        table.alter_column(
            "title", existing_type=sa.String(120), existing_nullable=False, server_default=None
        )


def downgrade() -> None:
    """Without them; unbound groups and invitations that were not shown, or taken back, go."""
    op.execute(sa.text("DELETE FROM staffgroup WHERE unbound_at IS NOT NULL"))
    op.execute(
        sa.text(
            "DELETE FROM officerinvitation"
            " WHERE secret_digest IS NULL OR taken_back_at IS NOT NULL"
        )
    )
    with op.batch_alter_table("staffgroup") as table:
        table.drop_constraint(op.f("ck_staffgroup_wanted_with_time"), type_="check")
        table.drop_constraint(op.f("fk_staffgroup_wanted_by_officer"), type_="foreignkey")
        for name in ("wanted_at", "wanted_by", "unbound_at", "title"):
            table.drop_column(name)
    with op.batch_alter_table("officerinvitation") as table:
        table.drop_constraint(op.f("ck_officerinvitation_used_or_taken_back"), type_="check")
        table.drop_constraint(op.f("fk_officerinvitation_made_by_officer"), type_="foreignkey")
        table.drop_column("taken_back_at")
        table.drop_column("made_by")
        table.alter_column("secret_digest", existing_type=sa.String(64), nullable=False)
    with op.batch_alter_table("officer") as table:
        table.drop_column("last_seen_at")


def _moment(name: str) -> sa.Column[datetime]:
    return sa.Column(name, storage.columns.UtcDateTime(timezone=True), nullable=True)
