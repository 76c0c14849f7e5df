"""Cohorts: runs, their pairs, the desk's wishes; and which proposals the desk brought about."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Add what cohorts need."""
    with op.batch_alter_table("proposal") as batch:
        batch.add_column(sa.Column("officer_id", sa.Integer(), nullable=True))
        batch.create_foreign_key("fk_proposal_officer_id_officer", "officer", ["officer_id"], ["id"])
    _runs()
    _pairs()
    _wishes()


def _runs() -> None:
    op.create_table(
        "cohortrun",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("state", _one_of("cohort_state", "draft", "replaced", "approved"), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_cohortrun"),
        _points("cohortrun", "partnership_id", "partnership"),
        _points("cohortrun", "previous_id", "cohortrun"),
        _points("cohortrun", "made_by", "officer"),
        _points("cohortrun", "approved_by", "officer"),
    )
    op.create_index("ix_cohortrun_partnership_id", "cohortrun", ["partnership_id"])


def _pairs() -> None:
    op.create_table(
        "cohortpair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("visitor_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_cohortpair"),
        sa.UniqueConstraint("run_id", "visitor_id", name="uq_cohortpair_run_id_visitor_id"),
        _points("cohortpair", "run_id", "cohortrun"),
        _points("cohortpair", "visitor_id", "application"),
        _points("cohortpair", "host_id", "application"),
        _points("cohortpair", "proposal_id", "proposal"),
    )
    op.create_index("ix_cohortpair_run_id", "cohortpair", ["run_id"])


def _wishes() -> None:
    op.create_table(
        "cohortwish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("visitor_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("wish", _one_of("cohort_wish", "locked", "forbidden"), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cohortwish"),
        sa.UniqueConstraint(
            "partnership_id", "visitor_id", "host_id", name="uq_cohortwish_partnership_id_visitor_id_host_id"
        ),
        _points("cohortwish", "partnership_id", "partnership"),
        _points("cohortwish", "visitor_id", "application"),
        _points("cohortwish", "host_id", "application"),
        _points("cohortwish", "made_by", "officer"),
    )
    op.create_index("ix_cohortwish_partnership_id", "cohortwish", ["partnership_id"])


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}")


def downgrade() -> None:
    """Take cohorts away."""
    op.drop_table("cohortwish")
    op.drop_table("cohortpair")
    op.drop_table("cohortrun")
    with op.batch_alter_table("proposal") as batch:
        batch.drop_constraint("fk_proposal_officer_id_officer", type_="foreignkey")
        batch.drop_column("officer_id")
