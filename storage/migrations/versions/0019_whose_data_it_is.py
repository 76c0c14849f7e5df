"""Whose a file is, who was last seen when, and who asked to be forgotten.

Files of before are given to those whose application, report or exchange names them; the rest was made
for one reader, or was left behind.
"""

import re

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MOMENT = storage.columns.UtcDateTime(timezone=True)
COMMITMENT = re.compile(r"commitment-HX-(\d+)-v\d+\.pdf")


def upgrade() -> None:
    """Owners, days of last sight, a list of erasures."""
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("seen_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("erased_at", MOMENT, nullable=True))
        table.add_column(sa.Column("frozen_at", MOMENT, nullable=True))
        table.create_check_constraint(
            op.f("ck_person_erased_is_nobody"), sa.text("erased_at IS NULL OR telegram_id < 0")
        )
    with op.batch_alter_table("storedfile") as table:
        for name in ("person", "exchange"):
            table.add_column(sa.Column(f"{name}_id", sa.Integer(), nullable=True))
            table.create_index(f"ix_storedfile_{name}_id", [f"{name}_id"])
        table.create_foreign_key(
            "fk_storedfile_person_id_person", "person", ["person_id"], ["id"]
        )
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("known_since", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("wiped_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "wiped_at IS NULL OR done_at IS NOT NULL", name=op.f("ck_erasure_wiped_when_done")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_erasure_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
        sa.UniqueConstraint("person_id", name="uq_erasure_person_id"),
    )
    _give_away()


def _give_away() -> None:
    """Each file to those who are named with it."""
    run = op.get_bind().execute
    run(sa.text(
        "UPDATE storedfile SET person_id ="
        " (SELECT min(a.person_id) FROM application a WHERE a.cv_id = storedfile.id)"
        " WHERE id IN (SELECT cv_id FROM application WHERE cv_id IS NOT NULL)"
    ))
    for column, table, visitor in (
        ("evidence_id", "report", "e.id = t.exchange_id"),
        ("certificate_id", "exchange", "e.id = t.id"),
    ):
        run(sa.text(
            "UPDATE storedfile SET person_id ="
            f" (SELECT min(a.person_id) FROM {table} t JOIN exchange e ON {visitor}"
            f" JOIN application a ON a.id = e.visitor_id WHERE t.{column} = storedfile.id)"
            f" WHERE id IN (SELECT {column} FROM {table} WHERE {column} IS NOT NULL)"
        ))
    drafts = sa.table("draft", sa.column("user_id"), sa.column("answers", sa.JSON))
    whose = sa.text(
        "UPDATE storedfile SET person_id = (SELECT id FROM person WHERE telegram_id = :of)"
        " WHERE id = :id AND person_id IS NULL"
    )
    for user, answers in run(sa.select(drafts.c.user_id, drafts.c.answers)).all():
        for number in (answers.get(one) for one in ("cv", "hostcv", "proof")):
            if isinstance(number, int):
                run(whose, {"of": user, "id": number})
    papers = run(sa.text("SELECT id, name FROM storedfile WHERE name LIKE 'commitment-HX-%'"))
    known = set(run(sa.text("SELECT id FROM exchange")).scalars())
    for number, name in papers.all():
        found = COMMITMENT.fullmatch(name)
        if found and int(found[1]) in known:
            run(
                sa.text("UPDATE storedfile SET exchange_id = :of WHERE id = :id"),
                {"of": int(found[1]), "id": number},
            )


def downgrade() -> None:
    """Without them; who was erased stays so."""
    op.drop_table("erasure")
    with op.batch_alter_table("storedfile") as table:
        table.drop_constraint("fk_storedfile_person_id_person", type_="foreignkey")
        for name in ("person", "exchange"):
            table.drop_index(f"ix_storedfile_{name}_id")
            table.drop_column(f"{name}_id")
    with op.batch_alter_table("person") as table:
        table.drop_constraint(op.f("ck_person_erased_is_nobody"), type_="check")
        table.drop_column("frozen_at")
        table.drop_column("erased_at")
        table.drop_column("seen_on")
