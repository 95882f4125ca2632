"""How a long form is cut into parts. Data: which field belongs to which part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ckanext.camau.forms.fields import Field
from ckanext.camau.workflow.messages import N_

#: Parts in the order on the page: key, heading, fields. What no part names goes to the first one.
PARTS: Final[tuple[tuple[str, str, frozenset[str]], ...]] = (
    ("general", N_("General information"), frozenset()),
    (
        "content",
        N_("Content of the data"),
        frozenset(
            {
                "creator",
                "source",
                "purpose",
                "scope",
                "content_description",
                "data_sources",
                "data_items",
                "privacy_statement",
            }
        ),
    ),
    (
        "coverage",
        N_("Update, period and place"),
        frozenset(
            {
                "update_frequency",
                "period_start",
                "period_end",
                "places",
                "collection_mechanism",
                "update_mechanism",
                "license_id",
            }
        ),
    ),
    (
        "service",
        N_("Technical description"),
        frozenset(
            {
                "endpoint_url",
                "protocol",
                "parameters",
                "exchange_structure",
                "conforms_to",
                "serves_datasets",
            }
        ),
    ),
    (
        "sharing",
        N_("Sharing and use"),
        frozenset(
            {
                "sharing_method",
                "sharing_mode",
                "user_groups",
                "via_lgsp",
                "no_lgsp_reason",
                "capacity",
                "usage_rules",
                "permitted_users",
                "permitted_purposes",
                "data_validity",
                "authentication",
                "log_retention",
                "sharing_term",
                "violations",
            }
        ),
    ),
    ("files", N_("Files and documents"), frozenset({"resources"})),
    (
        "contact",
        N_("Contact office"),
        frozenset(
            {
                "contact_name",
                "contact_email",
                "contact_phone",
                "contact_address",
            }
        ),
    ),
    ("statements", N_("Statements"), frozenset({"no_state_secret"})),
)


@dataclass(frozen=True)
class Part:
    """One part of the form with the questions in it."""

    key: str
    heading: str
    fields: tuple[Field, ...]


def parts_of(fields: Iterable[Field]) -> list[Part]:
    """Return the parts that have questions, in order; headings are message ids."""
    homes = {name: key for key, _heading, names in PARTS for name in names}
    grouped: dict[str, list[Field]] = {}
    for field in fields:
        grouped.setdefault(homes.get(field.name, PARTS[0][0]), []).append(field)
    return [Part(key, heading, tuple(grouped[key])) for key, heading, _names in PARTS if key in grouped]
