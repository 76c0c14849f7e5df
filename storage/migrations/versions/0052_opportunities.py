"""Funding programmes with deadlines, to whom each was shown, and tables of them."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)
TABLE_OF = "ck_senttable_table_of"


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """There are none yet; every table that was sent so far was one of people."""
    to = {"partnership_id": "partnership", "entered_by": "officer", "ended_by": "officer"}
    op.create_table(
        "opportunity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("level", _choice("funding_level", "regional", "national", "eu"), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "ended_by IS NULL OR ended_at IS NOT NULL", name=op.f("ck_opportunity_ended_with_time")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_opportunity_{column}_{table}")
            )
            for column, table in to.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity")),
        sa.UniqueConstraint(
            "partnership_id",
            "title",
            "deadline",
            name=op.f("uq_opportunity_partnership_id_title_deadline"),
        ),
    )
    op.create_index(op.f("ix_opportunity_partnership_id"), "opportunity", ["partnership_id"])
    _recommendations()
    with op.batch_alter_table("senttable") as table:
        table.add_column(
            sa.Column("rows_of", sa.String(length=40), nullable=False, server_default="people")
        )
    with op.batch_alter_table("senttable") as table:
        table.alter_column("rows_of", existing_type=sa.String(length=40), server_default=None)
        table.create_check_constraint(op.f(TABLE_OF), "rows_of IN ('people', 'opportunities')")


def _recommendations() -> None:
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("shown_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("interest", _choice("interest_said", "saved", "dismissed"), nullable=True),
        sa.Column("said_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(interest IS NULL) = (said_at IS NULL)", name=op.f("ck_recommendation_said_with_time")
        ),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_recommendation_opportunity_id_opportunity"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_recommendation_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint(
            "opportunity_id",
            "person_id",
            name=op.f("uq_recommendation_opportunity_id_person_id"),
        ),
    )
    op.create_index(op.f("ix_recommendation_person_id"), "recommendation", ["person_id"])


def downgrade() -> None:
    """What was kept of programmes is lost, tables of them as well."""
    op.execute("DELETE FROM senttable WHERE rows_of = 'opportunities'")
    with op.batch_alter_table("senttable") as table:
        table.drop_constraint(op.f(TABLE_OF), type_="check")
        table.drop_column("rows_of")
    op.drop_table("recommendation")
    op.drop_table("opportunity")
