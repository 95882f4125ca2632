"""Any order of actions by anybody, with crashes and a spoiled index: what the public sees is what was issued.

Hypothesis draws the steps. In CI few and always the same; with CAMAU_FAULTS=full many and ever new ones.
"""

from __future__ import annotations

from typing import Any, ClassVar

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ckan import model

from ckanext.camau.catalogue import chain
from ckanext.camau.catalogue.in_force import find
from ckanext.camau.const import EDITION_TYPE
from ckanext.camau.logic.action import own_actions
from ckanext.camau.model import Outbox
from ckanext.camau.model.base import now
from ckanext.camau.outbox import run
from ckanext.camau.reconcile import run as reconciler
from tests import province
from tests.faults import full
from tests.faults.machine_world import CRASHES, World, spoil

WHO = st.sampled_from(["editor", "head", "second head", "focal point", "clerk", "sysadmin", "guest"])
CLERKS = st.sampled_from(["clerk", "clerk", "clerk", "focal point", "sysadmin", "guest"])
COMPOSERS = st.sampled_from(["focal point", "focal point", "clerk", "sysadmin"])
NUMBER = st.integers(0, 5)
CRASH = st.sampled_from(CRASHES)
TYPES = st.sampled_from(["usage_rule", "database", "dataset"])
#: Who takes a step in the ordinary way; now and then somebody else tries.
USUAL = {
    "camau_submit": "editor", "camau_approve": "head", "camau_appraise": "focal point", "camau_return": "head",
    "camau_recall": "editor", "camau_working_copy_discard": "editor",
}  # fmt: skip
STEPS = st.sampled_from(["camau_submit", "camau_approve", "camau_appraise"] * 3 + [
    "camau_return", "camau_recall", "camau_working_copy_discard",
])  # fmt: skip


