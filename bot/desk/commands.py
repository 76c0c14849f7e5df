"""Every command of the staff bot, in the order of its menu and of its help page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import languages
from bot.conversation.commands import Command
from bot.desk import (
    acts,
    colleagues,
    cooperation,
    courses,
    entrance,
    exchanges,
    figures,
    group_visits,
    opportunities,
    pipeline,
    questions,
    roster,
    support,
    troubles,
    twinning,
    undoing,
)
from bot.desk.cases import cases, labels, membership, profiles, queue
from bot.desk.entering import joining, tables, telephone
from bot.desk.matching import by_hand, cohort, learning, quotas, shortage, together, what_if
from bot.desk.reporting import agency, history, money, places, progress
from bot.desk.writing import mailings
from exchange.words import N_

if TYPE_CHECKING:
    from bot.conversation.talk import Talk


def start(talk: Talk) -> None:
    """The first page."""
    entrance.greet(talk, COMMANDS)


def help_(talk: Talk) -> None:
    """The help page."""
    entrance.help_(talk, COMMANDS)


COMMANDS: tuple[Command, ...] = (
    Command("start", start),
    Command(
        "queue",
        queue.show,
        menu=N_("What waits for you, and for how long"),
        help=N_("/queue – what waits for you, and for how long"),
        button=N_("📥 Queue"),
        daily=True,
    ),
    Command(
        "today",
        pipeline.show,
        menu=N_("Every step, from application to payment"),
        help=N_("/today – who stands at which step, and for how long"),
        button=N_("🪜 Today"),
        daily=True,
    ),
    Command(
        "exchanges",
        exchanges.overview,
        menu=N_("Exchanges and what they need"),
        help=N_("/exchanges – exchanges and what they need"),
        button=N_("✈️ Exchanges"),
    ),
    Command(
        "groups",
        group_visits.overview,
        menu=N_("Group visits: seats, and who is in them"),
        help=N_("/groups – group visits: seats, and who is in them"),
    ),
    Command(
        "questions",
        questions.show_all,
        menu=N_("What people asked and nobody answered"),
        help=N_("/questions – what people asked and nobody answered yet"),
        button=N_("❓ Questions"),
        daily=True,
    ),
    Command(
        "write",
        mailings.typed,
        menu=N_("Write to people: /write 12"),
        help=N_("/write 12 – write to the person of a case; /write – to many"),
        button=N_("✉️ Write"),
        daily=True,
        private=True,
    ),
    Command(
        "enter",
        telephone.typed,
        menu=N_("Enter somebody who is on the telephone"),
        help=N_("/enter – enter somebody who is on the telephone"),
        button=N_("☎️ Enter"),
        private=True,
    ),
    Command(
        "import",
        tables.ask,
        menu=N_("Enter many from a table: CSV or XLSX"),
        help=N_("/import – enter many from a table, CSV or XLSX: just send it"),
        private=True,
    ),
    Command(
        "links",
        joining.show,
        menu=N_("Links, QR codes and posters that win people"),
        help=N_("/links – links and posters for a cluster, an event or a campaign"),
    ),
    Command(
        "opportunities",
        opportunities.show,
        menu=N_("Funding programmes for your people"),
        help=N_("/opportunities – funding programmes: whom they reached, who is interested"),
    ),
    Command(
        "services",
        support.show,
        menu=N_("Services of your clusters, and who asks"),
        help=N_("/services – what your clusters offer to companies, and how often it is asked for"),
    ),
    Command(
        "courses",
        courses.overview,
        menu=N_("Courses for your clusters, and what is wanted"),
        help=N_("/courses – courses for the staff of clusters: give one, see what is wanted"),
    ),
    Command(
        "partners",
        cooperation.show,
        menu=N_("Partner searches and projects"),
        help=N_("/partners – partner searches, introductions, what came of them, projects"),
    ),
    Command(
        "twinnings",
        twinning.show,
        menu=N_("Twinnings of your clusters"),
        help=N_("/twinnings – twinnings of your clusters, and what was done in them"),
    ),
    Command(
        "find",
        cases.find,
        menu=N_("Find an application: /find words"),
        help=N_("/find words – search applications"),
        button=N_("🔎 Find"),
        daily=True,
    ),
    Command(
        "case",
        cases.show_typed,
        menu=N_("One application: /case 12"),
        help=N_("/case 12 – one application"),
        daily=True,
    ),
    Command(
        "exchange",
        exchanges.show_typed,
        menu=N_("One exchange: /exchange 7"),
        help=N_("/exchange 7 – one exchange"),
        daily=True,
    ),
    Command(
        "history",
        history.typed,
        menu=N_("All that was done in a case: /history 12"),
        help=N_("/history 12 – all that was done in a case, also as PDF; HX-7 for an exchange"),
    ),
    Command(
        "undo",
        undoing.typed,
        menu=N_("Take a decision of yours back: /undo 12"),
        help=N_("/undo – take a decision back that nobody has acted on; /undo 12 of one case"),
    ),
    Command(
        "cohort",
        cohort.show,
        menu=N_("Hosts for all who wait"),
        help=N_("/cohort – hosts for all who wait, at once"),
    ),
    Command(
        "pair",
        by_hand.typed,
        menu=N_("A host for one visitor: /pair 12"),
        help=N_("/pair 12 – hosts for the visitor of a case, by fit or by words"),
    ),
    Command(
        "quota",
        quotas.quota,
        menu=N_("Quotas of a cohort: /quota Portugal 5"),
        help=N_("/quota – how many visits of a cohort may go to a country or a Partnership"),
    ),
    Command(
        "together",
        together.typed,
        menu=N_("Who travels together: /together 12 17"),
        help=N_("/together – applications that travel together, all to one host"),
    ),
    Command(
        "stats",
        progress.stats,
        menu=N_("How far you are: figures and a chart"),
        help=N_("/stats – how far you are: against your target, told apart, step by step"),
        button=N_("📊 Figures"),
        daily=True,
    ),
    Command(
        "map",
        places.typed,
        menu=N_("A map: what was done where; /map Porto"),
        help=N_("/map – what was done where, by city and region; /map Porto for one city"),
    ),
    Command(
        "budget",
        money.budget,
        menu=N_("Money: the budget, paid, promised, left"),
        help=N_("/budget – money: paid, promised, left; coordinators set it: /budget 62400"),
    ),
    Command(
        "payments",
        money.files,
        menu=N_("Every payment in a line, for the books"),
        help=N_("/payments – every payment in a line, for whoever keeps the books"),
        private=True,
    ),
    Command(
        "report",
        agency.report,
        menu=N_("The report to the agency, for a period"),
        help=N_("/report 2027-01 2027-06 – the report to the agency, as PDF and spreadsheet"),
        private=True,
    ),
    Command(
        "survey",
        figures.survey,
        menu=N_("What people said after their stay"),
        help=N_("/survey – what people said after their stay"),
        button=N_("⭐ Surveys"),
    ),
    Command(
        "export",
        figures.export,
        menu=N_("Everything as a spreadsheet"),
        help=N_("/export – everything as a spreadsheet"),
        button=N_("📄 Export"),
        private=True,
    ),
    Command(
        "troubles",
        troubles.show,
        menu=N_("What did not go through, to try again"),
        help=N_("/troubles – what did not go through, to try again"),
    ),
    Command(
        "audit",
        acts.show,
        menu=N_("What was done, and by whom"),
        help=N_("/audit – what was done, and by whom"),
    ),
    Command(
        "shortage",
        shortage.show,
        menu=N_("Visitors without a host, and what would help"),
        help=N_("/shortage – visitors without a host, and what would help"),
        button=N_("🧭 Without a host"),
    ),
    Command(
        "whatif",
        what_if.ask,
        menu=N_("Who would move if something counted more"),
        help=N_("/whatif – who would move if a part of a match counted more"),
        button=N_("⚖️ What if"),
    ),
    Command(
        "learn",
        learning.show,
        menu=N_("What accepted and declined pairs teach"),
        help=N_("/learn – what accepted and declined pairs teach (coordinators)"),
    ),
    Command(
        "label",
        labels.label,
        menu=N_("Labels of your clusters’ management"),
        help=N_("/label – how mature your clusters’ management is"),
    ),
    Command(
        "members",
        membership.show,
        menu=N_("Memberships that nobody has confirmed"),
        help=N_("/members – whose membership in a cluster nobody has confirmed"),
    ),
    Command(
        "eccp",
        profiles.typed,
        menu=N_("ECCP profiles of your clusters"),
        help=N_("/eccp – where your clusters have their ECCP profile"),
    ),
    Command(
        "invite",
        colleagues.invite,
        menu=N_("Invite a colleague"),
        help=N_("/invite – a one-time link for a colleague"),
    ),
    Command(
        "officers",
        roster.show,
        menu=N_("Who has access to your desk"),
        help=N_("/officers – who has access, who is invited, which groups"),
    ),
    Command(
        "revoke",
        roster.revoke,
        menu=N_("End somebody’s access"),
        help=N_("/revoke – end somebody’s access at once (coordinators)"),
    ),
    Command(
        "bind",
        colleagues.bind_group,
        open=True,
        menu=N_("Use this group as your staff group"),
        help=N_("/bind – in a group: use it as your staff group"),
    ),
    Command(
        "unbind",
        colleagues.unbind,
        menu=N_("Use a group as your staff group no more"),
        help=N_("/unbind – a group is your staff group no more"),
    ),
    Command(
        "language",
        languages.choose,
        menu=N_("Change the language"),
        help=N_("/language – another language"),
    ),
    Command("help", help_, menu=N_("What I can do")),
    Command("cancel", entrance.cancel),
)
