"""What the form of a record shows of the review: the return, the comments, corrections that are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ckanext.camau.catalogue import correction_asks
from ckanext.camau.forms import parts as steps
from ckanext.camau.forms import problems as problem_places
from ckanext.camau.forms import remarks
from ckanext.camau.forms.problems import Shown
from ckanext.camau.logic import dictize
from ckanext.camau.pages import way
from ckanext.camau.views.editing import Editing
from ckanext.camau.views.support import act


def shown(editing: Editing, parts: Sequence[steps.Part], found: Sequence[Shown]) -> dict[str, Any]:
    """Return the problems and comments at each input, all comments, the newest return and what is asked for.

    :param found: the problems of the content that is shown
    """
    comments = _comments(editing, parts)
    return {
        "problems": remarks.beside(problem_places.by_anchor(found), comments),
        "comments": comments,
        "returned": way.last_return(editing.working_copy.get("history") or ()),
        "asked": asked(editing.record_id) if editing.record_id else [],
    }


def asked(record_id: str) -> list[dict[str, Any]]:
    """Return the corrections of a record that are asked for and not issued yet, for those inside."""
    found = correction_asks.open_asks([record_id])
    return [correction_asks.as_dict(row, dictize.account_name(row.asked_by)) for row in found]


def _comments(editing: Editing, parts: Sequence[steps.Part]) -> list[dict[str, Any]]:
    """Return the comments of the review with the place of each on the form: its step and the id of its input."""
    if not editing.working_copy:
        return []
    return [_placed(one, parts) for one in act("camau_comment_list", id=editing.working_copy["id"])["comments"]]


def _placed(comment: Mapping[str, Any], parts: Sequence[steps.Part]) -> dict[str, Any]:
    path = str(comment["path"] or "")
    step = steps.home_of(parts, path.partition("/")[0])
    return {**comment, "anchor": problem_places.anchor(path), "step": step}
