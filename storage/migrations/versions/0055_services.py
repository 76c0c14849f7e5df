"""Services of clusters and scaling-up bodies, and what is asked about them."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)
KINDS = (
    *("technology_centre", "digital_hub", "fab_lab", "incubator", "accelerator"),
    *("testing", "training", "advice"),
)
ALONE = "ck_enquiry_service_alone"
TO_SERVICE = "fk_enquiry_service_id_service"


def upgrade() -> None:
    """There are none yet, and nobody has asked for one."""
    kind = sa.Enum(
        *KINDS, name="service_kind", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_service_application_id_application"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    op.create_index(op.f("ix_service_application_id"), "service", ["application_id"])
    with op.batch_alter_table("enquiry") as table:
        table.add_column(sa.Column("service_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f(TO_SERVICE), "service", ["service_id"], ["id"])
        table.create_check_constraint(
            op.f(ALONE),
            "service_id IS NULL OR (application_id IS NULL AND proposal_id IS NULL AND partnership_id IS NULL)",
        )
    op.create_index(op.f("ix_enquiry_service_id"), "enquiry", ["service_id"])


def downgrade() -> None:
    """What was offered, and what was asked about it, is lost."""
    op.execute("DELETE FROM enquiry WHERE service_id IS NOT NULL")
    op.drop_index(op.f("ix_enquiry_service_id"), "enquiry")
    with op.batch_alter_table("enquiry") as table:
        table.drop_constraint(op.f(ALONE), type_="check")
        table.drop_constraint(op.f(TO_SERVICE), type_="foreignkey")
        table.drop_column("service_id")
    op.drop_table("service")
