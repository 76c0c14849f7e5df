"""Every command of the participants' bot, in the order of its menu and of its help page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import languages
from bot.conversation.commands import Command
from bot.conversation.small_words import listed
from bot.participants import home, hosting, leaving, opportunities, own_data, support, welcome
from bot.participants.cooperating import projects, searching
from bot.participants.finding import arranging, hosts, inviting
from bot.participants.group_visits import own
from bot.participants.learning import giving
from bot.participants.twinning import clusters
from bot.participants.visiting import visits
from exchange.words import N_

if TYPE_CHECKING:
    from bot.conversation.talk import Talk


def help_(talk: Talk) -> None:
    """The help page."""
    home.help_(talk, COMMANDS)


COMMANDS: tuple[Command, ...] = (
    Command("start", welcome.start, menu=N_("Begin, or go on where you were"), open=True),
    Command("apply", welcome.start, open=True),
    Command(
        "status",
        home.status,
        menu=N_("Where you are and what is next"),
        help=N_("/status – where you are and what is next"),
        words=listed(
            "status, state, application, where am i, where do i stand, what now, whats next, what next, stand, bewerbung, antrag, wo stehe ich, wie weiter"
        ),
    ),
    Command(
        "hosts",
        hosts.best_hosts,
        menu=N_("Hosts that fit you"),
        help=N_("/hosts – hosts that fit you, and why"),
        words=listed(
            "hosts, host, hosts that fit, matches, best hosts, fitting hosts, suitable hosts, gastgeber, passende gastgeber, vorschläge"
        ),
    ),
    Command(
        "search",
        hosts.search,
        menu=N_("Search the catalogue of hosts"),
        help=N_("/search – look through all hosts"),
        words=listed("search, search hosts, catalogue, catalog, suche, suchen, katalog"),
    ),
    Command(
        "partner",
        arranging.begin,
        menu=N_("You already have a partner?"),
        help=N_("/partner – you already have a partner"),
    ),
    Command(
        "invitations",
        inviting.overview,
        menu=N_("Invitations you sent or received"),
        help=N_("/invitations – sent and received"),
        words=listed("invitations, invitation, invites, einladungen, einladung"),
    ),
    Command(
        "exchanges",
        visits.overview,
        menu=N_("Your exchanges: dates, papers, stay"),
        help=N_("/exchanges – dates, papers, stay, report"),
        words=listed("exchanges, exchange, visits, visit, austausch, austausche, besuche, besuch"),
    ),
    Command(
        "hosting",
        hosting.show,
        menu=N_("As a host: places, months, a pause"),
        help=N_("/hosting – as a host: places, who is booked, a pause"),
        words=listed(
            "hosting, hosting page, host page, places, visitors, guests, my guests, who is coming, who comes, who visits me, pause, wer kommt, wer kommt zu mir, meine gäste, gastgeberseite, plätze, gäste"
        ),
    ),
    Command(
        "opportunities",
        opportunities.show,
        menu=N_("Funding programmes that fit you"),
        help=N_("/opportunities – funding programmes that fit you"),
        words=opportunities.ASKED,
    ),
    Command(
        "group",
        own.home,
        menu=N_("Group visits: join one, or publish one"),
        help=N_("/group – group visits: join one, or publish one"),
        words=listed(
            "group visits, group visit, groups, group, gruppenbesuche, gruppenbesuch, gruppe, gruppen"
        ),
    ),
    Command(
        "services",
        support.show,
        menu=N_("Technology centres, fab labs, training"),
        help=N_("/services – technology centres, fab labs, training: find and ask"),
        words=listed(
            "services, catalogue of services, support services, technology centres, technology centre, fab labs, fab lab, incubators, incubator, "
            "digital innovation hubs, training, dienstleistungen, dienste, angebote, technologiezentren, gründerzentren, schulungen"
        ),
    ),
    Command(
        "learn",
        giving.home,
        menu=N_("Courses for the staff of clusters"),
        help=N_("/learn – courses for the staff of clusters: take a seat, or give one"),
        words=listed(
            "learn, courses, course, learning, workshops, webinars, seminars, kurse, kurs, lernen, seminare, weiterbildung, "
            "apprendre, cours, ateliers, aprender, cursos, talleres, corsi, imparare"
        ),
    ),
    Command(
        "partners",
        searching.show,
        menu=N_("Partners in your value chain"),
        help=N_("/partners – partners in your value chain, without travel"),
        words=listed(
            "partners, partner search, find partners, find a partner, i look for a partner, suppliers, value chain, partner, partnersuche, partner finden, "
            "lieferanten, wertschöpfungskette, partenaires, chercher un partenaire, socios, buscar socios, partner cercasi, partnerzy"
        ),
    ),
    Command(
        "projects",
        projects.show,
        menu=N_("Your cooperation projects"),
        help=N_("/projects – your cooperation projects with partners"),
        words=listed(
            "projects, my projects, project, projekte, projekt, meine projekte, projets, proyectos, progetti"
        ),
    ),
    Command(
        "twinning",
        clusters.show,
        menu=N_("For clusters: a partner for years"),
        help=N_("/twinning – for cluster organisations: a partner cluster for years"),
        words=listed(
            "twinning, twinnings, my cluster, partner cluster, twin cluster, clusterpartnerschaft, partnercluster, mein cluster, unser cluster, jumelage, "
            "hermanamiento, gemellaggio"
        ),
    ),
    Command(
        "language",
        languages.choose,
        menu=N_("Change the language"),
        help=N_("/language – another language"),
        words=listed(
            "language, languages, change language, other language, sprache, sprachen, sprache ändern, andere sprache"
        ),
        open=True,
    ),
    Command(
        "privacy",
        home.privacy,
        menu=N_("What we keep about you"),
        help=N_("/privacy – what we keep about you"),
        words=listed("privacy, data protection, datenschutz"),
        open=True,
    ),
    Command(
        "withdraw",
        leaving.ask,
        menu=N_("Withdraw your application"),
        help=N_("/withdraw – take your application back"),
        open=True,
    ),
    Command(
        "mydata",
        own_data.overview,
        menu=N_("All that is kept about you, as files"),
        help=N_("/mydata – all that is kept about you, as files"),
        words=listed("data, daten"),
        open=True,
    ),
    Command(
        "deletemydata",
        own_data.ask_deletion,
        menu=N_("Have your data deleted"),
        help=N_("/deletemydata – have your data deleted"),
        open=True,
    ),
    Command("cancel", home.cancel, menu=N_("Stop what you are doing now"), open=True),
    Command("help", help_, menu=N_("What I can do"), open=True),
)
