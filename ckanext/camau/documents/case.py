"""The review of one working copy as data: the review sheet (phiếu ý kiến) and the dossier of the case. Pure.

Who said or did what, when, and on the content of which hash (D32 13(1), 11).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ckanext.camau.dates import vietnamese_moment
from ckanext.camau.documents.library import OURS, Library
from ckanext.camau.documents.text import joined, plain

Row = Mapping[str, str]
Name = Callable[[str], str]


@dataclass(frozen=True)
class Labels:
    """How types, states, steps, roles, routes and reasons of a return are called."""

    type: Name
    state: Name
    step: Name
    role: Name
    route: Name
    reason: Name


@dataclass(frozen=True)
class Frame:
    """When and for which address a document is made, and in which words."""

    labels: Labels
    at: str
    address: str
    library: Library = OURS


@dataclass(frozen=True)
class Case:
    """A case ready to be printed; every text is final."""

    words: Mapping[str, str]
    heading: str
    file_name: str
    title: str
    subject: str
    facts: tuple[tuple[str, str], ...]
    hash_line: str
    check: str
    digest: str
    comments: tuple[Row, ...]
    decisions: tuple[Row, ...]
    history: tuple[Row, ...]
    changes: tuple[Row, ...]
    is_new: bool

    def context(self) -> dict[str, Any]:
        """Return what templates may name."""
        return {"case": self, "words": self.words, "comments": self.comments, "decisions": self.decisions}


def build(
    kind: str,
    copy: Mapping[str, Any],
    comments: Iterable[Mapping[str, Any]],
    changes: Sequence[Mapping[str, Any]],
    frame: Frame,
) -> Case:
    """Return the review sheet (``sheet``) or the dossier (``dossier``) of a working copy.

    :param copy: as ``camau_working_copy_show`` gives it, with its history folded
    :param comments: as ``camau_comment_list`` gives them
    :param changes: against the issued version, or against nothing for a new record
    """
    labels = frame.labels
    source = frame.library.data("review.yaml")
    words: Mapping[str, str] = source["words"]
    history = [_step(line, words, labels) for line in copy.get("history") or ()]
    return Case(
        words=words,
        heading=source[kind]["heading"],
        file_name=source[kind]["file_name"],
        title=plain(copy["title"]),
        subject=words["subject"].format(type=labels.type(copy["type"]), title=plain(copy["title"])),
        facts=tuple(_facts(copy, words, labels)),
        hash_line=words["hash"].format(hash=copy["content_hash"]),
        check=words["check"].format(at=vietnamese_moment(frame.at), address=frame.address),
        digest=copy["content_hash"],
        comments=tuple(_comment(str(n), one, words, labels) for n, one in enumerate(comments, 1)),
        decisions=tuple(line for line in history if line["reasons"] or line["note"]),
        history=tuple(history),
        changes=tuple(_change(change, words) for change in changes),
        is_new=not copy.get("base_version"),
    )


def _facts(copy: Mapping[str, Any], words: Mapping[str, str], labels: Labels) -> Iterable[tuple[str, str]]:
    found = {
        "code": copy.get("code"),
        "agency": copy.get("agency"),
        "route": labels.route(copy["route"]) if copy.get("route") else "",
        "state": labels.state(copy["state"]),
        "base": str(copy.get("base_version") or ""),
    }
    return ((words[key], plain(value)) for key, value in found.items() if value)


def _comment(number: str, one: Mapping[str, Any], words: Mapping[str, str], labels: Labels) -> Row:
    by = (one["author_name"], labels.role(one["role"]), vietnamese_moment(one["at"]))
    return {
        "number": number,
        "place": joined([one["label"], "" if one.get("path") else words["gone"]]),
        "value": plain(one.get("value_text")) or words["empty"],
        "text": plain(one["text"]),
        "who": joined(by),
        "on_hash": plain(one.get("content_hash")),
        "outcome": _outcome(one, words),
    }


def _outcome(one: Mapping[str, Any], words: Mapping[str, str]) -> str:
    if one.get("resolved_how") == "closed":
        at = vietnamese_moment(one.get("resolved_at") or "")
        return words["closed"].format(name=plain(one.get("resolved_by_name")), at=at)
    return words["changed" if one.get("resolved") else "open"]


def _step(line: Mapping[str, Any], words: Mapping[str, str], labels: Labels) -> Row:
    saves = ""
    if line.get("until"):
        saves = words["times"].format(times=line["times"], at=vietnamese_moment(line["until"]))
    moved = line.get("to_state") and line["to_state"] != line.get("from_state")
    return {
        "at": joined([vietnamese_moment(line["at"]), saves]),
        "by": plain(line.get("actor_name") or line.get("actor")),
        "step": plain(labels.step(line["action"])),
        "states": plain(labels.state(line["to_state"])) if moved else "",
        "on_hash": plain(line.get("content_hash")),
        "reasons": joined(labels.reason(reason) for reason in line.get("reasons") or ()),
        "note": plain(line.get("note")),
    }


def _change(change: Mapping[str, Any], words: Mapping[str, str]) -> Row:
    """Return a field that differs; of a list only the rows that do."""
    if change.get("rows") and change.get("before"):
        return {
            "field": plain(change["label"]),
            "before": "",
            "after": "",
            "rows": joined(_rows(change["rows"], words)),
        }
    texts = {side: plain(change[f"{side}_text"]) or words["empty"] for side in ("before", "after")}
    return {"field": plain(change["label"]), **texts, "rows": ""}


def _rows(rows: Iterable[Mapping[str, Any]], words: Mapping[str, str], indent: str = "") -> Iterable[str]:
    for row in rows:
        kind = words["changed_row" if row["change"] == "changed" else row["change"]]
        yield f"{indent}• {plain(row['key'])} ({kind})"
        for cell in row.get("cells") or ():
            if cell.get("rows"):
                yield f"{indent}  {plain(cell['label'])}:"
                yield from _rows(cell["rows"], words, indent + "    ")
                continue
            before, after = (plain(cell.get(side)) or words["empty"] for side in ("before_text", "after_text"))
            yield f"{indent}  {plain(cell['label'])}: {before} → {after}"
