"""Questions of the application are named as its fields: begun applications keep their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NAMES = {
    "org": "organisation_name",
    "type": "organisation_type",
    "other": "cluster_other",
    "name": "person_name",
    "langs": "languages",
    "eco": "ecosystems",
    "acts": "activities",
    "to": "wished_countries",
    "days": "working_days",
    "kinds": "partner_kinds",
    "why": "motivation",
    "cap": "capacity",
    "show": "host_programme",
}
FORM, IN_THE_MAKING = "app", "+"  # a choice of several has this behind its question until it is done

drafts = sa.table("draft", sa.column("id"), sa.column("form"), sa.column("answers", sa.JSON))
conversations = sa.table(
    "conversation", sa.column("id"), sa.column("place"), sa.column("facts", sa.JSON)
)


def upgrade() -> None:
    """Name answers by fields."""
    _rename(NAMES)


def downgrade() -> None:
    """Name them as before."""
    _rename({new: old for old, new in NAMES.items()})


def _rename(names: dict[str, str]) -> None:
    names = names | {
        old + IN_THE_MAKING: new + IN_THE_MAKING for old, new in names.items()
    }
    line = op.get_bind()
    begun = sa.select(drafts.c.id, drafts.c.answers).where(drafts.c.form == FORM)
    for number, answers in line.execute(begun).all():
        renamed = {names.get(one, one): answer for one, answer in answers.items()}
        line.execute(sa.update(drafts).where(drafts.c.id == number).values(answers=renamed))
    asked = sa.select(conversations.c.id, conversations.c.facts)
    for number, facts in line.execute(asked.where(conversations.c.place == "form")).all():
        if facts.get("form") == FORM and facts.get("question") in names:
            renamed = {**facts, "question": names[facts["question"]]}
            where = conversations.c.id == number
            line.execute(sa.update(conversations).where(where).values(facts=renamed))
