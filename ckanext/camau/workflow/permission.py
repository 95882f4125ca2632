"""Who may take which row of the table: roles, and separation of duties by person."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ckanext.camau.const import AGENCY_ROLES, RecordType
from ckanext.camau.workflow.routes import Route
from ckanext.camau.workflow.transitions import Subject, Transition, rows


@dataclass(frozen=True)
class HeldRole:
    """A role in force today; ``org_id`` is empty for roles of the whole portal."""

    role: str
    org_id: str | None = None


@dataclass(frozen=True)
class Actor:
    """The one who acts: an account, the person behind it, and the roles it holds today."""

    user_id: str
    person: str
    login: str = ""
    name: str = ""
    roles: frozenset[HeldRole] = frozenset()
    sysadmin: bool = False

    def has(self, role: str, org_id: str | None = None) -> bool:
        """Tell whether a role is held: for this agency if it is an agency's role.

        Rank gives nothing: ``sysadmin`` is a role of its own that only emergency rows name.
        """
        if role == "sysadmin":
            return self.sysadmin
        return HeldRole(role, org_id if role in AGENCY_ROLES else None) in self.roles

    def agencies(self, *wanted: str) -> set[str]:
        """Return the ids of the agencies in which one of the roles (any agency role if none) is held."""
        return {r.org_id for r in self.roles if r.org_id and r.role in (wanted or AGENCY_ROLES)}

    def sees_all(self) -> bool:
        """Tell whether unissued records of every agency may be read."""
        return self.sysadmin or any(r.org_id is None for r in self.roles)


@dataclass(frozen=True)
class Case:
    """What a transition is asked of: a working copy, an edition or a record.

    ``taken_by`` names for each action already taken those who took it: persons and accounts.
    ``route`` is that of a working copy; None, where it is not known yet, stands for either.
    """

    subject: Subject
    state: str
    type: RecordType | None = None
    owner_org: str | None = None
    taken_by: Mapping[str, Collection[str]] = field(default_factory=dict[str, Collection[str]])
    route: Route | None = None


def conflicting(row: Transition, case: Case, actor: Actor) -> bool:
    """Tell whether the person has already acted in a step that must be another person's.

    The account counts beside the person: whoever gets another identifier later stays who he was. A delegation makes
    no difference: the one who acts is judged by what he did himself.
    """
    before = {one for action in row.apart for one in case.taken_by.get(action, ())}
    return actor.person in before or actor.user_id in before


def candidates(action: str, case: Case) -> tuple[Transition, ...]:
    """Return the rows of an action that lead out of the case's state."""
    return tuple(t for t in rows(case.subject, case.state, case.type, case.route) if t.action == action)


def choose(action: str, case: Case, actor: Actor) -> Transition | None:
    """Return the row that this actor may take now, or None."""
    for row in candidates(action, case):
        if actor.has(row.role, case.owner_org) and not conflicting(row, case, actor):
            return row
    return None


def allowed(case: Case, actor: Actor) -> list[str]:
    """Return the actions that this actor may take now, in the order of the table."""
    names = dict.fromkeys(t.action for t in rows(case.subject, case.state, case.type, case.route))
    return [name for name in names if choose(name, case, actor)]
