"""What an organisation is called, in sentences and pages of 24 languages."""

from __future__ import annotations

from datetime import date

import pytest

from matching.understanding.reading import understand

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("siamo Officine Verdiani srl di Faenza, facciamo piastrelle", "Officine Verdiani srl"),
        ("Siamo la Tessitura Brambilla S.r.l., con sede a Como", "Tessitura Brambilla S.r.l."),
        ("hello from lindner prothesentechnik gmbh in kaufbeuren", "lindner prothesentechnik gmbh"),
        ("A győri székhelyű Rába Kijelző Kft. vagyunk.", "Rába Kijelző Kft."),
        ("Az Őrségi Méz Kft. nevében írok Őriszentpéterről", "Őrségi Méz Kft."),
        ("Aħna Melħ u Xemx Ltd minn Marsaxlokk", "Melħ u Xemx Ltd"),
        ("Mes – UAB „Miško dovanos“ iš Utenos", "UAB „Miško dovanos“"),
        ("Mēs esam SIA Zaļā Upe no Cēsīm", "SIA Zaļā Upe"),
        ("Esame MB Žalia lanka, Alytus", "MB Žalia lanka"),
        ("Olemme Järvi ja Poika Oy Kuopiosta", "Järvi ja Poika Oy"),
        ("OÜ Põhjala Puit, Võru, 12 inimest", "OÜ Põhjala Puit"),
        ("Vi är Åkerlund & Söner AB i Borås", "Åkerlund & Söner AB"),
        ("Vi er Østergaard Møbler ApS fra Kolding", "Østergaard Møbler ApS"),
        ("Jesteśmy Śląskie Sady sp. z o.o. z Gliwic", "Śląskie Sady sp. z o.o."),
        ("Jsme Šumavské pily s.r.o. z Vimperka", "Šumavské pily s.r.o."),
        ("Firma Kovomix s.r.o. z Prešova", "Kovomix s.r.o."),
        ("Smo Čebelarstvo Žnidar d.o.o. iz Kranja", "Čebelarstvo Žnidar d.o.o."),
        ("Suntem Țesătoria Ștefan SRL din Iași", "Țesătoria Ștefan SRL"),
        ("Ние сме Роза Долина ООД от Казанлък", "Роза Долина ООД"),
        ("Είμαστε η Ήλιος και Θάλασσα ΑΕ από τον Βόλο", "Ήλιος και Θάλασσα ΑΕ"),
        ("Somos Cerámicas Núñez e Hijos, S.L., de Talavera", "Cerámicas Núñez e Hijos, S.L."),
        ("Somos a Águas Vivas, Lda. de Évora", "Águas Vivas, Lda."),
        ("Nous sommes Élan Vert SAS à Nantes", "Élan Vert SAS"),
        ("Wij zijn Zeewier & Zo B.V. uit Den Helder", "Zeewier & Zo B.V."),
        ("Is sinne Bácús na Trá Teo. as Gaillimh", "Bácús na Trá Teo."),
        ("We're Brackish Labs, four people in Galway", "Brackish Labs"),
        (
            "CURRICULUM VITAE\nName: Ilse Brandt\nPosition: project manager, Cluster Photonik Nord e.V., Kiel, Germany",
            "Cluster Photonik Nord e.V.",
        ),
        (
            "Lebenslauf\nName: Karl Groß\nGeburtsdatum: 3.4.1980\nArbeitgeber: Nordlicht GmbH, Flensburg",
            "Nordlicht GmbH",
        ),
        (
            "Nom: Anne Petit\nFonction: directrice\nEmployeur: Moulin Bleu SARL, Nantes",
            "Moulin Bleu SARL",
        ),
        ("Name: Northern Looms Ltd\nCity: Leeds", "Northern Looms Ltd"),
        (
            "Salaisons du Causse – 15 route de Toulouse, 12100 Millau\nPME familiale de 41 personnes",
            "Salaisons du Causse",
        ),
        ("Mon entreprise s'appelle Les Fils d'Ariane, à Tours", "Les Fils d'Ariane"),
        ("My name is Jo. My company Lumen & Loop makes lamps in Ghent.", "Lumen & Loop"),
        ("A Rolha Nova Lda, de Aveiro, emprega 52 pessoas.", "Rolha Nova Lda"),
        ("Cloudberry Games\nKungsgatan 12, 411 19 Göteborg, Sweden", "Cloudberry Games"),
        ("we are a bakery in Cork", None),
        ("Wir sind eine AG mit 20 Leuten", None),
        ("I am Maria from Porto and I knit", None),
    ],
)
def test_the_name_is_read_whole_and_alone(text, name):
    """With its legal form, in capitals or not; no verb before it, and nobody's own name."""
    assert understand(text, TODAY).organisation == name
