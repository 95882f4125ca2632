import unicodedata

import pytest

from ckanext.camau.search.canonical import canonical, clean


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"), ("Hóa", "hoá"), ("thủy sản", "thuỷ sản"), ("khỏe", "khoẻ"), ("tọa đàm", "toạ đàm"),
        ("kỹ", "kĩ"), ("lý", "lí"), ("quy chế", "qui chế"), ("quý", "quí"), ("quỹ", "quĩ"), ("mỹ", "mĩ"), ("tỷ", "tỉ"),
        ("sỹ quan", "sĩ quan"), ("hy vọng", "hi vọng"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_word_are_one(one: str, other: str):
    assert canonical(one) == canonical(other)
    assert canonical(unicodedata.normalize("NFD", one)) == canonical(other)


@pytest.mark.parametrize(
    "word", ["ngoại", "thuyền", "quyết", "quỳnh", "ngày", "máy", "xoài", "hoàn", "ngoáy", "thủ", "y tế", "ý", "ký hiệu"]
)
def test_other_syllables_stay(word: str):
    expected = word.replace("ký", "kí")
    assert canonical(word) == expected


def test_marks_still_tell_words_apart():
    assert len({canonical(word) for word in ("đất", "đạt", "dắt", "dat")}) == 4


def test_invisible_characters_and_spaces_go():
    assert clean("\ufeffThủy\u200b \u00a0 sản\u00ad ") == "Thủy sản"
    assert canonical("CSDL\u200d  Đất ĐAI") == "csdl đất đai"


def test_it_is_stable():
    for text in ("Hòa Thủy quý KỸ", "İstanbul", "quy quyết", "a" * 50, ""):
        assert canonical(canonical(text)) == canonical(text)
