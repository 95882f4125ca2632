import pytest

from ckanext.camau.pages.collation import sort_key
from ckanext.camau.pages.formats import file_size, vietnamese_number


@pytest.mark.parametrize(
    ("value", "shown"), [(1234567, "1.234.567"), (0, "0"), (12.5, "12,5"), ("1500000", "1.500.000"), (None, "")]
)
def test_numbers(value, shown):
    assert vietnamese_number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (512, "512 byte"),
        (123456, "120,6 KB"),
        ("1048576", "1 MB"),
        (5 * 1024**3, "5 GB"),
        (0, ""),
        (None, ""),
        ("x", ""),
    ],
)
def test_sizes(value, shown):
    assert file_size(value) == shown


def test_the_alphabet_is_vietnamese():
    words = [
        "Đất",
        "Dân số",
        "Ân",
        "An",
        "Ăn",
        "ân",
        "ấn",
        "Sở Y tế",
        "Sở Xây dựng",
        "Ủy ban",
        "Tài chính",
        "Ô",
        "O",
        "Ơ",
    ]
    assert sorted(words, key=sort_key) == [
        "An", "Ăn", "Ân", "ân", "ấn", "Dân số", "Đất", "O", "Ô", "Ơ", "Sở Xây dựng", "Sở Y tế", "Tài chính", "Ủy ban",
    ]  # fmt: skip


def test_tones_decide_only_between_equals():
    assert sorted(["má", "mà", "ma", "mạ", "mã", "mả", "mác"], key=sort_key) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
        "mác",
    ]
