"""A hit: what kind of thing stands where; never the thing itself."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Self

#: Names of sheets, columns and files are places; whatever in them looks like a number or an address is blotted out.
_TELLING: Final = re.compile(r"\+?\d(?:[ .\-]?\d){6,}|[^\s@]+@[^\s@]+")
_LONGEST: Final = 80


def blotted(name: str) -> str:
    """Return a name for a place, without anything in it that may itself be what is looked for."""
    short = name if len(name) <= _LONGEST else name[:_LONGEST] + "…"
    return _TELLING.sub("•••", short)


@dataclass(frozen=True)
class Place:
    """Where: a field by its path; in a file its part (sheet, page), row or line, and column."""

    path: str = ""
    part: str = ""
    row: int = 0
    column: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Hit:
    """A kind of thing at a place, how often, in which rows first, and the key of what was found."""

    kind: str
    place: Place
    key: str
    count: int = 1
    rows: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the hit as it is stored."""
        return {**asdict(self), "rows": list(self.rows)}

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Self:
        """Return a stored hit."""
        known = {field.name for field in fields(Place)}
        place = Place(**{name: value for name, value in stored["place"].items() if name in known})
        return cls(stored["kind"], place, stored["key"], stored["count"], tuple(stored["rows"]))


#: Makes a key of a kind, a place and a value; holds the secret of the site.
Keyed = Callable[[str, str, str], str]


def keyed(secret: bytes) -> Keyed:
    """Return what makes keys: an HMAC, so that nobody can try all numbers against a key."""

    def key(kind: str, place: str, value: str) -> str:
        message = "\x1f".join((kind, place, value)).encode("utf-8", "surrogatepass")
        return hmac.new(secret, message, hashlib.sha256).hexdigest()

    return key


class Gathered:
    """Gathers what is found of one kind in one place (a column) into one hit."""

    FIRST: Final = 5

    def __init__(self, kind: str, place: Place) -> None:
        self.kind = kind
        self.place = place
        self.count = 0
        self.rows: list[int] = []
        self._digest = hashlib.sha256()

    def add(self, row: int, value: str) -> None:
        """Take a find in; of its value only a digest is kept."""
        self.count += 1
        if len(self.rows) < self.FIRST and row not in self.rows:
            self.rows.append(row)
        self._digest.update(f"{value}\x1e".encode("utf-8", "surrogatepass"))

    def hit(self, key: Keyed) -> Hit:
        """Return the hit."""
        place = f"{self.place.path}\x1f{self.place.part}\x1f{self.place.column}"
        return Hit(self.kind, self.place, key(self.kind, place, self._digest.hexdigest()), self.count, tuple(self.rows))
