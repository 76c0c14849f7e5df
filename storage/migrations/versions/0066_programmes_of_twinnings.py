"""What twinned clusters do together: activities, and projects that were added by hand."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)


def upgrade() -> None:
    """There is nothing yet."""
    op.create_table(
        "twinningactivity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("twinning_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
        sa.Column("called_off_at", MOMENT, nullable=True),
        _of_twinning("twinningactivity"),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_twinningactivity_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_twinningactivity")),
    )
    op.create_table(
        "twinningproject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("twinning_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        _of_twinning("twinningproject"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_twinningproject_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_twinningproject")),
        sa.UniqueConstraint(
            "twinning_id", "project_id", name=op.f("uq_twinningproject_twinning_id_project_id")
        ),
    )
    for table, column in (
        ("twinningactivity", "twinning_id"),
        ("twinningactivity", "application_id"),
        ("twinningproject", "twinning_id"),
        ("twinningproject", "project_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _of_twinning(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["twinning_id"],
        ["twinning.id"],
        name=op.f(f"fk_{table}_twinning_id_twinning"),
        ondelete="CASCADE",
    )


def downgrade() -> None:
    """Activities are lost, and which projects were added."""
    op.drop_table("twinningproject")
    op.drop_table("twinningactivity")
