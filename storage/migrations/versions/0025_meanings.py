"""What the texts of applications mean, as vectors of an encoder."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A row for each application whose texts were read."""
    op.create_table(
        "meaning",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(80), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("offers", sa.LargeBinary(), nullable=False),
        sa.Column("seeks", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "length(offers) = length(seeks)", name=op.f("ck_meaning_of_one_encoder")
        ),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_meaning_digest_whole")),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_meaning_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_meaning")),
    )


def downgrade() -> None:
    """Meanings are read again when they are wanted."""
    op.drop_table("meaning")
