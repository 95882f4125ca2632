"""Decisions that take effect on a later day: recorded now, issued on that day, taken back until then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ckan import model

from ckanext.camau.catalogue import acts, audit
from ckanext.camau.dates import today
from ckanext.camau.model import EditionDraft
from ckanext.camau.model.base import now
from ckanext.camau.people import roles
from ckanext.camau.workflow.permission import Actor


def sign(actor: Actor, draft: EditionDraft, fields: Mapping[str, Any], digest: str) -> None:
    """Keep a signed decision with its draft, which the caller has locked, until it takes effect.

    :raises tk.ValidationError: the number is taken
    """
    draft.act_key = acts.reserve(fields, draft.id)
    draft.act, draft.issue_on = acts.to_json(fields), fields["effective_from"]
    draft.signed_hash, draft.signed_by, draft.signed_at = digest, actor.user_id, now()
    draft.state, draft.modified = "signed", now()
    draft.lock_version += 1
    audit.add(
        actor, "camau_edition_issue", "edition", draft.id, states=("draft", "signed"), content_hash=digest,
        detail={"act": fields["number"], "effective_from": fields["effective_from"].isoformat()},
    )  # fmt: skip


def take_back(actor: Actor, draft: EditionDraft, reason: str) -> None:
    """Make a signed draft one that can be changed again; what was recorded stays in the audit trail alone."""
    number = (draft.act or {}).get("number")
    audit.add(
        actor, "camau_edition_unsign", "edition", draft.id, states=("signed", "draft"),
        content_hash=draft.signed_hash, note=reason, detail={"act": number},
    )  # fmt: skip
    draft.act = draft.act_key = draft.issue_on = draft.signed_hash = draft.signed_by = draft.signed_at = None
    draft.state, draft.modified = "draft", now()
    draft.lock_version += 1


def due() -> list[str]:
    """Return the ids of the signed drafts whose day has come, in the order of their days."""
    found = (
        model.Session.query(EditionDraft.id)
        .filter(EditionDraft.state == "signed", EditionDraft.issue_on <= today())
        .order_by(EditionDraft.issue_on, EditionDraft.signed_at)
    )
    return [id_ for (id_,) in found]


def lock_due(draft_id: str) -> EditionDraft | None:
    """Lock a signed draft whose day has come; None if another worker has it, or it is no longer signed."""
    return (
        model.Session.query(EditionDraft)
        .filter(EditionDraft.id == draft_id, EditionDraft.state == "signed", EditionDraft.issue_on <= today())
        .populate_existing()
        .with_for_update(skip_locked=True)
        .first()
    )


def signer(draft: EditionDraft) -> Actor:
    """Return who recorded the decision: the issue on its day is that person's act, whoever holds the role then."""
    user_id = draft.signed_by or ""
    user = model.User.get(user_id)
    return Actor(user_id, roles.person_of(user_id), user.name if user else "", user.display_name if user else "")
