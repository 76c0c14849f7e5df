"""Numbers in words of two parts, in 24 languages."""

from __future__ import annotations

import pytest

from matching.times.counting import count_at, count_of
from matching.words.names import fold

NUMBERS = {
    22: "twenty-two zweiundzwanzig vingt-deux veintidós ventidue vinte_e_dois tweeëntwintig dwadzieścia_dwie dvacet_dva dvaadvacet dvadsaťdva dvaindvajset "
    "dvadeset_dva huszonkettő douăzeci_și_doi двадесет_и_два είκοσι_δύο toogtyve tjugotvå kaksikymmentäkaksi kakskümmend_kaks divdesmit_divi "
    "dvidešimt_du tnejn_u_għoxrin",
    35: "thirty-five fünfunddreißig trente-cinq treinta_y_cinco trentacinque trinta_e_cinco vijfendertig trzydzieści_pięć třicet_pět tridsaťpäť petintrideset "
    "trideset_pet harmincöt treizeci_și_cinci тридесет_и_пет τριάντα_πέντε femogtredive trettiofem kolmekymmentäviisi kolmkümmend_viis "
    "trīsdesmit_pieci trisdešimt_penki ħamsa_u_tletin",
    21: "twenty-one einundzwanzig veintiuno ventuno vinte_e_um eenentwintig huszonegy enogtyve tjugoett",
    60: "sixty sechzig sessanta zestig sześćdziesiąt hatvan шестдесет εξήντα sextio kuusikymmentä",
}


@pytest.mark.parametrize(
    ("number", "told"), [(n, one) for n, words in NUMBERS.items() for one in words.split()]
)
def test_a_number_of_two_parts_is_their_sum(number, told):
    """Tens and ones in the order of each language, in one word or apart."""
    words = fold(told.replace("_", " ")).split()
    assert count_at(words, 0) == (number, len(words))


@pytest.mark.parametrize(
    "word", ["organisationer", "workshops", "dreiklang", "unit", "onset", "trend"]
)
def test_other_words_are_no_numbers(word):
    """Whatever they begin with."""
    assert count_of(fold(word)) is None
