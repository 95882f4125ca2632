"""The table of transitions as charts: states, and what leads from one to another. Pure.

Four charts: the two routes of a working copy, the draft decision, the issued record. Steps that leave the state as it
is (saving, claiming, commenting) are in the words beside a chart, not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ckanext.camau.workflow.messages import N_
from ckanext.camau.workflow.states import COPY_STATE_NAMES, RECORD_STATE_NAMES
from ckanext.camau.workflow.transitions import TRANSITIONS, Transition

#: States from the first to the last, those that lead back or away at the end.
_COPY: Final = ("draft", "submitted", "approved", "appraised", "scheduled", "issued", "returned", "discarded")
_EDITION: Final = ("draft", "signed", "issued", "discarded")
_RECORD: Final = ("issued", "suspended", "withdrawn", "taken_down")


@dataclass(frozen=True)
class Chart:
    """One chart: its rows of the table, its states in order, and what it is called."""

    key: str
    title: str
    about: str
    states: tuple[str, ...]
    rows: tuple[Transition, ...]


@dataclass(frozen=True)
class Names:
    """How states, steps and roles are called."""

    state: Callable[[str], str]
    step: Callable[[str], str]
    role: Callable[[str], str]


@dataclass(frozen=True)
class Edge:
    """What leads from one state to another: each line names a step and who takes it."""

    source: str
    target: str
    lines: tuple[str, ...]


def charts(table: Sequence[Transition] = TRANSITIONS) -> tuple[Chart, ...]:
    """Return the charts of a table of transitions; each row of it is in one at least."""
    copies = [row for row in table if row.subject == "working_copy"]
    editions = [row for row in table if row.subject == "edition"]
    records = [row for row in table if row.subject == "record"]
    found = (
        (
            "edition",
            N_("Through an edition, by decision of the Chairman"),
            N_("Databases and open datasets: new ones, and changes of what stands in the catalogue as issued."),
            _COPY,
            [row for row in copies if "edition" in row.routes],
        ),
        (
            "agency",
            N_("Issued by the head of the agency"),
            N_("Data sharing services, usage rules; of databases and open datasets what the catalogue does not list."),
            _COPY,
            [row for row in copies if "agency" in row.routes],
        ),
        (
            "decision",
            N_("Draft decision"),
            N_("From composing to issuing; a decision that takes effect later is issued on that day by itself."),
            _EDITION,
            editions,
        ),
        ("record", N_("Issued record"), N_("What may happen to a record that is public."), _RECORD, records),
    )
    return tuple(
        Chart(key, title, about, _present(order, rows), tuple(rows)) for key, title, about, order, rows in found
    )


def _present(order: Sequence[str], rows: Iterable[Transition]) -> tuple[str, ...]:
    """Return the states that rows name, in their order; one that the order does not know comes last."""
    named = dict.fromkeys(state for row in rows for state in (*row.source, row.target))
    return (*(state for state in order if state in named), *(state for state in named if state not in order))


def edges(chart: Chart, names: Names) -> tuple[Edge, ...]:
    """Return what leads from one state to another, each pair of states once."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for row in chart.rows:
        for source in row.source:
            if source != row.target:
                line = f"{step_of(row, names)} – {names.role(row.role)}"
                found.setdefault((source, row.target), {})[line] = None
    return tuple(Edge(source, target, tuple(lines)) for (source, target), lines in found.items())


#: Steps that are called otherwise by where they lead: action, subject and target.
_CALLED: Final[Mapping[tuple[str, str, str], str]] = {
    ("camau_edition_update", "working_copy", "appraised"): N_("Take out of the draft decision"),
    ("camau_edition_issue", "record", "withdrawn"): N_("Take out of the catalogue by decision"),
    ("camau_edition_issue", "edition", "signed"): N_("Record a decision that takes effect later"),
}


def step_of(row: Transition, names: Names) -> str:
    """Return what a row's step is called."""
    return names.step(_CALLED.get((row.action, row.subject, row.target), row.action))


def state_names() -> Mapping[str, str]:
    """Return the msgids of the names of all states."""
    return {**RECORD_STATE_NAMES, **COPY_STATE_NAMES, "signed": N_("Signed, waits for its day")}


def in_words(edge: Edge, names: Names) -> str:
    """Return an edge as a sentence for the description of a chart."""
    return f"{names.state(edge.source)} → {names.state(edge.target)}: {'; '.join(edge.lines)}."
