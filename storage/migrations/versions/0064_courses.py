"""Courses for the staff of clusters, with seats as group visits have them; and what is wanted to be learnt."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)
ALIVE = sa.text("state <> 'left'")
OF_A_PAIR, OF_ONE = "ck_groupguest_seat_of_a_pair", "ck_groupguest_guest_of_one_thing"
SEAT_OF_ONE = "ck_groupseat_seat_of_one_thing"
PAIRED = "state NOT IN ('asked', 'joined') OR proposal_id IS NOT NULL"
ONE_THING = (
    "(visit_id IS NULL) <> (course_id IS NULL) AND (visit_id IS NULL) = (visitor_id IS NULL) "
    "AND (course_id IS NULL) = (person_id IS NULL)"
)
IN_COURSE, SEAT_IN_COURSE = "uq_groupguest_id_course_id", "uq_groupseat_course_id_number"
TO_COURSE, TO_PERSON = "fk_groupguest_course_id_course", "fk_groupguest_person_id_person"
SEAT_TO_COURSE = "fk_groupseat_course_id_course"
SEAT_TO_GUEST = "fk_groupseat_guest_id_course_id_groupguest"


def upgrade() -> None:
    """There are none yet; a guest and a seat belong to a group visit or to a course."""
    _courses()
    _wishes()
    with op.batch_alter_table("groupguest") as table:
        table.add_column(sa.Column("course_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
        for name in ("visit_id", "visitor_id"):
            table.alter_column(name, existing_type=sa.Integer(), nullable=True)
        table.create_foreign_key(op.f(TO_COURSE), "course", ["course_id"], ["id"])
        table.create_foreign_key(op.f(TO_PERSON), "person", ["person_id"], ["id"])
        table.create_unique_constraint(op.f(IN_COURSE), ["id", "course_id"])
        table.drop_constraint(op.f(OF_A_PAIR), type_="check")
        table.create_check_constraint(op.f(OF_A_PAIR), f"course_id IS NOT NULL OR {PAIRED}")
        table.create_check_constraint(op.f(OF_ONE), ONE_THING)
    for name in ("course_id", "person_id"):
        op.create_index(op.f(f"ix_groupguest_{name}"), "groupguest", [name])
    op.create_index(
        "uq_groupguest_one_learns",
        "groupguest",
        ["course_id", "person_id"],
        unique=True,
        sqlite_where=ALIVE,
        postgresql_where=ALIVE,
    )
    with op.batch_alter_table("groupseat") as table:
        table.add_column(sa.Column("course_id", sa.Integer(), nullable=True))
        table.alter_column("visit_id", existing_type=sa.Integer(), nullable=True)
        table.create_foreign_key(op.f(SEAT_TO_COURSE), "course", ["course_id"], ["id"])
        table.create_foreign_key(
            op.f(SEAT_TO_GUEST), "groupguest", ["guest_id", "course_id"], ["id", "course_id"]
        )
        table.create_unique_constraint(op.f(SEAT_IN_COURSE), ["course_id", "number"])
        table.create_check_constraint(
            op.f(SEAT_OF_ONE), "(visit_id IS NULL) <> (course_id IS NULL)"
        )


def _courses() -> None:
    state = sa.Enum(
        *("open", "cancelled"),
        name="course_state",
        native_enum=False,
        create_constraint=True,
        length=40,
    )
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=True),
        sa.Column("state", state, nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("sessions", sa.JSON(), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_course_hours_in_order")),
        sa.CheckConstraint(
            "(state = 'open') = (ended_at IS NULL)", name=op.f("ck_course_ended_with_time")
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_course_partnership_id_partnership")
        ),
        sa.ForeignKeyConstraint(
            ["giver_id"], ["application.id"], name=op.f("fk_course_giver_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
    )
    for name in ("partnership_id", "giver_id", "state", "starts_at"):
        op.create_index(op.f(f"ix_course_{name}"), "course", [name])


def _wishes() -> None:
    op.create_table(
        "lessonwish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_lessonwish_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessonwish")),
        sa.UniqueConstraint("application_id", name=op.f("uq_lessonwish_application_id")),
    )


def downgrade() -> None:
    """Courses are lost, with who had a seat in them, and what was wanted."""
    op.execute("DELETE FROM groupseat WHERE course_id IS NOT NULL")
    op.execute("DELETE FROM groupguest WHERE course_id IS NOT NULL")
    with op.batch_alter_table("groupseat") as table:
        table.drop_constraint(op.f(SEAT_OF_ONE), type_="check")
        table.drop_constraint(op.f(SEAT_IN_COURSE), type_="unique")
        table.drop_constraint(op.f(SEAT_TO_GUEST), type_="foreignkey")
        table.drop_constraint(op.f(SEAT_TO_COURSE), type_="foreignkey")
        table.drop_column("course_id")
        table.alter_column("visit_id", existing_type=sa.Integer(), nullable=False)
    op.drop_index("uq_groupguest_one_learns", "groupguest")
    for name in ("course_id", "person_id"):
        op.drop_index(op.f(f"ix_groupguest_{name}"), "groupguest")
    with op.batch_alter_table("groupguest") as table:
        table.drop_constraint(op.f(OF_ONE), type_="check")
        table.drop_constraint(op.f(OF_A_PAIR), type_="check")
        table.create_check_constraint(op.f(OF_A_PAIR), PAIRED)
        table.drop_constraint(op.f(IN_COURSE), type_="unique")
        table.drop_constraint(op.f(TO_PERSON), type_="foreignkey")
        table.drop_constraint(op.f(TO_COURSE), type_="foreignkey")
        table.drop_column("person_id")
        table.drop_column("course_id")
        for name in ("visit_id", "visitor_id"):
            table.alter_column(name, existing_type=sa.Integer(), nullable=False)
    op.drop_table("lessonwish")
    op.drop_table("course")
