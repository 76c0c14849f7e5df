"""Searches for partners, introductions that both accept, what came of them, and projects."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)
OPEN = sa.text("ended_at IS NULL")
STATES = ("idea", "prepared", "submitted", "funded", "refused", "ended")
TO_SEARCH = "fk_enquiry_search_id_partnersearch"
ALONE, AGREED = "ck_enquiry_search_alone", "ck_enquiry_agreed_or_not"
ONCE = "uq_enquiry_search_id_asked_id"
TO_ENQUIRY = "fk_surveyreply_enquiry_id_enquiry"
TOLD_ONCE, OF_ONE = "uq_surveyreply_enquiry_id_side_round", "ck_surveyreply_about_one_thing"


def upgrade() -> None:
    """Nobody has searched yet; what was asked and told stays as it is."""
    _searches()
    _projects()
    with op.batch_alter_table("enquiry") as table:
        table.add_column(sa.Column("search_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("agreed", sa.Boolean(), nullable=True))
        table.create_foreign_key(op.f(TO_SEARCH), "partnersearch", ["search_id"], ["id"])
        table.create_check_constraint(
            op.f(ALONE),
            "search_id IS NULL OR (application_id IS NULL AND proposal_id IS NULL AND partnership_id IS NULL AND service_id IS NULL)",
        )
        table.create_check_constraint(
            op.f(AGREED),
            "(agreed IS NOT NULL) = (search_id IS NOT NULL AND answered_at IS NOT NULL)",
        )
        table.create_unique_constraint(op.f(ONCE), ["search_id", "asked_id"])
    op.create_index(op.f("ix_enquiry_search_id"), "enquiry", ["search_id"])
    with op.batch_alter_table("surveyreply") as table:
        table.add_column(sa.Column("enquiry_id", sa.Integer(), nullable=True))
        table.alter_column("exchange_id", existing_type=sa.Integer(), nullable=True)
        table.create_foreign_key(op.f(TO_ENQUIRY), "enquiry", ["enquiry_id"], ["id"])
        table.create_unique_constraint(op.f(TOLD_ONCE), ["enquiry_id", "side", "round"])
        table.create_check_constraint(
            op.f(OF_ONE), "(exchange_id IS NULL) <> (enquiry_id IS NULL)"
        )
    op.create_index(op.f("ix_surveyreply_enquiry_id"), "surveyreply", ["enquiry_id"])


def _searches() -> None:
    op.create_table(
        "partnersearch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("brings", sa.Text(), nullable=False),
        sa.Column("seeks", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_partnersearch_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnersearch")),
    )
    op.create_index(op.f("ix_partnersearch_application_id"), "partnersearch", ["application_id"])
    op.create_index(
        "uq_partnersearch_one_open",
        "partnersearch",
        ["application_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def _projects() -> None:
    state = sa.Enum(
        *STATES, name="project_state", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("call", sa.String(length=120), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("moved_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["application.id"], name=op.f("fk_project_lead_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
    )
    op.create_index(op.f("ix_project_lead_id"), "project", ["lead_id"])
    op.create_table(
        "projectpartner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_projectpartner_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_projectpartner_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projectpartner")),
        sa.UniqueConstraint(
            "project_id", "application_id", name=op.f("uq_projectpartner_project_id_application_id")
        ),
    )
    for name in ("project_id", "application_id"):
        op.create_index(op.f(f"ix_projectpartner_{name}"), "projectpartner", [name])


def downgrade() -> None:
    """Searches, introductions, what came of them, and projects are lost."""
    op.execute("DELETE FROM surveyreply WHERE enquiry_id IS NOT NULL")
    op.execute("DELETE FROM enquiry WHERE search_id IS NOT NULL")
    op.drop_index(op.f("ix_surveyreply_enquiry_id"), "surveyreply")
    with op.batch_alter_table("surveyreply") as table:
        table.drop_constraint(op.f(OF_ONE), type_="check")
        table.drop_constraint(op.f(TOLD_ONCE), type_="unique")
        table.drop_constraint(op.f(TO_ENQUIRY), type_="foreignkey")
        table.drop_column("enquiry_id")
        table.alter_column("exchange_id", existing_type=sa.Integer(), nullable=False)
    op.drop_index(op.f("ix_enquiry_search_id"), "enquiry")
    with op.batch_alter_table("enquiry") as table:
        table.drop_constraint(op.f(ONCE), type_="unique")
        table.drop_constraint(op.f(AGREED), type_="check")
        table.drop_constraint(op.f(ALONE), type_="check")
        table.drop_constraint(op.f(TO_SEARCH), type_="foreignkey")
        table.drop_column("agreed")
        table.drop_column("search_id")
    for table_name in ("projectpartner", "project", "partnersearch"):
        op.drop_table(table_name)
