"""Questions to the register: which entry, in force when, which term on a day. Pure.

``valid_from`` is the first day in force; ``valid_to`` is the day from which an entry is no longer in force
(ngày hết hiệu lực), as official databases of legal documents give it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ckanext.camau.legal import basis, seed
from ckanext.camau.legal.seed import Data


@dataclass(frozen=True)
class Span:
    """The days on which something is in force; open ends are None."""

    first: date | None
    end: date | None

    def holds(self, on: date) -> bool:
        """Say whether a day lies within."""
        return (self.first is None or self.first <= on) and (self.end is None or on < self.end)

    def meets(self, other: Span) -> bool:
        """Say whether both share a day."""
        return _before(self.first, other.end) and _before(other.first, self.end)


def _before(first: date | None, end: date | None) -> bool:
    return first is None or end is None or first < end


@dataclass(frozen=True)
class Term:
    """A term on a day: ``amount`` of ``unit``; a fixed date of the year is ``(month, day)`` in ``fixed``."""

    key: str
    term: str
    unit: str
    legal_basis: str
    amount: int | None = None
    fixed: tuple[int, int] | None = None


@dataclass(frozen=True)
class Register:
    """Documents, provisions and terms by key, as they are now."""

    documents: Mapping[str, Data]
    provisions: Mapping[str, Data]
    terms: Mapping[str, Data]

    def __contains__(self, key: object) -> bool:
        return key in self.documents or key in self.provisions

    def span(self, key: str) -> Span:
        """Return when a document or provision is in force; a provision ends with its document at the latest.

        :raises KeyError: no such entry
        """
        if key in self.documents:
            return span_of(self.documents[key])
        own = span_of(self.provisions[key])
        whole = span_of(self.documents.get(basis.one(key).document, {}))
        ends = [end for end in (own.end, whole.end) if end]
        return Span(own.first or whole.first, min(ends) if ends else None)

    def in_force(self, key: str, on: date) -> bool:
        """Say whether a document or provision is in force on a day.

        :raises KeyError: no such entry
        """
        return self.span(key).holds(on)

    def successor(self, key: str) -> str:
        """Return the basis that took the place of an entry; what replaced the document, unless the entry says more."""
        if key in self.documents:
            return self.documents[key]["replaced_by"]
        own = self.provisions[key]["replaced_by"]
        return own or self.documents.get(basis.one(key).document, {}).get("replaced_by", "")

    def of_document(self, document: str) -> list[str]:
        """Return the keys of a document's provisions, in the order of its articles."""
        found = [basis.one(key) for key in self.provisions]
        return [b.key for b in sorted((b for b in found if b.document == document), key=_place)]

    def missing(self, text: str) -> list[str]:
        """Return the keys that a legal basis names and that the register does not have.

        :raises BasisError: the text is no legal basis
        """
        return [found.key for found in basis.parse(text) if found.key not in self]

    def term(self, name: str, on: date) -> Term:
        """Return a term as it is on a day.

        :raises KeyError: there is no such term on that day
        """
        for key, data in self.terms_named(name):
            if span_of(data).holds(on):
                return _term(key, data)
        raise KeyError(name)

    def terms_named(self, name: str) -> Iterator[tuple[str, Data]]:
        """Yield the entries of one term, which follow each other in time."""
        yield from ((key, data) for key, data in self.terms.items() if data["term"] == name)


def delivered() -> Register:
    """Return the register as it is delivered."""
    return Register(seed.entries("document"), seed.entries("provision"), seed.entries("term"))


def span_of(data: Data) -> Span:
    """Return what an entry itself says of its validity."""
    return Span(_day(data.get("valid_from")), _day(data.get("valid_to")))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _place(found: basis.Basis) -> tuple[tuple[int, str], ...]:
    article = found.article or basis.Article("0")
    # In Vietnamese order đ stands between d and e.
    parts = (article.number, article.clause, article.point)
    return tuple((int("0" + "".join(c for c in p if c.isdigit())), p.replace("đ", "dz")) for p in parts)


def _term(key: str, data: Data) -> Term:
    unit, value = data["unit"], data["value"]
    if unit == "fixed_date":
        day, month = value.split("/")
        return Term(key, data["term"], unit, data["legal_basis"], fixed=(int(month), int(day)))
    return Term(key, data["term"], unit, data["legal_basis"], amount=int(value) if value else None)