class Procedure(RuleBasedStateMachine):
    """The steps that anybody may try."""

    world: ClassVar[World]

    @initialize(types=st.lists(TYPES, min_size=2, max_size=3))
    def begin(self, types: list[str]) -> None:
        self.world.copies, self.world.editions = [], []
        for type_ in types:
            self.create("editor", type_, None)

    @rule(who=WHO, type_=TYPES, crash=CRASH)
    def create(self, who: str, type_: str, crash: str | None) -> None:
        place = self.world.place
        data = place.content(type_)
        made = self.world.try_(who, "camau_working_copy_create", crash, type=type_, owner_org=place.org, data=data)
        if made:
            self.world.copies.append(made["id"])

    @rule(number=NUMBER, action=STEPS, who=st.none() | WHO, crash=CRASH, wrong=st.booleans())
    def step(self, number: int, action: str, who: str | None, crash: str | None, *, wrong: bool) -> None:
        if (copy := self.world.copy(number)) is None:
            return
        data: dict[str, Any] = {"id": copy.id, "content_hash": copy.content_hash}
        if wrong and who:
            data["content_hash"] = "0" * 64
        if action == "camau_return":
            data.update(reasons=["incomplete"], note="Chưa đủ")
        if action == "camau_approve" and copy.type == "usage_rule":
            data["act"] = province.document(self.world.place.head)
        self.world.try_(who or USUAL[action], action, crash, **data)

    @rule(number=NUMBER)
    def walk(self, number: int) -> None:
        """The whole way to appraisal, so that editions have something to hold."""
        for action in ("camau_submit", "camau_approve", "camau_appraise"):
            self.step(number, action, None, None, wrong=False)

    @rule(number=NUMBER, crash=CRASH)
    def publish(self, number: int, crash: str | None) -> None:
        """The whole way to the public; the crash comes at its last step."""
        if (copy := self.world.copy(number)) is None:
            return
        kind = next((kind for kind, type_ in EDITION_TYPE.items() if type_ == copy.type), None)
        self.walk(number)
        if kind:
            self.compose("focal point", kind, None, take_out=False)
            self.issue(-1, "clerk", crash)

    @rule(number=NUMBER, long=st.booleans(), crash=CRASH)
    def change(self, number: int, crash: str | None, *, long: bool) -> None:
        """Change an issued record: a listed field goes the long way, another one the short."""
        copy = self.world.copy(number)
        standing = find(copy.record_id) if copy else None
        if standing is None:
            return
        key = "title" if long else {"database": "purpose", "dataset": "completeness"}.get(standing.type, "title")
        data = {**standing.content, key: f"{standing.content[key][:60]} {len(self.world.copies)}"}
        made = self.world.try_("editor", "camau_working_copy_create", crash, record_id=standing.record_id)
        if made:
            self.world.copies.append(made["id"])
            self.world.try_(
                "editor", "camau_working_copy_update", None, id=made["id"], lock_version=made["lock_version"], data=data
            )

    @rule(who=COMPOSERS, kind=st.sampled_from(list(EDITION_TYPE)), take_out=st.booleans(), crash=CRASH)
    def compose(self, who: str, kind: str, crash: str | None, *, take_out: bool) -> None:
        copies = [c for c in map(self.world.copy, range(len(self.world.copies))) if c and c.type == EDITION_TYPE[kind]]
        entries = list(dict.fromkeys(c.record_id for c in copies if c.state == "appraised"))
        removals = [c.record_id for c in copies if take_out and c.record_id not in entries and find(c.record_id)][:1]
        if not entries and not removals:
            return
        made = self.world.try_(
            who, "camau_edition_create", crash, kind=kind, title="Danh mục", entries=entries, removals=removals
        )
        if made:
            self.world.editions.append(made["id"])

    @rule(number=NUMBER, who=CLERKS, crash=CRASH)
    def issue(self, number: int, who: str, crash: str | None) -> None:
        if not self.world.editions:
            return
        id_ = self.world.editions[number % len(self.world.editions)]
        shown = self.world.try_("clerk", "camau_edition_show", id=id_)
        paper = province.document(self.world.place.clerk)
        self.world.try_(who, "camau_edition_issue", crash, id=id_, edition_hash=shown["edition_hash"], act=paper)

    @rule(number=NUMBER, who=WHO, action=st.sampled_from(
        ["camau_record_suspend", "camau_record_resume", "camau_record_withdraw", "camau_record_take_down"]
    ), crash=CRASH)  # fmt: skip
    def end(self, number: int, who: str, action: str, crash: str | None) -> None:
        if copy := self.world.copy(number):
            paper = province.upload(self.world.place.head, province.pdf(), "quyết định.pdf")
            self.world.try_(who, action, crash, id=copy.record_id, reason="Lý do", document=paper)

    @rule(numbers=st.lists(NUMBER, min_size=1, max_size=3, unique=True), crash=CRASH)
    def together(self, numbers: list[int], crash: str | None) -> None:
        """Several records in one submission; a reviewer holds one of them."""
        if "camau_submission_create" not in own_actions():
            return
        copies = {c.id: c for c in map(self.world.copy, numbers) if c}
        items = [{"id": c.id, "content_hash": c.content_hash} for c in copies.values()]
        made = items and self.world.try_("editor", "camau_submission_create", crash, items=items)
        if made:
            self.world.try_("second head", "camau_claim", None, id=items[0]["id"])
            decisions = [{**item, "decision": "approve"} for item in items]
            self.world.try_("head", "camau_submission_decide", None, id=made["id"], decisions=decisions)
            self.world.try_("second head", "camau_release", None, id=items[0]["id"])

    @rule(how=st.sampled_from(["wiped", "all public", "stale"]))
    def spoil(self, how: str) -> None:
        spoil(how)

    @rule()
    def drain(self) -> None:
        model.Session.query(Outbox).filter(Outbox.done_at.is_(None)).update({"due": now()})
        model.Session.commit()
        run.run_due()

    @rule()
    def settle(self) -> None:
        self.drain()
        reconciler.reconcile()
        self.world.check(settled=True)

    @invariant()
    def nothing_unissued_is_public(self) -> None:
        self.world.check(settled=False)

    def teardown(self) -> None:
        self.settle()


@pytest.mark.usefixtures("clean_portal")
def test_what_the_public_sees_is_what_was_issued(clean_portal, app):
    many = full()
    Procedure.world = World()
    chosen = settings(
        max_examples=40 if many else 8, stateful_step_count=40 if many else 20, derandomize=not many, database=None,
        deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    with app.flask_app.test_request_context():
        run_state_machine_as_test(Procedure, settings=chosen)
        assert [link.table for link in chain.verify() if link.broken_at is not None] == []
        # a machine that issued nothing would hold every promise
        assert Procedure.world.hashes, Procedure.world.outcomes
