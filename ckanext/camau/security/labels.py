"""Permission labels: who may see a record in search and in ``package_show``.

``public`` needs two witnesses, the row and the committed ledger. Who holds the other labels is worked out for
each user from the roles in force, so that a transition or a change of office needs no new index.
"""

from __future__ import annotations

from typing import Any, Final

from ckan import model

from ckanext.camau.catalogue import public
from ckanext.camau.catalogue.who_sees import PUBLIC, REVIEWER, agency_label, hidden_labels
from ckanext.camau.const import AGENCY_ROLES
from ckanext.camau.people import roles

_REVIEWERS: Final = frozenset({"focal_point", "issuing_clerk", "auditor"})


class PermissionLabels:
    """Mixed into the plugin: the methods of IPermissionLabels."""

    def get_dataset_labels(self, dataset_obj: model.Package) -> list[str]:
        """Return who may see a package: everybody, or its agency and the reviewers."""
        visible_row = dataset_obj.state == "active" and not dataset_obj.private
        return of(public=visible_row and public.is_issued(dataset_obj.id), owner_org=dataset_obj.owner_org)

    def get_user_dataset_labels(self, user_obj: Any) -> list[str]:
        """Return what a user may see by the roles held today; a guest sees what is public."""
        if not user_obj or user_obj.is_anonymous:
            return [PUBLIC]
        held = roles.roles_of(user_obj.id)
        agencies = {role.org_id for role in held if role.role in AGENCY_ROLES and role.org_id}
        labels = [PUBLIC, *(agency_label(org_id) for org_id in sorted(agencies))]
        return [*labels, REVIEWER] if any(role.role in _REVIEWERS for role in held) else labels


def of(*, public: bool, owner_org: str | None) -> list[str]:
    """Return the labels of a record that is public, or of one that only its agency and the reviewers see."""
    return [PUBLIC] if public else hidden_labels(owner_org or "")
