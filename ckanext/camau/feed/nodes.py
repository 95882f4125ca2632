"""What a triple is made of. Pure, and made so that no value can break a line of any format.

There are no blank nodes: whatever the feed names has an IRI that stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple, Self
from urllib.parse import quote

XSD: Final = "http://www.w3.org/2001/XMLSchema#"

# Letters that XML 1.0 cannot carry even as references, and halves of surrogate pairs.
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NOT_IN_IRI: Final = re.compile(r'[^!-~]|[][<>"{}|\\^`]')


class Iri(str):
    """An absolute IRI; whoever makes one from what people typed asks ``values.address`` first."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Encode all but plain letters and marks, so that even a wrong IRI stays in its place in every format."""
        return super().__new__(cls, _NOT_IN_IRI.sub(lambda found: quote(found.group(), errors="replace"), text))


class Literal(NamedTuple):
    """A value with a language or a datatype; with neither it is a plain string."""

    value: str
    lang: str = ""
    datatype: str = ""


Node = Iri | Literal
Triple = tuple[Iri, Iri, Node]


def clean(text: str) -> str:
    """Return a text in one form (NFC, line feeds alone) without what some format cannot carry."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWRITABLE.sub("", lines)).strip()


def text(value: str, lang: str = "") -> Literal:
    """Return a text that people wrote, ready for every format."""
    return Literal(clean(value), lang)


def typed(value: str, datatype: str) -> Literal:
    """Return a literal of an XML Schema datatype, named without its namespace."""
    return Literal(value, "", XSD + datatype)


def unique(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Pass each triple once, in the order of its first coming: a shared node may be told many times."""
    seen: set[Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            yield triple


def by_subject(triples: Iterable[Triple]) -> dict[Iri, dict[Iri, list[Node]]]:
    """Group triples as the writers need them; order of coming is kept, so equal input gives equal bytes."""
    groups: dict[Iri, dict[Iri, list[Node]]] = {}
    for subject, predicate, node in unique(triples):
        groups.setdefault(subject, {}).setdefault(predicate, []).append(node)
    return groups
