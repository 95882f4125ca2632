"""From what a person typed to a query that the index cannot misread. Pure."""

from __future__ import annotations

import re
from typing import Final

from ckanext.camau.search.canonical import canonical, clean

#: Fields by which API clients, CKAN itself and harvesters ask (`organization:"so-y-te"`).
KNOWN_FIELDS: Final = frozenset(
    [
        "id",
        "name",
        "title",
        "notes",
        "tags",
        "groups",
        "organization",
        "owner_org",
        "code",
        "theme",
        "type",
        "dataset_type",
        "entity_type",
        "state",
        "capacity",
        "site_id",
        "license_id",
        "license",
        "res_format",
        "res_name",
        "res_description",
        "res_type",
        "res_url",
        "url",
        "metadata_created",
        "metadata_modified",
        "author",
        "maintainer",
        "text",
        "title_string",
        "refs",
    ]
)
_FIELDED: Final = re.compile(r"(?:^|[\s(+\-!])([A-Za-z_][\w.*]*|\*):(?=\S)")
#: Kept: letters with their marks, digits, and what stands inside codes.
_NOT_WORD: Final = re.compile(r"[^\w\u0300-\u036f\s\"./&-]")
_LONE: Final = re.compile(r"(?<!\S)[-./&]+|[-./&]+(?!\S)")

QUERY_FIELDS: Final = "title_vi^8 title_vi_f^4 code_words^6 words_vi^2 words_vi_f"


def is_fielded(text: str) -> bool:
    """Tell whether this is a query in Solr's own language: every name before a colon is a field of ours."""
    names = _FIELDED.findall(text)
    return bool(names) and all(name == "*" or name in KNOWN_FIELDS or name.startswith("extras_") for name in names)


def plain(text: str) -> str:
    """Return a text with a space in place of every sign that means something to the query parser."""
    return _NOT_WORD.sub(" ", clean(text).replace(r"\/", "/"))


def free_text(text: str) -> str:
    """Return the words in canonical spelling, with nothing left that the query parser would read as an operator.

    Balanced double quotes stay and mean a phrase. An empty result means: no words.
    """
    words = canonical(plain(text))
    if words.count('"') % 2:
        words = words.replace('"', " ")
    words = _LONE.sub(" ", re.sub(r'"\s*"', " ", words))
    return " ".join(words.replace("&", " ").replace("/", r"\/").split())
