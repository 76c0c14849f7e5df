"""What the demo's invented members do, in several languages, so that words must meet by meaning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Trade:
    """A line of business: what one in it offers, seeks and shows."""

    word: str
    ecosystems: tuple[str, ...]
    offers: str
    seeks: str
    shows: str
    language: str = "en"


TRADES = (
    Trade("Looms", ("textiles",), "Technical textiles, natural fibres and small-batch weaving with digital looms", "Circular recycling of textile waste and new markets for wool", "A working mill: design, weaving, finishing, and a day with our designers"),
    Trade("Faserwerk", ("textiles",), "Recycling von Alttextilien, Vliesstoffe und Prüflabor für technische Textilien", "Partner für digitale Produktion und 3D-Druck auf Stoff", "Sortieranlage, Faserlabor und ein eigener Versuch auf unserer Pilotlinie", "de"),
    Trade("Photonics", ("electronics",), "Laser cutting, optical sensors and photonics prototyping for small companies", "Applications in food and health, and partners for pilot projects", "Clean room, laser laboratory, and two days of own experiments"),
    Trade("Sensorik", ("electronics", "digital"), "Sensorik, Embedded-Systeme und vorausschauende Wartung für Maschinen", "Anwender aus Landwirtschaft und Mobilität für Feldversuche", "Entwicklungslabor, Fertigung und ein Besuch bei zwei Kunden", "de"),
    Trade("Labs", ("health",), "Precision medicine, biomarkers and help with clinical trials", "Artificial intelligence for diagnosis and hospital partners abroad", "Biobank, laboratories and a round table with clinicians"),
    Trade("Biotech", ("health",), "Biotechnologies, dispositifs médicaux et accès à un hôpital universitaire", "Partenaires pour l'intelligence artificielle et la télémédecine", "Plateforme de recherche, incubateur et visite de l'hôpital", "fr"),
    Trade("Foods", ("agri_food",), "Food quality testing, plant proteins and shelf-life studies", "Smart packaging, cold chain sensors and export markets", "Test kitchen, laboratory, and three producers in the region"),
    Trade("Campo", ("agri_food",), "Agricultura de precisión, aceite de oliva y trazabilidad con sensores", "Envases sostenibles y nuevos mercados en el norte de Europa", "Campos de ensayo, almazara y cooperativa", "es"),
    Trade("Packaging", ("agri_food", "energy_intensive"), "Sustainable packaging, eco-design and recyclability tests", "Food producers for pilots and bio-based materials", "Packaging laboratory and line tests with your own product"),
    Trade("Mobility", ("mobility",), "Electric vehicles, charging and logistics pilots with three cities", "Battery recycling, lightweight parts and data platforms", "Test track, city logistics hub, and a workshop with the city"),
    Trade("Auto", ("mobility",), "Componentes automóveis, moldes e fabrico aditivo em metal", "Robótica, digitalização e novos clientes na Europa central", "Fábrica de moldes, laboratório de impressão 3D e linha de montagem", "pt"),
    Trade("Solar", ("renewables",), "Solar plants, energy storage and energy communities for villages", "Green hydrogen, heat pumps and new financing models", "Two solar parks, a storage laboratory, and an energy community"),
    Trade("Hydrogen", ("renewables", "energy_intensive"), "Green hydrogen, electrolysis and safety training", "Industry that wants to decarbonise, and regional policy makers", "Hydrogen valley, test bench, and safety training with a certificate"),
    Trade("Mobilă", ("construction", "creative"), "Mobilier din lemn masiv, design și prelucrare CNC", "Materiale circulare, imprimare 3D și piețe noi", "Fabrică de mobilă, atelier de design și școală profesională", "ro"),
    Trade("Timber", ("construction",), "Energy-efficient timber buildings, renovation and building information modelling", "Digital twins of buildings and recycled materials", "Building sites, design office, and a prefabrication hall"),
    Trade("Data", ("digital",), "Artificial intelligence, data spaces and cybersecurity checks for small companies", "Industry with data and real problems to solve", "Innovation hub, living laboratory, and a two-day data sprint"),
    Trade("Games", ("creative", "digital"), "Game design, virtual reality and storytelling for museums and training", "Manufacturing and tourism partners for virtual reality pilots", "Studio visit, a game jam, and user tests in a museum"),
    Trade("Steel", ("energy_intensive",), "Decarbonisation of steel and glass, waste heat and process control", "Circular materials, sensors and hydrogen supply", "Electric arc furnace, control room, and an energy audit together"),
    Trade("Aero", ("aerospace_defence",), "Composites, drones and certification of light aircraft parts", "Additive manufacturing and sensors for inspection", "Composite workshop, drone test field, and certification training"),
    Trade("Viaggi", ("tourism",), "Turismo lento, itinerari culturali e accessibilità", "Strumenti digitali, realtà virtuale e mercati del nord", "Borghi, una cooperativa di comunità e un festival", "it"),
    Trade("Stays", ("tourism", "proximity"), "Sustainable rural tourism, accessible hotels and booking data", "Energy saving in buildings and digital guides", "A week in a rural destination, with hosts, guides and the tourist office"),
    Trade("Retail", ("retail",), "Local online market, last-mile delivery and customer data for small shops", "Sustainable packaging and artificial intelligence for stock", "Shops, warehouse, and a day with the merchants' association"),
    Trade("Care", ("proximity", "health"), "Social enterprises, home care and technology for older people", "Robots and sensors for care, and social finance", "Care homes, a social business incubator, and co-design with users"),
    Trade("Circular", ("proximity", "textiles"), "Repair, reuse and circular business models with a social aim", "Textile recycling technology and partners for a European project", "Reuse centre, repair cafés and a sorting line"),
)  # fmt: skip
