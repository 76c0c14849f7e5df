"""Applications and exchanges may be put on hold."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)
OPEN = sa.text("state = 'on'")


def upgrade() -> None:
    """A table of its own; nothing is on hold at first."""
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("exchange_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "on",
                "taken_off",
                "over",
                name="hold_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(application_id IS NULL) <> (exchange_id IS NULL)", name=op.f("ck_hold_of_one_thing")
        ),
        sa.CheckConstraint(
            "(state = 'on') = (ended_at IS NULL)", name=op.f("ck_hold_ended_with_state")
        ),
        sa.CheckConstraint(
            "(state = 'taken_off') = (ended_by IS NOT NULL)",
            name=op.f("ck_hold_taken_off_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_hold_application_id_application")
        ),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchange.id"], name=op.f("fk_hold_exchange_id_exchange")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_hold_officer_id_officer")
        ),
        sa.ForeignKeyConstraint(["ended_by"], ["officer.id"], name=op.f("fk_hold_ended_by_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    for name in ("application_id", "exchange_id"):
        op.create_index(op.f(f"ix_hold_{name}"), "hold", [name])
    for thing in ("application", "exchange"):
        op.create_index(
            f"uq_hold_one_of_an_{thing}",
            "hold",
            [f"{thing}_id"],
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        )


def downgrade() -> None:
    """Nothing rests any more."""
    op.drop_table("hold")
