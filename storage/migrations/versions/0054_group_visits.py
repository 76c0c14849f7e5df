"""Group visits: a dated programme at a host, its seats and its guests."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)
ALIVE = sa.text("state <> 'left'")


def _state(name: str, *states: str) -> sa.Enum:
    return sa.Enum(*states, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Three tables of their own; nobody has published anything yet."""
    op.create_table(
        "groupvisit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("state", _state("group_visit_state", "open", "cancelled"), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("ecosystems", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("chooses", sa.Boolean(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_groupvisit_dates_in_order")),
        sa.CheckConstraint(
            "(state = 'open') = (ended_at IS NULL)", name=op.f("ck_groupvisit_ended_with_time")
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["application.id"], name=op.f("fk_groupvisit_host_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groupvisit")),
    )
    for name in ("host_id", "state"):
        op.create_index(op.f(f"ix_groupvisit_{name}"), "groupvisit", [name])
    op.create_table(
        "groupguest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("visitor_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            _state("guest_state", "waiting", "offered", "asked", "joined", "left"),
            nullable=False,
        ),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("offered_until", MOMENT, nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("people > 0", name=op.f("ck_groupguest_somebody_comes")),
        sa.CheckConstraint(
            "(state = 'left') = (ended_at IS NOT NULL)", name=op.f("ck_groupguest_left_with_time")
        ),
        sa.CheckConstraint(
            "(state = 'offered') = (offered_until IS NOT NULL)",
            name=op.f("ck_groupguest_offered_for_a_time"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('asked', 'joined') OR proposal_id IS NOT NULL",
            name=op.f("ck_groupguest_seat_of_a_pair"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["groupvisit.id"], name=op.f("fk_groupguest_visit_id_groupvisit")
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"], ["application.id"], name=op.f("fk_groupguest_visitor_id_application")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_groupguest_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groupguest")),
        sa.UniqueConstraint("id", "visit_id", name=op.f("uq_groupguest_id_visit_id")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_groupguest_proposal_id")),
    )
    for name in ("visit_id", "visitor_id", "state"):
        op.create_index(op.f(f"ix_groupguest_{name}"), "groupguest", [name])
    op.create_index(
        "uq_groupguest_one_alive",
        "groupguest",
        ["visit_id", "visitor_id"],
        unique=True,
        sqlite_where=ALIVE,
        postgresql_where=ALIVE,
    )
    op.create_table(
        "groupseat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_groupseat_numbered_from_one")),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["groupvisit.id"], name=op.f("fk_groupseat_visit_id_groupvisit")
        ),
        sa.ForeignKeyConstraint(
            ["guest_id", "visit_id"],
            ["groupguest.id", "groupguest.visit_id"],
            name=op.f("fk_groupseat_guest_id_visit_id_groupguest"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groupseat")),
        sa.UniqueConstraint("visit_id", "number", name=op.f("uq_groupseat_visit_id_number")),
    )
    op.create_index(op.f("ix_groupseat_guest_id"), "groupseat", ["guest_id"])


def downgrade() -> None:
    """The exchanges that came of group visits stay; nobody knows any more which were in one."""
    for table in ("groupseat", "groupguest", "groupvisit"):
        op.drop_table(table)
