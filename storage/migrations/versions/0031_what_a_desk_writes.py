"""What desks write to their people, one by one and all at once; who wants no such messages."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

AUDIENCES = "'everybody', 'waiting', 'uninvited', 'hosts', 'travelling'"
FROM_THE_DESK = sa.text("officer_id IS NOT NULL")


def upgrade() -> None:
    """Mailings, the notes of a thread, and the wish for quiet."""
    op.add_column(
        "person",
        sa.Column("quiet_since", storage.columns.UtcDateTime(timezone=True), nullable=True),
    )
    op.create_table(
        "mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("ecosystem", sa.String(length=40), nullable=True),
        sa.Column("month", sa.String(length=7), nullable=True),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("written_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", storage.columns.UtcDateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("quiet", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"audience IN ({AUDIENCES})", name=op.f("ck_mailing_audience")),
        sa.CheckConstraint(
            "(sent_at IS NULL) = (sent_by IS NULL)", name=op.f("ck_mailing_sent_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_mailing_partnership_id_partnership"),
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"], ["officer.id"], name=op.f("fk_mailing_sent_by_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing")),
    )
    op.create_index(op.f("ix_mailing_partnership_id"), "mailing", ["partnership_id"])
    _notes()


def _notes() -> None:
    whose = ("partnership", "person", "officer", "mailing")
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("mailing_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([f"{of}_id"], [f"{of}.id"], name=op.f(f"fk_note_{of}_id_{of}"))
            for of in whose
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    for column in ("partnership_id", "person_id"):
        op.create_index(op.f(f"ix_note_{column}"), "note", [column])
    op.create_index(
        "uq_note_of_mailing",
        "note",
        ["mailing_id", "person_id"],
        unique=True,
        sqlite_where=FROM_THE_DESK,
        postgresql_where=FROM_THE_DESK,
    )


def downgrade() -> None:
    """What was written is lost, and who wanted quiet is not known any more."""
    op.drop_table("note")
    op.drop_table("mailing")
    with op.batch_alter_table("person") as table:
        table.drop_column("quiet_since")
