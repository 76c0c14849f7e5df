"""Acts are linked to a chain, and what is linked is neither changed nor deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

SQLITE = """
CREATE TRIGGER audit_no_{act} BEFORE {act} ON audit WHEN OLD.link IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a linked act is neither changed nor deleted'); END
"""
FUNCTION = """
CREATE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a linked act is neither changed nor deleted'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW WHEN (OLD.link IS NOT NULL) EXECUTE FUNCTION audit_is_kept()
"""


def upgrade() -> None:
    """Links and digests; acts of before are linked by the first tick."""
    op.add_column("audit", sa.Column("link", sa.Integer(), nullable=True))
    op.add_column("audit", sa.Column("digest", sa.String(64), nullable=True))
    op.create_index("uq_audit_link", "audit", ["link"], unique=True)
    waiting = sa.text("link IS NULL")
    op.create_index(
        "ix_audit_waiting", "audit", ["id"], sqlite_where=waiting, postgresql_where=waiting
    )
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(SQLITE.format(act=act))
    else:
        op.execute(FUNCTION)
        op.execute(POSTGRESQL)


def downgrade() -> None:
    """Acts that may be changed."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(f"DROP TRIGGER audit_no_{act}")
    else:
        op.execute("DROP TRIGGER audit_no_change ON audit")
        op.execute("DROP FUNCTION audit_is_kept()")
    op.drop_index("ix_audit_waiting", "audit")
    op.drop_index("uq_audit_link", "audit")
    with op.batch_alter_table("audit") as table:
        table.drop_column("digest")
        table.drop_column("link")
