"""A host has other places in some months, pauses; who was told that a host is full waits for it."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everybody receives, with as many places as ever."""
    op.create_table(
        "hostmonth",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.CheckConstraint("places >= 0", name=op.f("ck_hostmonth_places_not_negative")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_hostmonth_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hostmonth")),
        sa.UniqueConstraint(
            "application_id", "month", name=op.f("uq_hostmonth_application_id_month")
        ),
    )
    op.create_index(op.f("ix_hostmonth_application_id"), "hostmonth", ["application_id"])
    op.create_table(
        "waitingvisitor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visitor_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("since", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["visitor_id"], ["application.id"], name=op.f("fk_waitingvisitor_visitor_id_application")
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["application.id"], name=op.f("fk_waitingvisitor_host_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waitingvisitor")),
        sa.UniqueConstraint(
            "visitor_id", "host_id", name=op.f("uq_waitingvisitor_visitor_id_host_id")
        ),
    )
    op.create_index(op.f("ix_waitingvisitor_visitor_id"), "waitingvisitor", ["visitor_id"])
    op.create_index(op.f("ix_waitingvisitor_host_id"), "waitingvisitor", ["host_id"])
    with op.batch_alter_table("application") as table:
        table.add_column(
            sa.Column("paused_at", storage.columns.UtcDateTime(timezone=True), nullable=True)
        )


def downgrade() -> None:
    """Who paused receives again."""
    with op.batch_alter_table("application") as table:
        table.drop_column("paused_at")
    for name in ("waitingvisitor", "hostmonth"):
        op.drop_table(name)
