"""What somebody would like to learn: told in their own words, or read out of what they look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.people.lessons import learnt_topics, wish_of, wished_topics
from exchange.rows import row_id
from exchange.teaching.rules import require_learner
from matching.topics.subjects import lessons_among
from matching.topics.vocabulary import find_topics
from storage.tables import Application, LessonWish

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Person


def wish(work: Work, person: Person, said: str) -> LessonWish:
    """The wish as it is told now, instead of an older one. Raises NotLearner."""
    own = work.hold(Application, require_learner(work, person).id)
    known = wish_of(work, own)
    found = known or LessonWish(application_id=row_id(own), told_at=work.now)
    found.said, found.topics, found.told_at = said, topics_in(said), work.now
    work.record(f"person:{person.id}", "lesson:wish", f"application:{own.id}")
    return work.add(found)


def topics_in(text: str) -> list[str]:
    """The topics of a text, those of the trade of clusters first."""
    found = find_topics(text)
    return [*dict.fromkeys((*lessons_among(found), *found))]


def wanted_topics(work: Work, application: Application) -> list[str]:
    """What somebody wants to learn and has not learnt yet: what they have told, then what they look for of the trade."""
    sought = lessons_among(find_topics(application.seeks))
    wanted = dict.fromkeys((*wished_topics(work, application), *sought))
    learnt = learnt_topics(work, application.person_id)
    return [one for one in wanted if one not in learnt]
