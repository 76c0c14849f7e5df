"""Who was in a course, what the test came to, what they said of it; and what whoever gives it asks afterwards."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Nobody has been in one yet; of the courses there are, feedback is asked."""
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guest_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("passed_at", MOMENT, nullable=True),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_lesson_tries_counted")),
        sa.CheckConstraint("mark BETWEEN 1 AND 5", name=op.f("ck_lesson_mark_of_five")),
        sa.CheckConstraint(
            "passed_at IS NULL OR tries > 0", name=op.f("ck_lesson_passed_by_trying")
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["groupguest.id"], name=op.f("fk_lesson_guest_id_groupguest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("guest_id", name=op.f("uq_lesson_guest_id")),
    )
    with op.batch_alter_table("course") as table:
        table.add_column(
            sa.Column("feedback", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        table.add_column(sa.Column("questions", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("questions_at", MOMENT, nullable=True))
    with op.batch_alter_table("course") as table:
        table.alter_column("feedback", existing_type=sa.Boolean(), server_default=None)
        table.alter_column("questions", existing_type=sa.JSON(), server_default=None)


def downgrade() -> None:
    """Who was in a course, and what came of it, is lost."""
    with op.batch_alter_table("course") as table:
        for name in ("questions_at", "questions", "feedback"):
            table.drop_column(name)
    op.drop_table("lesson")
