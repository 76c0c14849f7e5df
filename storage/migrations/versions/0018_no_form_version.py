"""A form asks what has no answer yet; which version of it that was, nobody reads."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES = ("draft", "application")


def upgrade() -> None:
    """Drafts and applications without a version."""
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("form_version")


def downgrade() -> None:
    """Everything is of the first version, as whatever was handed in has been."""
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(
                sa.Column("form_version", sa.Integer, nullable=False, server_default="1")
            )
        with op.batch_alter_table(table) as batch:
            batch.alter_column("form_version", existing_type=sa.Integer, server_default=None)
