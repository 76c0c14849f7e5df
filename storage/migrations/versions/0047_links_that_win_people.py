"""Links for a cluster, an event or a campaign, and who came by which."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Nobody came by a link yet."""
    role = sa.Enum(
        "visitor",
        "host",
        "both",
        name="joining_role",
        native_enum=False,
        create_constraint=True,
        length=40,
    )
    to = {"partnership_id": "partnership", "cluster_id": "cluster", "made_by": "officer"}
    op.create_table(
        "joininglink",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("role", role, nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("stopped_at", MOMENT, nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_joininglink_{column}_{table}")
            )
            for column, table in to.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joininglink")),
        sa.UniqueConstraint("code", name=op.f("uq_joininglink_code")),
    )
    op.create_index(op.f("ix_joininglink_partnership_id"), "joininglink", ["partnership_id"])
    op.create_table(
        "arrival",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("came_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_arrival_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["joininglink.id"], name=op.f("fk_arrival_link_id_joininglink")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrival")),
        sa.UniqueConstraint("person_id", name=op.f("uq_arrival_person_id")),
    )
    op.create_index(op.f("ix_arrival_link_id"), "arrival", ["link_id"])


def downgrade() -> None:
    """Where people came from is forgotten."""
    op.drop_table("arrival")
    op.drop_table("joininglink")
