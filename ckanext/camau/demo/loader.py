"""Loads the demo data: people first, then every record along its real route. Repeatable at any point."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ckanext.camau.demo import decisions, paths, people, routes, source
from ckanext.camau.demo.accounts import AccountFile, wanted

#: Told after each piece: what is being done, how many pieces are done, of how many.
Progress = Callable[[str, int, int], None]


class Loader:
    """One run. ``changed`` counts what was missing and has been made."""

    def __init__(self, accounts: Path, progress: Progress) -> None:
        self.accounts = AccountFile(accounts)
        self.progress = progress
        self.changed = 0

    def run(self) -> int:
        """Load what is missing and return how many pieces that were; 0 when all was there.

        :raises ActionError: an action of the portal refused, with its reason
        """
        self._people()
        copies = self._drafts()
        for record_type in source.SOURCES:
            self._records(record_type, copies)
        self._each("Changes under way", source.changes(), lambda c: decisions.change(c, copies[c.code]))
        return self.changed

    def _people(self) -> None:
        self._each("Accounts", wanted(), lambda account: people.add_account(account, self.accounts))
        self._each("Agencies", source.agencies().values(), people.add_agency)
        self._each("Roles", wanted(), people.add_roles)
        self._each("Focal officers", source.owners(), people.add_officer)

    def _drafts(self) -> dict[str, routes.Copy]:
        copies = routes.standing()

        def draft(record: source.DemoRecord) -> bool:
            if record.code in copies:
                return False
            copies[record.code] = routes.create(record, copies)
            return True

        self._each("Drafts", source.records(), draft)
        self._each("References", source.records(), lambda record: routes.connect(record, copies))
        return copies

    def _records(self, record_type: str, copies: dict[str, routes.Copy]) -> None:
        def advance(record: source.DemoRecord) -> bool:
            before = copies[record.code]
            if routes.is_change(before):
                return decisions.end(record, before["record_id"])
            after = routes.advance(record, before, paths.goal(record), record.reason)
            copies[record.code] = after
            return decisions.end(record, after["record_id"]) or after["state"] != before["state"]

        records = [record for record in source.records() if record.type == record_type]
        named = {record.edition for record in records}
        self._each(source.SOURCES[records[0].type], records, advance)
        self._each("Editions", [e for e in source.editions() if e.key in named], lambda e: decisions.edition(e, copies))
        copies.update(routes.standing())

    def _each(self, what: str, pieces: Iterable[Any], work: Callable[[Any], bool]) -> None:
        pieces = list(pieces)
        for done, piece in enumerate(pieces, start=1):
            self.changed += work(piece)
            self.progress(what, done, len(pieces))
