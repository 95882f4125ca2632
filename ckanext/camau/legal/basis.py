"""Reading a legal basis such as ``ND47 17(1)(e), 21(1); D32 8``. Pure.

Documents are parted by ``;``, articles of one document by ``,``. A document alone (``QCVN102``) is a basis too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ckanext.camau.workflow.messages import N_, Message

#: ``ND47``, ``TT24/2011``: letters, a number, a year if the number alone is not enough.
_DOCUMENT: Final = re.compile(r"[A-Z]+\d[A-Z0-9]*(?:/\d{4})?")
_ARTICLE: Final = re.compile(r"(\d+[a-zđ]?)(?:\((\d+[a-zđ]?)\))?(?:\(([a-zđ])\))?")


class BasisError(ValueError):
    """A text that is no legal basis."""


@dataclass(frozen=True)
class Article:
    """A place in a document: Điều, khoản, điểm."""

    number: str
    clause: str = ""
    point: str = ""

    def __str__(self) -> str:
        return self.number + "".join(f"({part})" for part in (self.clause, self.point) if part)

    def said(self) -> Message:
        """Return the place as people write it: điểm b khoản 4 Điều 11."""
        values = {"point": self.point, "clause": self.clause, "number": self.number}
        if self.point and self.clause:
            return Message(N_("point %(point)s, clause %(clause)s, Article %(number)s"), values)
        if self.point:
            return Message(N_("point %(point)s, Article %(number)s"), values)
        if self.clause:
            return Message(N_("clause %(clause)s, Article %(number)s"), values)
        return Message(N_("Article %(number)s"), values)


@dataclass(frozen=True)
class Basis:
    """One document, or one place in it."""

    document: str
    article: Article | None = None

    @property
    def key(self) -> str:
        """The key of the entry of the register."""
        return f"{self.document} {self.article}" if self.article else self.document

    def said(self, name: str, gettext: Callable[[str], str]) -> str:
        """Return the citation.

        :param name: what the document is called in a citation
        :param gettext: translates into the reader's language
        """
        return f"{self.article.said().translated(gettext)} {name}" if self.article else name


def one(text: str) -> Basis:
    """Return the single basis that a text names.

    :raises BasisError: none, or more than one
    """
    found = parse(text)
    if len(found) != 1:
        raise BasisError(text)
    return found[0]


def parse(text: str) -> list[Basis]:
    """Return every basis that a text names, in its order.

    :raises BasisError: a part that is no legal basis; an empty text too
    """
    text = unicodedata.normalize("NFC", text)
    return [basis for part in text.split(";") for basis in _of_document(part.strip())]


def _of_document(text: str) -> list[Basis]:
    document, _space, articles = text.partition(" ")
    if not _DOCUMENT.fullmatch(document):
        raise BasisError(text)
    if not articles.strip():
        return [Basis(document)]
    return [Basis(document, _article(part.strip())) for part in articles.split(",")]


def _article(text: str) -> Article:
    found = _ARTICLE.fullmatch(text)
    if not found:
        raise BasisError(text)
    return Article(found[1], found[2] or "", found[3] or "")


def slug(key: str) -> str:
    """Return the end of the address of an entry: ``nd47-17-1-dd`` for ``ND47 17(1)(đ)``.

    ``đ`` is a point of its own beside ``d``, so it is written ``dd``.
    """
    return re.sub(r"[^a-z0-9]+", "-", key.lower().replace("đ", "dd")).strip("-")
