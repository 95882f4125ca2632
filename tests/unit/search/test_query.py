import pytest

from ckanext.camau.search.query import free_text, is_fielded


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Thủy sản", "thuỷ sản"),
        ("11/2025/QĐ-UBND", r"11\/2025\/qđ-ubnd"),
        ("lĩnh vực: thủy sản", "lĩnh vực thuỷ sản"),
        ("http://a.b/c", r"http a.b\/c"),
        ("a AND (b OR", "a and b or"),
        ('"giá đất"', '"giá đất"'),
        ('giá "đất', "giá đất"),
        ("*", ""), ("/", ""), ("::", ""), ('""', ""), ("-", ""), ("!", ""),
        ("-đất +rừng", "đất rừng"),
        ("{!xmlparser v='x'}", "xmlparser v x"),
        ("_query_:x", "_query_ x"),
        ("đất^5~2?*", "đất 5 2"),
        ("KHCN&CN", "khcn cn"),
        ("\\", ""),
    ],
)  # fmt: skip
def test_nothing_typed_is_an_operator(typed: str, asked: str):
    assert free_text(typed) == asked


@pytest.mark.parametrize(
    "text", ["*:*", "id:abc", 'organization:"so-y-te"', "+dataset_type:dataset -state:draft", "extras_x:1"]
)
def test_queries_by_field_are_left_alone(text: str):
    assert is_fielded(text)


@pytest.mark.parametrize(
    "text", ["lĩnh vực: đất", "http://a", "chủ đề:đất", "permission_labels:x", "data_dict:x id:y", "12:30"]
)
def test_a_colon_alone_is_no_field(text: str):
    assert not is_fielded(text)
