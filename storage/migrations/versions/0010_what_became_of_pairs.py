"""What became of pairs: shown, invited, answered, lived and rated."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    kind = sa.Enum(
        "shown",
        "invited",
        "accepted",
        "declined",
        "withdrawn",
        "expired",
        "completed",
        "interrupted",
        "rated_by_visitor",
        "rated_by_host",
        name="pair_event_kind",
        native_enum=False,
        create_constraint=True,
        length=40,
    )
    op.create_table(
        "pairevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visitor_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("prearranged", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("mark", sa.Float(), nullable=True),
        sa.Column("happened_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mark >= 0 AND mark <= 1", name=op.f("ck_pairevent_mark_in_range")),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["application.id"],
            name=op.f("fk_pairevent_visitor_id_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["host_id"],
            ["application.id"],
            name=op.f("fk_pairevent_host_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairevent")),
        sa.UniqueConstraint(
            "visitor_id",
            "host_id",
            "kind",
            name=op.f("uq_pairevent_visitor_id_host_id_kind"),
        ),
    )
    op.create_index(op.f("ix_pairevent_host_id"), "pairevent", ["host_id"])
    op.create_index(op.f("ix_pairevent_kind"), "pairevent", ["kind"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("pairevent")
