"""Of the register: what people do together beside visits: introductions, projects, twinnings, services, courses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from exchange.privacy.rule import ERASED, Rule
from exchange.privacy.whose import marks_only
from storage.tables import (
    ClusterProfile,
    Course,
    Enquiry,
    GroupGuest,
    Lesson,
    LessonWish,
    PartnerSearch,
    Project,
    Service,
    SurveyReply,
    Twinning,
    TwinningActivity,
)

if TYPE_CHECKING:
    from exchange.privacy.belongings import Belongings


def _services(its: Belongings) -> Any:
    """The services that their applications offer."""
    return select(Service.id).where(col(Service.application_id).in_(its.applications))


def _introductions(its: Belongings) -> Any:
    """The introductions that were asked for by their searches, or of them."""
    searches = select(PartnerSearch.id).where(
        col(PartnerSearch.application_id).in_(its.applications)
    )
    asked = col(Enquiry.search_id).is_not(None) & (col(Enquiry.asked_id) == its.person)
    return select(Enquiry.id).where(col(Enquiry.search_id).in_(searches) | asked)


TOGETHER: tuple[Rule, ...] = (
    Rule(
        SurveyReply,
        lambda its: col(SurveyReply.enquiry_id).in_(_introductions(its)),
        thinned={"answers": marks_only},
        why="of what came of an introduction marks without words stay",
    ),
    Rule(
        Enquiry,
        lambda its: col(Enquiry.id).in_(_introductions(its)),
        {"question": ""},
        why="that they were introduced, or not, stays for the figures; it names nobody",
    ),
    Rule(
        PartnerSearch,
        lambda its: col(PartnerSearch.application_id).in_(its.applications),
        {"brings": "", "seeks": "", "countries": []},
        why="that somebody searched, and for which roles, stays for the figures",
    ),
    Rule(
        TwinningActivity,
        lambda its: col(TwinningActivity.application_id).in_(its.applications),
        {"title": ERASED},
        why="that there was one stays for the figures; it names nobody",
    ),
    Rule(
        Twinning,
        lambda its: (
            col(Twinning.one_id).in_(its.clusters) | col(Twinning.other_id).in_(its.clusters)
        ),
        why="of a cluster that only they had named, which goes as well",
    ),
    Rule(
        Twinning,
        lambda its: col(Twinning.application_id).in_(its.applications),
        {"aim": ""},
        why="that two clusters were twinned stays for the figures; it names nobody",
    ),
    Rule(
        ClusterProfile,
        lambda its: col(ClusterProfile.application_id).in_(its.applications),
        why="whoever speaks for the cluster next tells it anew",
    ),
    Rule(
        Project,
        lambda its: col(Project.lead_id).in_(its.applications),
        {"title": ERASED, "aim": "", "call": ""},
        why="where it stands stays for the figures; it names nobody",
    ),
    Rule(
        Enquiry,
        lambda its: (
            col(Enquiry.service_id).in_(_services(its))
            | (
                col(Enquiry.service_id).is_not(None)
                & ((col(Enquiry.asker_id) == its.person) | (col(Enquiry.asked_id) == its.person))
            )
        ),
        why="what was asked about services, by them and of them",
    ),
    Rule(
        Service,
        lambda its: col(Service.application_id).in_(its.applications),
        why="what they offered to companies",
    ),
    Rule(
        LessonWish,
        lambda its: col(LessonWish.application_id).in_(its.applications),
        why="what they would like to learn",
    ),
    Rule(
        Lesson,
        lambda its: col(Lesson.guest_id).in_(
            select(GroupGuest.id).where(GroupGuest.person_id == its.person)
        ),
        {"said": "", "answers": []},
        why="that somebody was in a course, and passed its test, stays for the figures; it names nobody",
    ),
    Rule(
        Course,
        lambda its: col(Course.giver_id).in_(its.applications),
        {
            "title": ERASED,
            "about": "",
            "topics": [],
            "place": "",
            "link": "",
            "questions": [],
            "reason": "",
        },
        why="hours, seats and who had them stay for the figures; they name nobody",
    ),
)
