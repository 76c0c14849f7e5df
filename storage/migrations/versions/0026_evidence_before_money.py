"""A stay is proved by several files, each under an item of the call's checklist, or a coordinator says why not."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

OF_BEFORE = "proof"  # the one file that was asked for, whatever it proved


def upgrade() -> None:
    """The one proof of a report becomes a file of the checklist, under a name of its own."""
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exchange_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(20), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("handed_in_at", storage.columns.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["exchange_id"], ["exchange.id"], name=op.f("fk_evidence_exchange_id_exchange")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["storedfile.id"], name=op.f("fk_evidence_file_id_storedfile")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("exchange_id", "file_id", name=op.f("uq_evidence_exchange_id_file_id")),
    )
    op.create_index(op.f("ix_evidence_exchange_id"), "evidence", ["exchange_id"])
    op.get_bind().execute(
        sa.text(
            "INSERT INTO evidence (exchange_id, item, file_id, handed_in_at)"
            " SELECT exchange_id, :item, evidence_id, submitted_at FROM report"
            " WHERE evidence_id IS NOT NULL"
        ),
        {"item": OF_BEFORE},
    )
    with op.batch_alter_table("report") as table:
        table.drop_constraint(op.f("fk_report_evidence_id_storedfile"), type_="foreignkey")
        table.drop_column("evidence_id")
        table.add_column(
            sa.Column("waived_at", storage.columns.UtcDateTime(timezone=True), nullable=True)
        )
        table.add_column(sa.Column("waived_by", sa.Integer(), nullable=True))
        table.add_column(sa.Column("waived_for", sa.Text(), nullable=False, server_default=""))
        table.create_foreign_key(
            op.f("fk_report_waived_by_officer"), "officer", ["waived_by"], ["id"]
        )
        table.create_check_constraint(
            op.f("ck_report_waived_by_somebody"),
            sa.text("(waived_at IS NULL) = (waived_by IS NULL)"),
        )
        table.create_check_constraint(
            op.f("ck_report_waived_when_validated"),
            sa.text("waived_at IS NULL OR validated_at IS NOT NULL"),
        )
    with op.batch_alter_table("report") as table:
        table.alter_column(
            "waived_for", existing_type=sa.Text(), existing_nullable=False, server_default=None
        )


def downgrade() -> None:
    """A report has one proof: the first file that was handed in."""
    with op.batch_alter_table("report") as table:
        table.drop_constraint(op.f("ck_report_waived_when_validated"), type_="check")
        table.drop_constraint(op.f("ck_report_waived_by_somebody"), type_="check")
        table.drop_constraint(op.f("fk_report_waived_by_officer"), type_="foreignkey")
        for name in ("waived_at", "waived_by", "waived_for"):
            table.drop_column(name)
        table.add_column(sa.Column("evidence_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_report_evidence_id_storedfile"), "storedfile", ["evidence_id"], ["id"]
        )
    op.execute(
        "UPDATE report SET evidence_id = (SELECT e.file_id FROM evidence e"
        " WHERE e.id = (SELECT min(f.id) FROM evidence f"
        " WHERE f.exchange_id = report.exchange_id AND f.file_id IS NOT NULL))"
    )
    op.drop_index(op.f("ix_evidence_exchange_id"), table_name="evidence")
    op.drop_table("evidence")
