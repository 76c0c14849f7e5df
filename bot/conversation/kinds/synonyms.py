"""Other words for what stands in the lists of a scheme, by the id of the option, in the languages of the EU.

Slips of the finger are allowed; what is in no list here is looked for by its label alone.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SYNONYMS: Mapping[str, str] = {
    "sme": """
        sme, an sme, smes, small company, small companies, small firm, small firms, small business, start-up, startup, start-ups, startups,
        company, a company, family business, kmu, ein kmu, kmus, kleines unternehmen, kleine unternehmen, kleinunternehmen, mittelstand,
        mittelständler, kleine firma, firma, pme, tpe, une pme, petite entreprise, jeune pousse, pyme, una pyme, pymes, pequeña empresa,
        empresa pequeña, pmi, una pmi, piccola impresa, piccola azienda, pequena empresa, mkb, mkb bedrijf, klein bedrijf, msp, mśp, mała firma,
        małe przedsiębiorstwo, malá firma, malý podnik, maly podnik, msp podnik, kkv, kisvállalat, kisvállalkozás, imm, întreprindere mică, мсп,
        малко предприятие, μμε, μικρή επιχείρηση, mala tvrtka, malo poduzeće, malo podjetje, smv, lille virksomhed, litet företag, småföretag,
        pk yritys, pieni yritys, vke, väikeettevõte, mvu, mazs uzņēmums, mvį, maža įmonė, intrapriża żgħira, fiontar beag
        """,
    "large_company": """
        large company, large companies, big company, big firm, corporation, corporate, enterprise, grosses unternehmen, großunternehmen,
        großes unternehmen, konzern, grande entreprise, gran empresa, grande impresa, grande azienda, grande empresa, groot bedrijf, grootbedrijf,
        duża firma, velká firma, velký podnik, veľký podnik, nagyvállalat, companie mare, голямо предприятие, μεγάλη επιχείρηση, velika tvrtka,
        veliko podjetje, stor virksomhed, stort företag, suuryritys, suurettevõte, liels uzņēmums, didelė įmonė, kumpanija kbira, cuideachta mhór
        """,
    "cluster_organisation": """
        cluster, clusters, a cluster, network, business network, cluster organisation or business network, unternehmensnetzwerk, cluster manager, cluster management, clusterorganisation, netzwerk, grappe, pôle, pole, clúster,
        rete, klaster, klastr, kluster, klynge, klaszter, κλάστερ, клъстер, grozd, klasteris, klasteri
        """,
    "scaling_up_support": """
        incubator, accelerator, scaling up support organisation, organisation die beim wachsen hilft, inkubator, akzelerator, gründerzentrum, incubateur, accélérateur, incubadora, aceleradora, incubatore,
        acceleratore, akcelerator, science park, technology park, technologiepark, technology centre, tto, support organisation
        """,
    "public_authority": """
        municipality, city, town hall, ministry, region, authority, public body, government, behörde, gemeinde, stadt, ministerium, amt, mairie,
        commune, collectivité, ayuntamiento, comune, ministero, ente pubblico, câmara municipal, gemeente, overheid, gmina, urząd, úřad, obec,
        önkormányzat, primărie, община, δήμος, općina, občina, kommune, kommun, kunta, vald, pašvaldība, savivaldybė
        """,
    "training_provider": """
        university, universities, a university, uni, unis, school, college, training centre, academy, academia, vet, universität, hochschule,
        fachhochschule, schule, bildungsträger, akademie, université, école, universidad, escuela, università, scuola, universidade, escola,
        universiteit, hogeschool, uniwersytet, szkoła, uczelnia, univerzita, vysoká škola, škola, egyetem, főiskola, universitate, university of applied sciences,
        университет, πανεπιστήμιο, sveučilište, univerza, universitet, universitetet, högskola, yliopisto, ülikool, universitāte, universitetas, università ta malta, ollscoil
        """,
    "micro": "micro, tiny, very small, just me, only me, one person, kleinst, kleinstunternehmen, nur ich, seul, solo, sola, mikro, microempresa, microimpresa",
    "small": "small, klein, petite, petit, pequeña, pequena, piccola, mała, malá, kis, mic, liten, lille, pieni, väike, maza, maža",
    "medium": "medium, medium-sized, mid-sized, mittel, mittelgroß, moyenne, moyen, mediana, media, média, middelgroot, średnia, střední, stredná, közepes, medelstor",
    "large": "large, big, huge, groß, gross, grande, gran, groot, duża, velká, veľká, nagy, stor, suuri, suur, liela, didelė",
    "aerospace_defence": "aerospace, space, aviation, defence, luftfahrt, raumfahrt, aéronautique, aeronáutica, aeronautica, lotnictwo, flyg",
    "agri_food": "food, agriculture, farming, agrifood, food industry, lebensmittel, landwirtschaft, ernährung, essen, alimentaire, agroalimentaire, alimentación, agroalimentario, agroalimentare, cibo, alimentos, voeding, żywność, rolnictwo, potraviny, élelmiszer, hrana, mat, ruoka",
    "construction": "building, buildings, construction industry, bau, bauwesen, bâtiment, construcción, edilizia, construção, bouw, budownictwo, stavebnictví, építőipar, bygg, rakennus",
    "creative": "culture, arts, media, design, creative industries, kultur, kreativwirtschaft, culture et création, cultura, creatief, kultura, kultúra",
    "digital": "it, ict, software, digitalisation, computers, internet, informatik, informatique, informática, informatica, informatyka, informatika, digitális, numérique",
    "electronics": "electronic, photonics, optics, semiconductors, elektronik, photonik, électronique, electrónica, elettronica, eletrónica, elektronika",
    "energy_intensive": "steel, chemicals, chemistry, paper, glass, cement, stahl, chemie, papier, acier, chimie, acero, química, acciaio, chimica",
    "renewables": "energy, renewable, solar, wind, green energy, energie, erneuerbare, énergie, renouvelables, energía, renovables, energia, rinnovabili, oze",
    "health": "medical, medicine, health care, healthcare, pharma, gesundheit, medizin, santé, salud, salute, sanità, saúde, gezondheid, zdrowie, zdraví, egészség, sănătate, hälsa, sundhed, terveys",
    "mobility": "automotive, cars, car, transport, logistics, auto, autos, automobil, verkehr, mobilität, automobile, automoción, transporte, trasporti, vervoer, motoryzacja, doprava, logistik, logistique",
    "proximity": "social economy, social, sozialwirtschaft, économie sociale, economía social, economia sociale",
    "retail": "shops, trade, commerce, e-commerce, handel, einzelhandel, commerce de détail, comercio, commercio, vendita, detailhandel",
    "textiles": "textile, fashion, clothing, clothes, textil, textilien, mode, bekleidung, moda, textiel, tekstylia, textilní, ruházat, tekstiler",
    "tourism": "tourist, travel, hotels, hospitality, tourismus, tourisme, turismo, toerisme, turystyka, turismus, turizmus, turism, matkailu",
    "learn": "learning, to learn, lernen, dazulernen, apprendre, aprender, imparare, leren, uczyć się, nauka, učit se, tanulni, a învăța, lära, oppia",
    "new_markets": "market, markets, business, sales, export, neue märkte, märkte, markt, vertrieb, nouveaux marchés, nuevos mercados, nuovi mercati, novos mercados, nowe rynki",
    "technology": "tech, technologies, digitalisation, green technology, technologie, technik, tecnología, tecnologia, technologia, technologii",
    "investment": "invest, investing, invest in cooperation between regions, in die zusammenarbeit zwischen regionen investieren, regions, investieren, investissement, inversión, investimento, inwestycje",
    "networking": "network, partners, contacts, meet partners, meeting people, cooperation, partner finden, kontakte, vernetzung, partenaires, contactos, contatti, partnerzy, kontakty",
    "capacity_building": "workshops, workshop, coaching, courses, schulung, schulungen, weiterbildung, formation, formación, formazione, formação, opleiding, szkolenie, školení, képzés",
    "knowledge_sharing": "sharing knowledge, knowledge, exchange of knowledge, exchange, wissen teilen, wissensaustausch, austausch, partage, compartir, condividere",
    "projects": "project, a project, joint project, innovation, projekt, projekte, gemeinsames projekt, projet, proyecto, progetto, projeto",
    "market_research": "research, market, marktforschung, étude de marché, estudio de mercado, ricerca di mercato",
    "new_partners": "partners, find partners, new partners, clients, customers, partner, partner finden, partenaires, socios, nuovi partner",
    "illness": "ill, sick, sickness, health, krank, krankheit, malade, maladie, enfermedad, malattia, doença, ziekte, choroba, nemoc, betegség",
    "workload": "too much work, work, busy, no time, arbeit, zu viel arbeit, keine zeit, travail, trabajo, lavoro",
    "no_time": "no time, wrong time, busy, keine zeit, pas le temps, sin tiempo, non ho tempo",
    "no_capacity": "no room, no capacity, full, kein platz, voll, keine kapazität, pas de place, sin sitio",
    "other": "other, something else, another, anderes, etwas anderes, sonstiges, autre, otro, otra, altro, outro, iets anders, inne, jiné, iné, más, altul, друго, άλλο, drugo, annat, andet, muu, cits, kita",
}


@cache
def synonyms_of(option: str) -> tuple[str, ...]:
    """Other words for the option of that id; none for what is named by its label alone."""
    return tuple(
        " ".join(one.split()) for one in _SYNONYMS.get(option, "").split(",") if one.strip()
    )
