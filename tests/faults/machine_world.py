"""What the state machine acts on and looks at: a province, crashes at will, what ledger, search and feed say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, Final

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests import factories as core

from ckanext.camau.catalogue import in_force
from ckanext.camau.catalogue.content import content_hash
from ckanext.camau.const import FEED_TYPES
from ckanext.camau.feed import query as feed_query
from ckanext.camau.feed import selection
from ckanext.camau.logic.action import common
from ckanext.camau.model import Act, Audit, EditionEntry, Version, VersionPayload, WorkingCopy
from ckanext.camau.workflow.transitions import TRANSITIONS
from tests import province
from tests.province import act

CRASHES: Final = (None, None, None, "before commit", "after commit", "no index")
REFUSALS: Final = (tk.NotAuthorized, tk.ObjectNotFound, tk.ValidationError)

#: State to state, as the table has it for working copies; an edition moves its entries too.
_PAIRS: Final = {
    (source, row.target) for row in TRANSITIONS if row.subject == "working_copy" for source in row.source
} | {(None, "draft"), ("appraised", "scheduled"), ("scheduled", "appraised"), ("scheduled", "issued"),
     ("scheduled", "returned")}  # fmt: skip
_LONG: Final = {"submitted", "approved", "appraised", "scheduled"}


class Crash(Exception):
    """The process ends here: nothing after it is done."""


class World:
    """A province that grows from example to example; each looks at all of it."""

    def __init__(self) -> None:
        self.place = province.build()
        self.second_head = core.User()["name"]
        province.give((self.place.admin, self.place.admin2), self.second_head, "agency_head", self.place.org)
        self.logins: dict[str, str | None] = {
            "editor": self.place.editor, "head": self.place.head, "second head": self.second_head,
            "focal point": self.place.focal, "clerk": self.place.clerk, "sysadmin": self.place.admin, "guest": None,
        }  # fmt: skip
        self.copies: list[str] = []
        self.editions: list[str] = []
        self.hashes: dict[str, str] = {}
        #: What became of the calls: for whoever doubts that the machine does anything.
        self.outcomes: Counter[tuple[str, str]] = Counter()

    def copy(self, number: int) -> WorkingCopy | None:
        """One of the working copies of this example."""
        if not self.copies:
            return None
        return model.Session.get(WorkingCopy, self.copies[number % len(self.copies)])

    def try_(self, who: str, action: str, crash: str | None = None, **data: Any) -> Any:
        """Call an action; a refusal and the crash that was asked for give None, anything else fails."""
        try:
            with _crashing(crash):
                result = act(self.logins[who], action, **data)
        except (*REFUSALS, Crash) as error:
            self.outcomes[action, type(error).__name__] += 1
            return None
        else:
            self.outcomes[action, "done"] += 1
            return result
        finally:
            model.Session.rollback()
            model.Session.expunge_all()

    def public(self) -> set[str]:
        """What the ledger says is public."""
        return {record.record_id for record in in_force.page(limit=10_000)}

    def searched(self) -> set[str]:
        """What a guest's search finds."""
        return {row["id"] for row in act(None, "package_search", q="*:*", rows=1000, fl=["id"])["results"]}

    def check(self, *, settled: bool) -> None:
        """Hold everything against the ledger; the search may lag behind, never run ahead."""
        public = self.public()
        searched = self.searched()
        assert searched <= public
        assert not settled or searched == public
        rows = model.Session.query(model.Package.id).filter_by(private=False, state="active")
        assert {id_ for (id_,) in rows} == public
        fed = {record.record_id for record in selection.select(feed_query.Query(), 10_000).records}
        listed = {r.record_id for r in in_force.page(limit=10_000, types=FEED_TYPES)}
        assert fed == listed
        assert public <= {v.record_id for v in model.Session.query(Version)}
        self._hashes()
        self._entries()
        self._steps()
        model.Session.rollback()

    def _hashes(self) -> None:
        pairs = model.Session.query(Version, VersionPayload).join(
            VersionPayload, VersionPayload.version_id == Version.id
        )
        for version, payload in pairs:
            assert content_hash(payload.content) == version.content_hash
            assert self.hashes.setdefault(version.id, version.row_hash) == version.row_hash

    def _entries(self) -> None:
        """Every issued entry has an act and was written and approved by two persons, no step left out."""
        for version in model.Session.query(Version):
            assert version.act_id is None or model.Session.get(Act, version.act_id)
            steps = model.Session.query(Audit).filter_by(subject_id=version.working_copy_id).order_by(Audit.seq).all()
            wrote = {s.person for s in steps if s.action in ("camau_working_copy_create", "camau_submit")}
            approved = {s.person for s in steps if s.action == "camau_approve"}
            assert wrote
            assert approved
            assert not wrote & approved, "one person wrote and approved"
        entries = model.Session.query(EditionEntry, Version).join(Version, Version.id == EditionEntry.version_id)
        for entry, version in entries.filter(EditionEntry.kind == "entry"):
            assert version.act_id
            states = model.Session.query(Audit.to_state).filter_by(subject_id=version.working_copy_id)
            assert not _LONG - {state for (state,) in states}, entry.record_id

    def _steps(self) -> None:
        for copy_id in self.copies:
            lines = model.Session.query(Audit).filter_by(subject_id=copy_id).order_by(Audit.seq)
            moves = [(s.from_state, s.to_state) for s in lines if s.to_state and s.from_state != s.to_state]
            assert set(moves) <= _PAIRS, moves
            for before, after in pairwise(moves):
                assert before[1] == after[0], moves


@contextmanager
def _crashing(crash: str | None) -> Iterator[None]:
    """Let the process of an action end at its commit, right after it, or before it tells the index."""
    commit, index_now = model.Session.commit, common.index_now

    def dies(*_args: Any) -> None:
        if crash == "after commit":
            commit()
        raise Crash

    if crash in ("before commit", "after commit"):
        model.Session.commit = dies
    elif crash == "no index":
        common.index_now = lambda: None
    try:
        yield
    finally:
        model.Session.commit, common.index_now = commit, index_now


def spoil(how: str) -> None:
    """Do to the index what only a fault does."""
    from ckan.lib.search.common import make_connection

    solr = make_connection(decode_dates=False)
    if how == "wiped":
        solr.delete(q="*:*", commit=True)
        return
    docs = solr.search("*:*", rows=1000).docs
    for doc in docs:
        doc.pop("_version_", None)
        if how == "all public":
            doc.update(permission_labels=["public"], capacity="public")
        else:
            doc.update(issued_hash="0" * 64)
    if docs:
        solr.add(docs, commit=True)
