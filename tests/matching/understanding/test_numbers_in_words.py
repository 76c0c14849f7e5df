"""How many people somebody says that they are, written in words of 24 languages."""

from __future__ import annotations

from datetime import date

import pytest

from matching.understanding.reading import understand

TODAY = date(2026, 11, 20)
COUNTS = (3, 5, 8, 12, 15, 20)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Ние сме фирма от Русе, {} души.", "трима петима осем дванадесет петнадесет двадесет"),
        ("Jsme firma z Brna, {} lidí.", "tři pět osm dvanáct patnáct dvacet"),
        ("Vi er et firma fra Aarhus, {} ansatte.", "tre fem otte tolv femten tyve"),
        ("Wir sind eine Firma aus Kassel, {} Leute.", "drei fünf acht zwölf fünfzehn zwanzig"),
        ("Είμαστε εταιρεία από τον Βόλο, {} άτομα.", "τρία πέντε οκτώ δώδεκα δεκαπέντε είκοσι"),
        ("We are a firm from Cork, {} people.", "three five eight twelve fifteen twenty"),
        ("Somos una empresa de Vigo, {} personas.", "tres cinco ocho doce quince veinte"),
        ("Oleme firma Tartust, {} inimest.", "kolm viis kaheksa kaksteist viisteist kakskümmend"),
        (
            "Olemme yritys Turusta, {} henkilöä.",
            "kolme viisi kahdeksan kaksitoista viisitoista kaksikymmentä",
        ),
        (
            "Olemme {} hengen yritys Turusta.",
            "kolmen viiden kahdeksan kahdentoista viidentoista kahdenkymmenen",
        ),
        ("Nous sommes une entreprise de Lyon, {} personnes.", "trois cinq huit douze quinze vingt"),
        ("Is cuideachta muid i gCorcaigh, {} duine.", "triúr cúigear ochtar dháréag - -"),
        ("Mi smo tvrtka iz Zadra, {} ljudi.", "troje pet osam dvanaest petnaest dvadeset"),
        ("Cég vagyunk Szegedről, {} fő.", "három - nyolc tizenkét tizenöt húsz"),
        ("Siamo un'azienda di Bari, {} persone.", "tre cinque otto dodici quindici venti"),
        ("Esame įmonė iš Kauno, {} darbuotojų.", "trys penki aštuoni dvylika penkiolika dvidešimt"),
        (
            "Esam uzņēmums no Liepājas, {} darbinieki.",
            "trīs pieci astoņi divpadsmit piecpadsmit divdesmit",
        ),
        (
            "Aħna kumpanija minn Birkirkara, {} persuni.",
            "tliet ħames tmien tnax-il ħmistax-il għoxrin",
        ),
        ("Wij zijn een bedrijf uit Gent, {} mensen.", "drie vijf acht twaalf vijftien twintig"),
        ("Jesteśmy firmą z Gdyni, {} osób.", "trzy pięć osiem dwanaście piętnaście dwadzieścia"),
        ("Somos uma empresa de Braga, {} pessoas.", "três cinco oito doze quinze vinte"),
        (
            "Suntem o firmă din Iași, {} oameni.",
            "trei cinci opt doisprezece cincisprezece douăzeci",
        ),
        ("Sme firma z Nitry, {} ľudí.", "tri päť osem dvanásť pätnásť dvadsať"),
        ("Smo podjetje iz Celja, {} ljudi.", "trije pet osem dvanajst petnajst dvajset"),
        ("Vi är ett företag från Malmö, {} anställda.", "tre fem åtta tolv femton tjugo"),
    ],
)
def test_numbers_in_words_count_people(told, words):
    """A dash stands for a number of two letters or words."""
    counts = [pair for pair in zip(COUNTS, words.split(), strict=True) if pair[1] != "-"]
    assert [understand(told.format(word), TODAY).people for _, word in counts] == [
        count for count, _ in counts
    ]
