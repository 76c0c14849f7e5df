"""Short talks of group visits: hosts who take part, and who meets whom in which slot."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)
STATES = ("asked", "coming", "declined")


def upgrade() -> None:
    """Nobody has asked for talks yet."""
    state = sa.Enum(
        *STATES, name="talk_host_state", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        "talkhost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(state = 'asked') = (answered_at IS NULL)",
            name=op.f("ck_talkhost_answered_with_time"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["groupvisit.id"], name=op.f("fk_talkhost_visit_id_groupvisit")
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["application.id"], name=op.f("fk_talkhost_host_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talkhost")),
        sa.UniqueConstraint("visit_id", "host_id", name=op.f("uq_talkhost_visit_id_host_id")),
    )
    for name in ("visit_id", "host_id"):
        op.create_index(op.f(f"ix_talkhost_{name}"), "talkhost", [name])
    op.create_table(
        "shorttalk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("talk_host_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.CheckConstraint("slot >= 0", name=op.f("ck_shorttalk_slots_from_nought")),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["groupguest.id"], name=op.f("fk_shorttalk_guest_id_groupguest")
        ),
        sa.ForeignKeyConstraint(
            ["talk_host_id"], ["talkhost.id"], name=op.f("fk_shorttalk_talk_host_id_talkhost")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shorttalk")),
        sa.UniqueConstraint("guest_id", "slot", name=op.f("uq_shorttalk_guest_id_slot")),
        sa.UniqueConstraint("talk_host_id", "slot", name=op.f("uq_shorttalk_talk_host_id_slot")),
        sa.UniqueConstraint(
            "guest_id", "talk_host_id", name=op.f("uq_shorttalk_guest_id_talk_host_id")
        ),
    )


def downgrade() -> None:
    """Talks, and who was asked to them, are lost."""
    op.drop_table("shorttalk")
    for name in ("visit_id", "host_id"):
        op.drop_index(op.f(f"ix_talkhost_{name}"), "talkhost")
    op.drop_table("talkhost")
