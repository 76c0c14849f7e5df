from __future__ import annotations

import pytest

from matching.organisations.web_domains import is_academic, own_domain


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.shop.weavers.co.uk/looms?x=1", "weavers.co.uk"),
        ("ann@weavers.co.uk", "weavers.co.uk"),
        ("weavers.at/", "weavers.at"),
        ("HTTP://Weavers.AT:8080", "weavers.at"),
        ("ткачи.бг", "ткачи.бг"),
        ("ann@gmail.com", ""),
        ("https://weavers.wixsite.com/looms", ""),
        ("https://www.facebook.com/weavers", ""),
        ("weavers", ""),
        ("http://", ""),
        ("", ""),
        ("🤷.🤷", ""),
    ],
)
def test_own_domains(address, domain):
    """A web page and a mail address lead to one domain; those that anybody may have to none."""
    assert own_domain(address) == domain


@pytest.mark.parametrize(
    ("domain", "academic"),
    [
        ("uni-graz.at", True),
        ("univie.ac.at", True),
        ("ox.ac.uk", True),
        ("mit.edu", True),
        ("unipd.it", True),
        ("weavers.at", False),
        ("unicorn-weavers.at", False),
    ],
)
def test_universities(domain, academic):
    """Addresses of places of learning are told from those of companies."""
    assert is_academic(domain) is academic
