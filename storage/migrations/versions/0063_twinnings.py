"""Twinnings: standing partnerships of two clusters."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)
OPEN = sa.text("state IN ('proposed', 'agreed')")
STATES = ("proposed", "agreed", "declined", "expired", "withdrawn", "ended")
CLUSTERS = ("one_id", "other_id", "asker_id", "ended_by")
CHECKS = {
    "two_in_order": "one_id < other_id",
    "asked_by_one_of_two": "asker_id IN (one_id, other_id)",
    "agreed_with_time": "(state IN ('agreed', 'ended')) = (agreed_at IS NOT NULL)",
    "ended_with_time": "(state IN ('proposed', 'agreed')) = (ended_at IS NULL)",
    "ended_by_one_of_two": "ended_by IS NULL OR (state = 'ended' AND ended_by IN (one_id, other_id))",
}


def upgrade() -> None:
    """There are none yet."""
    state = sa.Enum(
        *STATES, name="twinning_state", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        "twinning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("agreed_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_twinning_{name}")) for name, rule in CHECKS.items()),
        *(
            sa.ForeignKeyConstraint([name], ["cluster.id"], name=op.f(f"fk_twinning_{name}_cluster"))
            for name in CLUSTERS
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_twinning_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_twinning")),
    )
    for name in ("one_id", "other_id", "application_id", "state"):
        op.create_index(op.f(f"ix_twinning_{name}"), "twinning", [name])
    op.create_index(
        "uq_twinning_one_open",
        "twinning",
        ["one_id", "other_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    """All twinnings are lost."""
    op.drop_table("twinning")
