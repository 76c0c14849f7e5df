"""Languages that people say they speak, in sentences of 24 languages; and those that they say they do not."""

from __future__ import annotations

from datetime import date

import pytest

from matching.understanding.reading import understand

TODAY = date(2026, 11, 20)
OF = "en de fr it es pt nl pl cs sk hu ro bg el hr da sv fi et lv lt ru uk".split()


def _spoken(text: str) -> set[str]:
    return {*understand(text, TODAY).languages}


@pytest.mark.parametrize(
    ("firm", "spoken", "known"),
    [
        ("Фирма от Русе.", "Говорим английски, немски и руски.", "Владеем френски и италиански."),
        (
            "Firma z Brna.",
            "Mluvíme anglicky, německy a rusky.",
            "Domluvíme se francouzsky i italsky.",
        ),
        ("Firma fra Aarhus.", "Vi taler engelsk, tysk og russisk.", "Vi kan fransk og italiensk."),
        (
            "Firma aus Kassel.",
            "Wir sprechen Englisch, Deutsch und Russisch.",
            "Wir können Französisch und Italienisch.",
        ),
        (
            "Εταιρεία στον Βόλο.",
            "Μιλάμε αγγλικά, γερμανικά και ρωσικά.",
            "Ξέρουμε γαλλικά και ιταλικά.",
        ),
        (
            "Firm in Cork.",
            "We speak English, German and Russian.",
            "We get by in French and Italian.",
        ),
        (
            "Empresa de Vigo.",
            "Hablamos inglés, alemán y ruso.",
            "Nos defendemos en francés e italiano.",
        ),
        (
            "Firma Tartust.",
            "Räägime inglise, saksa ja vene keelt.",
            "Oskame prantsuse ja itaalia keelt.",
        ),
        ("Yritys Turusta.", "Puhumme englantia, saksaa ja venäjää.", "Osaamme ranskaa ja italiaa."),
        (
            "Entreprise de Lyon.",
            "Nous parlons anglais, allemand et russe.",
            "Nous maîtrisons le français et l'italien.",
        ),
        (
            "Cuideachta i gCorcaigh.",
            "Labhraímid Béarla, Gearmáinis agus Rúisis.",
            "Tá Fraincis agus Iodáilis againn.",
        ),
        (
            "Tvrtka iz Zadra.",
            "Govorimo engleski, njemački i ruski.",
            "Služimo se francuskim i talijanskim.",
        ),
        (
            "Cég Szegedről.",
            "Beszélünk angolul, németül és oroszul.",
            "Tudunk franciául és olaszul.",
        ),
        (
            "Azienda di Bari.",
            "Parliamo inglese, tedesco e russo.",
            "Ce la caviamo in francese e in italiano.",
        ),
        (
            "Įmonė iš Kauno.",
            "Kalbame angliškai, vokiškai ir rusiškai.",
            "Mokame prancūzų ir italų kalbas.",
        ),
        (
            "Uzņēmums no Liepājas.",
            "Runājam angliski, vāciski un krieviski.",
            "Protam franciski un itāliski.",
        ),
        (
            "Kumpanija minn Birkirkara.",
            "Nitkellmu bl-Ingliż, bil-Ġermaniż u bir-Russu.",
            "Nafu bil-Franċiż u bit-Taljan.",
        ),
        (
            "Bedrijf uit Gent.",
            "We spreken Engels, Duits en Russisch.",
            "We kunnen ons redden in het Frans en het Italiaans.",
        ),
        (
            "Firma z Rzeszowa.",
            "Mówimy po angielsku, po niemiecku i po rosyjsku.",
            "Znamy francuski i włoski.",
        ),
        (
            "Empresa de Braga.",
            "Falamos inglês, alemão e russo.",
            "Desenrascamo-nos em francês e italiano.",
        ),
        (
            "Firmă din Cluj-Napoca.",
            "Vorbim engleză, germană și rusă.",
            "Ne descurcăm în franceză și italiană.",
        ),
        (
            "Firma z Nitry.",
            "Hovoríme po anglicky, po nemecky a po rusky.",
            "Ovládame francúzštinu a taliančinu.",
        ),
        (
            "Podjetje iz Celja.",
            "Govorimo angleško, nemško in rusko.",
            "Znamo francosko in italijansko.",
        ),
        (
            "Företag från Malmö.",
            "Vi talar engelska, tyska och ryska.",
            "Vi kan franska och italienska.",
        ),
    ],
)
def test_several_are_read_in_every_language(firm, spoken, known):
    """English, German and Russian are spoken; of French and Italian they say that they know them."""
    assert _spoken(f"{firm} {spoken}") == {"en", "de", "ru"}
    assert _spoken(f"{firm} {known}") == {"fr", "it"}


