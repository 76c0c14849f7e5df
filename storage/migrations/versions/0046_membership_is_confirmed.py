"""Whether an applicant is a member of its cluster; where a cluster has its profile."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

STATES = ("named", "asked", "unsure", "silent", "confirmed", "denied", "excepted")
MOMENT = storage.columns.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Whom a desk has accepted it has taken for a member; of others it is open."""
    op.add_column("cluster", sa.Column("eccp", sa.String(length=200), nullable=True))
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("state", _choice("membership_state", *STATES), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column(
            "exception", _choice("membership_exception", "indirect", "host"), nullable=True
        ),
        sa.Column("approval", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_rules(),
        *_keys(),
    )
    op.create_index(op.f("ix_membership_cluster_id"), "membership", ["cluster_id"])
    op.create_index(op.f("ix_membership_state"), "membership", ["state"])
    for state, decided, when in (
        ("confirmed", "application.decided_at, application.decided_by", "IS NOT NULL"),
        ("named", "NULL, NULL", "IS NULL"),
    ):
        op.execute(
            sa.text(
                "INSERT INTO membership (application_id, cluster_id, state, decided_at, decided_by,"  # noqa: S608 - words of ours
                f" approval, reason) SELECT application.id, cluster_id, '{state}', {decided}, '', ''"
                " FROM application JOIN organisation ON organisation.id = organisation_id"
                " WHERE type <> 'cluster_organisation' AND application.state IN ('submitted',"
                f" 'info_requested', 'accepted') AND application.decided_by {when}"
            )
        )


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _rules() -> list[sa.CheckConstraint]:
    told = {
        "decided_with_time": "(state IN ('confirmed', 'denied', 'excepted')) = (decided_at IS NOT NULL)",
        "decided_by_one": "decided_at IS NULL OR (decided_by IS NULL) <> (answered_by IS NULL)",
        "excepted_by_what": "(state = 'excepted') = (exception IS NOT NULL)",
        "excepted_for_a_reason": "exception IS NULL OR (reason <> '' AND decided_by IS NOT NULL)",
        "host_with_approval": "exception IS NULL OR exception <> 'host' OR approval <> ''",
        "asked_with_time": "state <> 'asked' OR asked_at IS NOT NULL",
    }
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_membership_{name}")) for name, rule in told.items()
    ]


def _keys() -> list[sa.Constraint]:
    to = {"cluster_id": "cluster", "decided_by": "officer", "answered_by": "person"}
    keys = [
        sa.ForeignKeyConstraint(
            [column], [f"{table}.id"], name=op.f(f"fk_membership_{column}_{table}")
        )
        for column, table in to.items()
    ]
    goes_with = sa.ForeignKeyConstraint(
        ["application_id"],
        ["application.id"],
        name=op.f("fk_membership_application_id_application"),
        ondelete="CASCADE",
    )
    return [
        goes_with,
        *keys,
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("application_id", name=op.f("uq_membership_application_id")),
    ]


def downgrade() -> None:
    """Who said so is forgotten."""
    op.drop_index(op.f("ix_membership_state"), table_name="membership")
    op.drop_index(op.f("ix_membership_cluster_id"), table_name="membership")
    op.drop_table("membership")
    with op.batch_alter_table("cluster") as table:
        table.drop_column("eccp")
