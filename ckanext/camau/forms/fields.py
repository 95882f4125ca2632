"""What a form has to ask, read from a scheming schema: one ``Field`` per question. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from ckanext.camau.schemas.fields import Condition, condition_of, types_of

Kind = Literal[
    "text",
    "longtext",
    "date",
    "yes_no",
    "declaration",
    "choice",
    "choices",
    "texts",
    "references",
    "tags",
    "rows",
    "carried",
    "hidden",
]

#: The rows of files: the field has no line of its own in a schema.
FILES: Final = "resources"
#: Keys of a schema that are no part of the content.
_NOT_CONTENT: Final = {"owner_org"}
#: What a row of files carries along unseen: the server finds it out for itself.
_CARRIED: Final = ("id", "sha256", "size", "mimetype")
#: The kinds of the schemas that are asked under another name here.
_KINDS: Final[dict[str, Kind]] = {
    "multi": "texts",
    "boolean": "yes_no",
    "choice": "choice",
    "rows": "rows",
    "references": "references",
    "date": "date",
    "tags": "tags",
}

#: Kinds that fit into one cell of a table.
_CELLS: Final = frozenset({"text", "longtext", "date", "yes_no", "choice", "hidden"})
#: More columns than this make cells too narrow to read.
_WIDEST: Final = 6

Choice = tuple[str, str]
ChoicesOf = Callable[[Mapping[str, Any]], list[Choice]]
LabelOf = Callable[[Any], str]


@dataclass(frozen=True)
class Field:
    """One question of a form. ``subfields`` are the columns of a repeating row.

    ``checklist``: the rows are those of the code list of the first column, no more and no fewer.
    """

    name: str
    kind: Kind
    label: str = ""
    help: str = ""
    legal_basis: str = ""
    required: bool = False
    listed: bool = False
    choices: tuple[Choice, ...] = ()
    record_types: tuple[str, ...] = ()
    part: str = ""
    condition: Condition | None = None
    checklist: bool = False
    placeholder: str = ""
    input_mode: str = "text"
    subfields: tuple[Field, ...] = ()

    @property
    def matrix(self) -> tuple[Field, ...]:
        """The columns of a row that ask the same list (user groups by way of sharing): shown as one table."""
        many = [sub for sub in self.subfields if sub.kind == "choices"]
        return tuple(many) if len(many) > 1 and len({sub.choices for sub in many}) == 1 else ()

    @property
    def layout(self) -> Literal["matrix", "checklist", "table", "cards"]:
        """How rows are laid out: simple ones as a table, the rest as cards."""
        if self.matrix:
            return "matrix"
        if self.checklist:
            return "checklist"
        asked = [sub for sub in self.subfields if sub.kind != "hidden"]
        simple = len(asked) <= _WIDEST and all(sub.kind in _CELLS for sub in asked)
        return "table" if simple and self.name != FILES else "cards"

    @property
    def is_list(self) -> bool:
        """Whether the value is a list of strings."""
        return self.kind in ("choices", "texts", "references")


def fields_of(schema: Mapping[str, Any], choices_of: ChoicesOf, label_of: LabelOf) -> tuple[Field, ...]:
    """Return the questions of a record type in the schema's order, the files last.

    :param schema: a scheming dataset schema
    :param choices_of: gives the (code, label) pairs of a scheming field
    :param label_of: picks the language of a label
    """
    found = [
        field_of(raw, choices_of, label_of) for raw in schema["dataset_fields"] if raw["field_name"] not in _NOT_CONTENT
    ]
    if schema.get("resource_fields"):
        found.append(_files(schema["resource_fields"], choices_of, label_of))
    return tuple(found)


def field_of(raw: Mapping[str, Any], choices_of: ChoicesOf, label_of: LabelOf) -> Field:
    """Return the question that one scheming field asks."""
    name = _name(raw)
    kind = kind_of(raw)
    return Field(
        name=name,
        kind=kind,
        label=label_of(raw.get("label", name)),
        help=label_of(raw.get("help_text", "")),
        legal_basis=str(raw.get("legal_basis") or ""),
        required=bool(raw.get("required")),
        listed=bool(raw.get("listed")),
        choices=tuple(choices_of(raw)) if kind in ("choice", "choices", "declaration") else (),
        record_types=types_of(raw.get("reference_type")),
        part=str(raw.get("part") or ""),
        condition=condition_of(raw.get("required_if")),
        checklist=bool(raw.get("checklist")),
        placeholder=str(raw.get("form_placeholder") or "") if kind != "date" else "",
        input_mode=str((raw.get("form_attrs") or {}).get("inputmode", "text")),
        subfields=tuple(field_of(sub, choices_of, label_of) for sub in raw.get("repeating_subfields", ())),
    )


def kind_of(raw: Mapping[str, Any]) -> Kind:
    """Say how a scheming field is asked."""
    kind = raw.get("kind", "text")
    if kind == "rows":  # scheming has no snippet for them; we have
        return "rows"
    if "form_snippet" in raw and not raw["form_snippet"]:
        return "hidden"
    if kind == "multi" and raw.get("code_list"):
        return "choices"
    if kind == "boolean" and raw.get("declaration"):
        return "declaration"
    if kind == "text" and "textarea" in str(raw.get("form_snippet")):
        return "longtext"
    return _KINDS.get(kind, "text")


def _name(raw: Mapping[str, Any]) -> str:
    name = str(raw["field_name"])
    return "tags" if name == "tag_string" else name


def _files(raw: Iterable[Mapping[str, Any]], choices_of: ChoicesOf, label_of: LabelOf) -> Field:
    shown = [field_of(item, choices_of, label_of) for item in raw if item["field_name"] not in _CARRIED]
    shown = [replace(item, kind="carried") if item.kind == "rows" else item for item in shown]
    carried = [Field(name=name, kind="hidden") for name in _CARRIED]
    return Field(name=FILES, kind="rows", part="files", subfields=(*carried, *shown))
