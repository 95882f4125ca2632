"""Addresses of records at their first issue: what was wished for, or one made from title or code; free ones."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Final

from ckan import model

from ckanext.camau.files.names import slugify
from ckanext.camau.model import WorkingCopy

#: Addresses that CKAN refuses: too short, or taken by pages of its own.
_SHORTEST_NAME: Final = 2
_LONGEST_STEM: Final = 90
_RESERVED: Final = frozenset({"new", "edit", "search"})


def of(copies: Sequence[WorkingCopy], packages: Mapping[str, model.Package]) -> dict[str, str]:
    """Return the address of each record: what its package has, or a new one that no other record has or gets here."""
    fixed = {c.record_id: packages[c.record_id].name for c in copies if _is_named(packages[c.record_id])}
    wished = {c.record_id: _wished(c) for c in copies if c.record_id not in fixed}
    taken = _taken(wished)
    for record_id, name in wished.items():
        fixed[record_id] = _free(name, taken)
        taken.add(fixed[record_id])
    return fixed


def _is_named(package: model.Package) -> bool:
    return package.name != package.id


def _wished(copy: WorkingCopy) -> str:
    wished = copy.data.get("name") or slugify(copy.data.get("title", "")) or slugify(copy.data.get("code", ""))
    if len(wished) < _SHORTEST_NAME or wished in _RESERVED:
        wished = f"{copy.type}-{wished}".strip("-")
    return wished


def _taken(wished: Mapping[str, str]) -> set[str]:
    """Return the names of other packages that could stand in the way: the wished ones and their numbered forms."""
    stems = {name[:_LONGEST_STEM] for name in wished.values()}
    found: set[str] = set()
    for (name,) in model.Session.query(model.Package.name).filter(model.Package.id.not_in(wished)):
        if name in stems or name.rpartition("-")[0] in stems or name[:_LONGEST_STEM] in stems:
            found.add(name)
    return found


def _free(wished: str, taken: set[str]) -> str:
    numbered = (f"{wished[:_LONGEST_STEM]}-{number}" for number in itertools.count(2))
    return next(name for name in itertools.chain([wished], numbered) if name not in taken)
