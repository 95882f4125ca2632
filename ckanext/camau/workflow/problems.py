"""Problems that gates find, and the facts that gates judge by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ckanext.camau.const import RecordType
from ckanext.camau.reading.dictionary import Mismatch
from ckanext.camau.schemas.fields import RecordSchema
from ckanext.camau.workflow.messages import Message


@dataclass(frozen=True)
class Problem:
    """What keeps a record from going on, or is merely reported: where, why, and by which article."""

    gate: str
    field: str
    message: Message
    path: str = ""
    label: str = ""
    legal_basis: str = ""
    blocking: bool = True


@dataclass(frozen=True)
class Reference:
    """A record that another one names."""

    type: str
    issued: bool
    in_force: bool = True


@dataclass(frozen=True)
class Sign:
    """A sign of personal data, of a classification mark or of hidden content: kind and place, never what it is.

    ``state``: ``open``, ``answered`` by an editor, ``confirmed`` by the head of the agency.
    """

    kind: str
    path: str
    file: str
    place: str
    state: str


@dataclass(frozen=True)
class UnseenFile:
    """A file that was not looked through to its end; ``reason`` is empty if it was merely too large."""

    path: str
    name: str
    reason: str


@dataclass(frozen=True)
class FileDictionary:
    """A stored table: whether it has a data dictionary, and where both part."""

    path: str
    name: str
    written: bool
    mismatches: tuple[Mismatch, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What a gate must know that is not in the content. Gathered by ``catalogue.facts``.

    ``validation`` holds path and message of the schema's own validators; ``files`` the sha-256 that may be named;
    ``item_codes`` the codes (casefolded) of the data items of the databases that the record names;
    ``similar_titles`` titles of records of other agencies that sound the same, as far as the reader may know of them,
    an empty text for one that he may not; ``signs`` what the scan found, ``unseen_files`` what it could not read;
    ``dictionaries`` what holding data dictionaries against the files brought.
    """

    focal_officer: bool = False
    code_holder: str = ""
    fixed_code: str = ""
    name_taken: bool = False
    served_by_issued_service: bool = False
    act_published: bool = True
    references: Mapping[str, Reference] = field(default_factory=dict[str, Reference])
    files: frozenset[str] = frozenset()
    validation: tuple[tuple[str, str], ...] = ()
    item_codes: frozenset[str] = frozenset()
    similar_titles: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    unseen_files: tuple[UnseenFile, ...] = ()
    dictionaries: tuple[FileDictionary, ...] = ()


@dataclass(frozen=True)
class Subject:
    """What a gate looks at."""

    type: RecordType
    content: Mapping[str, Any]
    schema: RecordSchema
    facts: Facts
    record_id: str = ""

    def label(self, name: str) -> str:
        """Return the Vietnamese label of a field."""
        found = self.schema.fields.get(name)
        return found.label_vi if found else name

    def label_at(self, path: str) -> str:
        """Return the label of what a path names: of a field, or of a column of its rows or of the files."""
        name, _slash, rest = path.partition("/")
        column = rest.partition("/")[2].partition("/")[0]
        if not column:
            return self.label(name)
        known = self.schema.resource_fields
        if name != "resources":
            known = self.schema.fields[name].row_fields if name in self.schema.fields else known
        return known[column].label_vi if column in known else self.label(name)

    def problem(  # noqa: PLR0913 - a problem has that many parts
        self,
        gate: str,
        name: str,
        message: Message,
        *,
        path: str = "",
        legal_basis: str = "",
        blocking: bool = True,
    ) -> Problem:
        """Return a problem at a field, with its label and, unless told otherwise, its legal basis."""
        found = self.schema.fields.get(name)
        basis = legal_basis or (found.legal_basis if found else "")
        place = path or name
        return Problem(gate, name, message, place, self.label_at(place), basis, blocking)