@pytest.mark.parametrize(
    "told",
    [
        "Firma aus Kassel. Wir sprechen Englisch und Russisch, Französisch nicht.",
        "Empresa de Vigo. Hablamos inglés y ruso, francés no.",
        "Empresa de Braga. Falamos inglês e russo; francês não.",
        "Azienda di Bari. Parliamo inglese e russo, francese no.",
        "Entreprise de Lyon. Nous parlons anglais et russe, allemand non.",
        "Tvrtka iz Zadra. Govorimo engleski i ruski, francuski ne.",
        "Podjetje iz Celja. Govorimo angleško in rusko, francosko ne.",
        "Firma z Brna. Mluvíme anglicky a rusky, francouzsky ne.",
        "Firma z Nitry. Hovoríme po anglicky a rusky, francúzsky nie.",
        "Firma z Rzeszowa. Mówimy po angielsku i rosyjsku, po francusku nie.",
        "Cég Szegedről. Beszélünk angolul és oroszul, franciául nem.",
        "Bedrijf uit Gent. We spreken Engels en Russisch, Frans niet.",
        "Firma fra Aarhus. Vi taler engelsk og russisk, fransk ikke.",
        "Företag från Malmö. Vi talar engelska och ryska, franska inte.",
        "Фирма от Русе. Говорим английски и руски, френски не.",
        "Εταιρεία στον Βόλο. Μιλάμε αγγλικά και ρωσικά, γαλλικά όχι.",
        "Firmă din Cluj-Napoca. Vorbim engleză și rusă, franceză nu.",
        "Yritys Turusta. Puhumme englantia ja venäjää, ranskaa emme.",
        "Firma Tartust. Räägime inglise ja vene keelt, prantsuse keelt mitte.",
        "Uzņēmums no Liepājas. Runājam angliski un krieviski, franciski ne.",
        "Įmonė iš Kauno. Kalbame angliškai ir rusiškai, prancūziškai ne.",
        "Firm in Cork. We speak English and Russian, French not.",
        "Kumpanija minn Birkirkara. Nitkellmu bl-Ingliż u bir-Russu, bil-Franċiż le.",
        "Cuideachta i gCorcaigh. Labhraímid Béarla agus Rúisis, ach ní Fraincis.",
    ],
)
def test_a_denial_behind_takes_the_last_one_back(told):
    """“French not”, as most languages put it."""
    assert _spoken(told) == {"en", "ru"}


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (
            "Smo iz Celja. Govorimo samo {}.",
            "angleško nemško francosko italijansko špansko portugalsko nizozemsko poljsko češko slovaško madžarsko romunsko bolgarsko grško hrvaško dansko švedsko finsko estonsko latvijsko litovsko rusko ukrajinsko",
        ),
        (
            "Esam uzņēmums no Liepājas. Runājam {}.",
            "angliski vāciski franciski itāliski spāniski portugāliski nīderlandiski poliski čehiski slovākiski ungāriski rumāniski bulgāriski grieķiski horvātiski dāniski zviedriski somiski igauniski latviski lietuviski krieviski ukrainiski",
        ),
        (
            "Esame įmonė iš Kauno. Kalbame {}.",
            "angliškai vokiškai prancūziškai itališkai ispaniškai portugališkai olandiškai lenkiškai čekiškai slovakiškai vengriškai rumuniškai bulgariškai graikiškai kroatiškai daniškai švediškai suomiškai estiškai latviškai lietuviškai rusiškai ukrainietiškai",
        ),
        (
            "Sme firma z Nitry. Hovoríme po {}.",
            "anglicky nemecky francúzsky taliansky španielsky portugalsky holandsky poľsky česky slovensky maďarsky rumunsky bulharsky grécky chorvátsky dánsky švédsky fínsky estónsky lotyšsky litovsky rusky ukrajinsky",
        ),
        (
            "Jsme firma z Brna. Mluvíme {}.",
            "anglicky německy francouzsky italsky španělsky portugalsky nizozemsky polsky česky slovensky maďarsky rumunsky bulharsky řecky chorvatsky dánsky švédsky finsky estonsky lotyšsky litevsky rusky ukrajinsky",
        ),
        (
            "Jesteśmy firmą z Gdyni. Mówimy po {}.",
            "angielsku niemiecku francusku włosku hiszpańsku portugalsku niderlandzku polsku czesku słowacku węgiersku rumuńsku bułgarsku grecku chorwacku duńsku szwedzku fińsku estońsku łotewsku litewsku rosyjsku ukraińsku",
        ),
        (
            "Cég vagyunk Szegedről. {} beszélünk.",
            "angolul németül franciául olaszul spanyolul portugálul hollandul lengyelül csehül szlovákul magyarul románul bolgárul görögül horvátul dánul svédül finnül észtül lettül litvánul oroszul ukránul",
        ),
        (
            "Olemme yritys Turusta. Puhumme {}.",
            "englantia saksaa ranskaa italiaa espanjaa portugalia hollantia puolaa tšekkiä slovakkia unkaria romaniaa bulgariaa kreikkaa kroatiaa tanskaa ruotsia suomea viroa latviaa liettuaa venäjää ukrainaa",
        ),
        (
            "Oleme firma Tartust. Räägime {} keelt.",
            "inglise saksa prantsuse itaalia hispaania portugali hollandi poola tšehhi slovaki ungari rumeenia bulgaaria kreeka horvaadi taani rootsi soome eesti läti leedu vene ukraina",
        ),
        (
            "Mi smo tvrtka iz Zadra. Govorimo {}.",
            "engleski njemački francuski talijanski španjolski portugalski nizozemski poljski češki slovački mađarski rumunjski bugarski grčki hrvatski danski švedski finski estonski latvijski litavski ruski ukrajinski",
        ),
        (
            "Ние сме фирма от Русе. Говорим {}.",
            "английски немски френски италиански испански португалски нидерландски полски чешки словашки унгарски румънски български гръцки хърватски датски шведски фински естонски латвийски литовски руски украински",
        ),
        (
            "Is cuideachta muid i gCorcaigh. Labhraímid {}.",
            "Béarla Gearmáinis Fraincis Iodáilis Spáinnis Portaingéilis Ollainnis Polainnis Seicis Slóvaicis Ungáiris Rómáinis Bulgáiris Gréigis Cróitis Danmhairgis Sualainnis Fionlainnis Eastóinis Laitvis Liotuáinis Rúisis Úcráinis",
        ),
        (
            "Aħna kumpanija minn Birkirkara. Nitkellmu {}.",
            "bl-Ingliż bil-Ġermaniż bil-Franċiż bit-Taljan bl-Ispanjol bil-Portugiż bl-Olandiż bil-Pollakk - bis-Slovakk bl-Ungeriż bir-Rumen bil-Bulgaru bil-Grieg bil-Kroat bid-Daniż bl-Isvediż bil-Finlandiż bl-Estonjan bil-Latvjan bil-Litwan bir-Russu bl-Ukren",
        ),
    ],
)
def test_every_language_is_known_in_the_form_that_speaking_takes(told, words):
    """Adverbs of Slovenes and Latvians, partitives of Finns, and so on."""
    forms = [pair for pair in zip(OF, words.split(), strict=True) if pair[1] != "-"]
    assert [understand(told.format(word), TODAY).languages for _, word in forms] == [
        (code,) for code, _ in forms
    ]
