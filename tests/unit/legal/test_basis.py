"""Reading legal bases and saying them as Vietnamese officers write them."""

from __future__ import annotations

import pytest

from ckanext.camau import translations
from ckanext.camau.legal import basis, seed
from ckanext.camau.legal.basis import Article, Basis, BasisError


def said(text):
    catalogue = translations.catalogue()
    names = {key: data["citation_vi"] for key, data in seed.entries("document").items()}
    return [b.said(names[b.document], lambda msgid: catalogue[msgid].string) for b in basis.parse(text)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("ND47 11(4)(b)", ["ND47 11(4)(b)"]),
        ("D32 5(2), 6, 8, 13(1)", ["D32 5(2)", "D32 6", "D32 8", "D32 13(1)"]),
        ("ND47 17(1)(e), 21(1)", ["ND47 17(1)(e)", "ND47 21(1)"]),
        ("D32 6(1); ND47 22", ["D32 6(1)", "ND47 22"]),
        ("QCVN102", ["QCVN102"]),
        ("NQ1655/2025; TT24/2011 4", ["NQ1655/2025", "TT24/2011 4"]),
        ("ND47 17(1)(đ)", ["ND47 17(1)(đ)"]),
    ],
)
def test_every_place_is_a_key_of_its_own(text, keys):
    assert [found.key for found in basis.parse(text)] == keys


@pytest.mark.parametrize("text", ["", " ; ", "Nghị định 47", "ND47 11(4", "ND47 11(4)(b),", "nd47 1", "ND47 (b)"])
def test_what_is_no_basis_is_refused(text):
    with pytest.raises(BasisError):
        basis.parse(text)


def test_point_clause_and_article():
    assert basis.one("ND47 11(4)(b)") == Basis("ND47", Article("11", "4", "b"))
    assert basis.one("ND47 7(a)") == Basis("ND47", Article("7", "", "a"))
    with pytest.raises(BasisError):
        basis.one("ND47 7, 8")


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        ("ND47 11(4)(b)", "điểm b khoản 4 Điều 11 Nghị định số 47/2020/NĐ-CP"),
        ("D32 5(2)", "khoản 2 Điều 5 Quy chế kèm theo Quyết định số 32/2021/QĐ-UBND"),
        ("ND194/2025 40(3)", "khoản 3 Điều 40 Nghị định số 194/2025/NĐ-CP"),
        ("L60/2024 21", "Điều 21 Luật Dữ liệu số 60/2024/QH15"),
        ("ND47 7(a)", "điểm a Điều 7 Nghị định số 47/2020/NĐ-CP"),
        ("QCVN102", "QCVN 102:2016/BTTTT"),
    ],
)
def test_citation_in_vietnamese(text, citation):
    assert said(text) == [citation]


def test_addresses_tell_d_from_dd():
    assert basis.slug("ND47 17(1)(đ)") == "nd47-17-1-dd"
    assert basis.slug("ND47 17(1)(d)") == "nd47-17-1-d"
    keys = [*seed.entries("document"), *seed.entries("provision")]
    assert len({basis.slug(key) for key in keys}) == len(keys)
