"""Comments of the review on single fields. Each function adds to the caller's transaction.

A comment is open while the field has the value that it was made on. Rows are found again by what they are known by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from ckan import model

from ckanext.camau.catalogue import diff, places_in_content
from ckanext.camau.catalogue.content import Content, ShapeError, text
from ckanext.camau.catalogue.places_in_content import NoPlace
from ckanext.camau.model import Comment, WorkingCopy
from ckanext.camau.model.base import now
from ckanext.camau.schemas.fields import RecordSchema, record_schema
from ckanext.camau.workflow.messages import N_, Message
from ckanext.camau.workflow.permission import Actor

How = Literal["changed", "closed"]

_LONGEST: Final = 4_000
_LONGEST_VALUE: Final = 500
_MOST: Final = 200
#: Who may close whose comments: a later step those of an earlier one.
_RANK: Final[dict[str, int]] = {"editor": 0, "agency_head": 1, "focal_point": 2}


@dataclass(frozen=True)
class Remark:
    """What somebody says about one place of a content."""

    path: str
    text: str


@dataclass(frozen=True)
class Shown:
    """A comment beside the content as it is now. ``path`` is None if its row is gone; ``how`` it was resolved."""

    comment: Comment
    path: str | None
    how: How | None


def remarks(given: Sequence[Any], content: Content, type_: str) -> list[Remark]:
    """Return comments as a client sent them.

    :param given: ``path`` and ``text`` of each
    :raises ShapeError: with every one that has no text or names no place of the content, at ``comments/NUMBER``
    """
    errors: dict[str, Message] = {}
    found: list[Remark] = []
    if len(given) > _MOST:
        raise ShapeError({"comments": Message(N_("At most %(limit)s comments at a time."), {"limit": str(_MOST)})})
    for index, one in enumerate(given):
        row: Mapping[str, Any] = one if isinstance(one, Mapping) else {}
        path, said = row.get("path"), row.get("text")
        said = text(said) if isinstance(said, str) else ""
        if problem := _problem(path, said, content, record_schema(type_)):
            errors[f"comments/{index}"] = problem
        else:
            found.append(Remark(str(path), said))
    if errors:
        raise ShapeError(errors)
    return found


def _problem(path: Any, said: str, content: Content, schema: RecordSchema) -> Message | None:
    if not said:
        return Message(N_("Write what you have to say about this field."))
    if len(said) > _LONGEST:
        return Message(N_("A comment has at most %(limit)s characters."), {"limit": str(_LONGEST)})
    if not isinstance(path, str) or not places_in_content.known(schema, path):
        return Message(N_("There is no such field."))
    try:
        places_in_content.value_at(content, path)
    except NoPlace:
        return Message(N_("There is no such row."))
    return None


def add(actor: Actor, copy: WorkingCopy, role: str, remark: Remark, names: Mapping[str, str]) -> Comment:
    """Write a comment down, with the value that it is about.

    :param names: titles of the records that the content names, and what files are called
    """
    value = places_in_content.value_at(copy.data, remark.path)
    shown = diff.text_at(remark.path, value, record_schema(copy.type), names)
    comment = Comment(
        working_copy_id=copy.id,
        path=remark.path,
        anchor=places_in_content.anchor_of(copy.data, remark.path),
        value_hash=places_in_content.value_hash(value),
        value_text=shown[:_LONGEST_VALUE],
        text=remark.text,
        author=actor.user_id,
        person=actor.person,
        role=role,
        state_at=copy.state,
        content_hash=copy.content_hash,
    )
    model.Session.add(comment)
    model.Session.flush()
    return comment


def of_copy(copy: WorkingCopy) -> list[Shown]:
    """Return the comments on a working copy, oldest first, beside its content as it is now."""
    found = model.Session.query(Comment).filter_by(working_copy_id=copy.id).order_by(Comment.at, Comment.id)
    return [_beside(comment, copy.data) for comment in found]


def _beside(comment: Comment, content: Content) -> Shown:
    path = places_in_content.locate(content, comment.anchor)
    same = path is not None and _same(content, path, comment.value_hash)
    how: How | None = "closed" if comment.closed_at else None if same else "changed"
    return Shown(comment, path, how)


def _same(content: Content, path: str, value_hash: str) -> bool:
    return places_in_content.value_hash(places_in_content.value_at(content, path)) == value_hash


def open_counts(copies: Iterable[WorkingCopy]) -> dict[str, int]:
    """Return for each working copy how many comments on it are open, with one query for all."""
    by_id = {copy.id: copy for copy in copies}
    found = model.Session.query(Comment).filter(
        Comment.working_copy_id.in_(by_id), Comment.closed_at.is_(None)
    )  # fmt: skip
    counts = dict.fromkeys(by_id, 0)
    for comment in found:
        counts[comment.working_copy_id] += _beside(comment, by_id[comment.working_copy_id].data).how is None
    return counts


def may_close(actor: Actor, role: str, comment: Comment) -> bool:
    """Tell whether somebody who acts in a role may close a comment: his own, or as reviewer an earlier step's."""
    if comment.person == actor.person or comment.author == actor.user_id:
        return True
    return _RANK[role] > 0 and _RANK[role] >= _RANK.get(comment.role, 0)


def close(actor: Actor, comment: Comment) -> None:
    """Close a comment, though the value stays."""
    comment.closed_by, comment.closed_at = actor.user_id, now()


def erase(record_id: str) -> None:
    """Let go every comment on a record's working copies: they repeat what is erased."""
    copies = model.Session.query(WorkingCopy.id).filter(WorkingCopy.record_id == record_id).scalar_subquery()
    model.Session.query(Comment).filter(Comment.working_copy_id.in_(copies)).delete(synchronize_session=False)
