"""What an organisation's own words say about the aims of the programme.

Nobody is asked twice: green and digital themes, technology centres and the trade of running a
cluster are read from what people offer and seek, through the vocabulary of topics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.topics.vocabulary import find_topics, spot_topics
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matching.profiles import Profile

CLUSTER = "cluster_organisation"
CENTRE_KIND = "scaling_up_support"
"""Technology centres, research institutes, digital innovation hubs, fab labs and the like."""

THEMES = {
    "green": (
        *("bioplastics", "green_chemistry", "circular_economy", "recycling", "waste"),
        *("industrial_symbiosis", "eco_design", "life_cycle", "carbon_footprint"),
        *("decarbonisation", "carbon_capture", "green_transition", "resource_efficiency"),
        *("environment", "solar", "wind", "renewable_energy", "bioenergy", "geothermal"),
        *("hydrogen", "fuel_cells", "energy_storage", "energy_communities", "energy_efficiency"),
        *("green_building", "bioeconomy", "organic_food", "textile_recycling"),
        *("sustainable_fashion", "sustainable_tourism", "electric_mobility", "charging"),
        *("energy_flexibility", "just_transition", "esg", "reverse_logistics"),
        *("food_waste", "water_reuse", "chemical_recycling", "battery_recycling", "durability"),
        *("electronic_waste", "construction_waste", "municipal_waste", "clothing_reuse"),
        *("reusable_packaging", "carbon_removal", "emissions_trading", "synthetic_fuels"),
        *("agrivoltaics", "building_pv", "solar_thermal", "biogas_plants", "wood_energy"),
        *("hydropower", "marine_energy", "wind_farms", "self_consumption", "energy_services"),
        *("hydrogen_infrastructure", "sustainable_aviation", "nature_based", "biodiversity"),
        *("climate_adaptation", "green_hospitality", "green_skills", "green_it"),
        *("environmental_management", "sustainable_finance"),
    ),
    "digital": (
        *("industry_4", "robotics", "automation", "artificial_intelligence", "computer_vision"),
        *("data", "data_spaces", "cloud", "software", "erp", "cybersecurity", "blockchain"),
        *("iot", "digital_twin", "simulation", "virtual_reality", "digital_transformation"),
        *("digital_skills", "digital_health", "precision_farming", "smart_grid", "bim"),
        *("smart_city", "smart_home", "ecommerce", "fintech", "autonomous_driving"),
        *("chatbots", "process_automation", "digital_platforms", "digital_identity"),
        *("digital_innovation_hubs", "digital_maturity", "digital_accessibility", "edge_ai"),
        *("trustworthy_ai", "web_presence", "digital_fashion", "digital_heritage"),
        *("smart_tourism", "connected_mobility", "warehouse_automation", "omnichannel"),
        "construction_robotics",
    ),
}
"""The two transitions, with the topics that belong to each."""
CENTRES = (
    *("testing", "prototyping", "research", "technology_transfer", "science_park"),
    *("technology_centre", "demonstration", "digital_innovation_hubs"),
)
"""Topics of those who open a laboratory, a pilot line or a workshop to others."""
LESSONS = (
    *("cluster_management", "cluster_services", "cluster_financing", "matchmaking", "networking"),
    *("internationalisation", "eu_funding", "project_management", "foresight", "policy"),
    *("regional_development", "interregional_investment", "innovation_management"),
    *("open_innovation", "skills", "digital_skills", "leadership", "mentoring", "trade_fairs"),
    *("interclustering", "cross_sector", "member_recruitment", "cluster_labels"),
    *("cluster_mapping", "cluster_communication", "impact_measurement", "peer_learning"),
    *("working_groups", "proposal_writing", "funding_calls", "structural_funds", "scale_up"),
    *("public_private", "soft_landing", "virtual_events", "twin_transition"),
)
"""What the staff of a cluster organisation learns from others in the trade."""

_THEME_OF = {topic: theme for theme, topics in THEMES.items() for topic in topics}
_CENTRES, _LESSONS = frozenset(CENTRES), frozenset(LESSONS)
_TECHNOLOGY = "technology"


def themes(profile: Profile) -> tuple[str, ...]:
    """Return the transitions that an organisation writes about, in the order of THEMES."""
    return themes_among((*offered(profile), *sought(profile)))


def themes_among(topics: Iterable[str]) -> tuple[str, ...]:
    """Return the transitions that topics belong to, in the order of THEMES."""
    found = {_THEME_OF.get(topic) for topic in topics}
    return tuple(theme for theme in THEMES if theme in found)


def centres(profile: Profile) -> tuple[str, ...]:
    """Return the topics by which an organisation offers access to a technology centre."""
    return centres_among(offered(profile))


def centres_among(topics: Iterable[str]) -> tuple[str, ...]:
    """Return those of some topics that speak of a technology centre."""
    return _among(_CENTRES, topics)


def wants_centre(profile: Profile) -> bool:
    """Return whether an organisation looks for technology or for a place to try it out."""
    return _TECHNOLOGY in profile.goals or bool(_among(_CENTRES, sought(profile)))


IN_A_CLASSROOM = frozenset(
    map(
        fold,
        (
            *("paper", "papers", "pen and paper", "papier", "papel", "carta"),
            *("webinar", "webinars", "webinare", "webinaren", "webinaire", "webinaires", "webinario", "webinarios"),
            *("software", "programvara", "logiciel", "networking", "netzwerken", "skills", "fähigkeiten", "kenntnisse"),
            *("technology park", "science park", "technologiepark", "data protection", "datenschutz"),
            *("restaurant", "restaurante", "ristorante", "hotel", "hotell", "wine", "wein", "vino", "vin", "music", "musik"),
        ),
    )
)  # fmt: skip
"""Words by which it is told how something is taught, with what and where: by themselves they are not what is taught."""


def taught(title: str, about: str) -> tuple[str, ...]:
    """Return the topics that a course teaches, those of the trade of clusters first.

    What its title names counts whatever it is; of the rest not what tells only how it is held: "bring pen and paper".
    """
    told = [topic for topic, said in spot_topics(about).items() if fold(said) not in IN_A_CLASSROOM]
    found = dict.fromkeys((*find_topics(title), *told))
    return tuple(dict.fromkeys((*lessons_among(found), *found)))


def lessons_offered(profile: Profile) -> tuple[str, ...]:
    """Return what an organisation can teach the staff of a cluster."""
    return lessons_among(offered(profile))


def lessons_among(topics: Iterable[str]) -> tuple[str, ...]:
    """Return those of some topics that the staff of a cluster learns from others."""
    return _among(_LESSONS, topics)


def lessons_sought(profile: Profile) -> tuple[str, ...]:
    """Return what the staff of a cluster organisation want to learn and have not learnt yet; nothing for other kinds."""
    if profile.organisation_type != CLUSTER:
        return ()
    wanted = dict.fromkeys(_among(_LESSONS, (*profile.lessons, *sought(profile))))
    return tuple(topic for topic in wanted if topic not in profile.learnt)


def offered(profile: Profile) -> tuple[str, ...]:
    """Return the topics of what an organisation has to give."""
    return find_topics(f"{profile.offers} {profile.summary}")


def sought(profile: Profile) -> tuple[str, ...]:
    """Return the topics of what an organisation looks for."""
    return find_topics(profile.seeks)


def _among(some: frozenset[str], found: Iterable[str]) -> tuple[str, ...]:
    return tuple([topic for topic in found if topic in some])
