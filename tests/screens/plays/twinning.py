"""Twinning: the profile of a cluster, which others fit it, and what two of them agree on and do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.people.choosing import A_CLUSTER
from exchange.rows import row_id
from storage.tables import Application, Cluster, Organisation, Project, ProjectState

if TYPE_CHECKING:
    from exchange.work import Work
    from tests.screens.programme import Cast

TEXT = "We are 140 weavers and makers of furniture with a test lab. We look for natural dyes and circular materials."
AIM = "Visits of our members each year, a summer school on dyes, and a project."
CLUSTERS = (
    (
        "Linz Lab & Söhne",
        "Danube Textile Ring",
        "silver",
        "We weave wool and test fabrics.",
        "Dyes.",
    ),
    (
        "Ghent Print Lab",
        "Flanders Dyers Guild",
        "gold",
        "We bring natural dyes and recycling of fabrics.",
        "Weaving of wool, and makers of furniture.",
    ),
    ("Patras Dye House", "Achaia Colours", None, "Photonics for textiles.", "Test labs."),
)
"""Members of the plays who are taken for cluster organisations, with a label, what they bring and look for."""


def a_cluster_is_told(cast: Cast) -> None:
    """From the application, then in a paragraph, corrected in a few words; who fits it, and why."""
    stage, linz = cast.stage, cast.member("Linz Lab & Söhne")
    cast.vienna.types("/twinning")
    stage.tell("Three clusters take part", as_clusters)
    linz.types("/twinning")
    linz.taps("z:tell")
    linz.fills({"text": TEXT}, slips=True)
    linz.types("150 members")
    linz.types("thanks")
    linz.types("14 may")
    linz.types("we would love to see the mountains")
    linz.taps("z:untell")
    linz.types("we also look for recycling of yarn")
    linz.taps("z:list")
    linz.taps("z:show")
    linz.taps("z:list")
    linz.taps("z:own")
    linz.taps_old("z:untell")
    linz.types("/twinning " + TEXT)
    stage.tell("The others go", _others_pause)
    linz.taps("z:list")
    linz.taps_old(f"z:show:{number_of(cast, 'Flanders Dyers Guild')}")
    cast.vienna.taps_old("z:list:0")


def twinnings_agreed(cast: Cast) -> None:
    """Proposed, reminded, agreed to, ended; declined, taken back, not answered; the desks hear of it."""
    stage, linz, olga = cast.stage, cast.member("Linz Lab & Söhne"), cast.olga
    ghent, patras = cast.member("Ghent Print Lab"), cast.member("Patras Dye House")
    olga.types("/twinnings")
    stage.tell("Three clusters take part", as_clusters)
    guild, colours = (number_of(cast, one) for one in ("Flanders Dyers Guild", "Achaia Colours"))
    linz.taps_old(f"z:show:{guild}")
    linz.taps("z:ask")
    linz.fills({"text": AIM}, slips=True)
    linz.taps_old(f"z:show:{colours}")
    linz.taps("z:ask")
    linz.fills({"text": AIM})
    linz.types("/twinning")
    linz.taps("z:twin:1")
    patras.taps("z:no")
    linz.taps("z:list")
    linz.taps_old(f"z:ask:{colours}")
    stage.pass_time("Nobody answers", days=8)
    ghent.types("/twinning")
    ghent.taps("z:twin")
    ghent.taps("z:yes")
    patras.taps_old("z:yes:2")
    linz.taps("z:twin:1")
    linz.taps("z:over")
    linz.taps("z:twin:1")
    _together(cast)
    olga.types("/twinnings")
    olga.taps("z:twin")
    olga.taps("z:twins")
    linz.taps_old("z:over:1")
    linz.taps("z:end")
    patras.taps_old(f"z:ask:{guild}")
    patras.fills({"text": AIM})
    stage.pass_time("Nobody answers", days=30)
    linz.taps_old("z:plan:1")
    patras.taps_old(f"z:ask:{guild}")
    patras.fills({"text": AIM})
    patras.taps("z:end")
    linz.taps_old("z:over:1")
    olga.types("/twinnings")


def a_twinning_is_kept(cast: Cast) -> None:
    """Nothing happens for a quarter, of which both read; after a year both get its page."""
    stage, linz, ghent = cast.stage, cast.member("Linz Lab & Söhne"), cast.member("Ghent Print Lab")
    stage.tell("Three clusters take part", as_clusters)
    linz.taps_old(f"z:ask:{number_of(cast, 'Flanders Dyers Guild')}")
    linz.fills({"text": AIM})
    ghent.taps("z:yes")
    stage.pass_time("A quarter goes by", days=93)
    linz.taps("z:plan")
    linz.fills({"title": "A talk on dyes", "days": "12 July 2027"})
    ghent.types("/twinning")
    stage.pass_time("Months go by", days=140)
    linz.types("/twinning")
    ghent.types("/twinning")
    stage.pass_time("The year is full", days=136)
    ghent.taps("z:page:1:1")


def _together(cast: Cast) -> None:
    """An activity is planned, another one called off; a project is counted; the page is made."""
    linz, ghent = cast.member("Linz Lab & Söhne"), cast.member("Ghent Print Lab")
    linz.taps("z:plan")
    linz.fills({"title": "Summer school on dyes", "days": "12-14 July 2027"}, slips=True)
    ghent.taps("z:twin:1")
    ghent.taps("z:plan")
    ghent.types("Fair in Milan, 2-4 May 2027")
    ghent.taps("z:off")
    ghent.taps("z:which")
    cast.stage.tell("A project of Ghent's", _project)
    ghent.taps_old("z:which:1")
    ghent.taps("z:add")
    ghent.taps("z:page")


def _project(work: Work) -> None:
    where = select(Organisation.id).where(Organisation.name == "Ghent Print Lab")
    own = work.session.exec(
        select(Application).where(col(Application.organisation_id).in_(where))
    ).one()
    told = {"title": "Curtains from plants", "aim": "Dyes that stand the sun.", "call": ""}
    begun = {"begun_at": work.now, "moved_at": work.now, "state": ProjectState.IDEA}
    work.add(Project(lead_id=row_id(own), **told, **begun))


def as_clusters(work: Work) -> None:
    """Some members are cluster organisations."""
    for name, called, label, brings, seeks in CLUSTERS:
        where = work.session.exec(select(Organisation).where(Organisation.name == name)).one()
        query = select(Application).where(Application.organisation_id == where.id)
        own = work.session.exec(query).one()
        made = Cluster(
            name=called, country=where.country, partnership_id=own.partnership_id, label=label
        )
        where.type, where.cluster_id = A_CLUSTER, work.add(made).id
        own.offers, own.seeks = brings, seeks
        work.add(where)
        work.add(own)


def _others_pause(work: Work) -> None:
    """Nobody else is a cluster any more."""
    for name, *_ in CLUSTERS[1:]:
        where = work.session.exec(select(Organisation).where(Organisation.name == name)).one()
        where.type = "sme"
        work.add(where)


def number_of(cast: Cast, name: str) -> int:
    """The number of a cluster."""
    with cast.stage.work() as work:
        found = work.session.exec(select(Cluster.id).where(Cluster.name == name)).one()
    return found or 0


PLAYS = (a_cluster_is_told, twinnings_agreed, a_twinning_is_kept)
