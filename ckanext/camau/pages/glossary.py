"""The words of the regulation that a reader meets on the portal, each in one sentence."""

from __future__ import annotations

from typing import Final

import ckan.plugins.toolkit as tk

from ckanext.camau.pages.words import EDITION_NAMES, TYPE_NAMES
from ckanext.camau.workflow.messages import N_

#: Terms and what they mean.
_TERMS: Final = (
    (
        TYPE_NAMES["dataset"],
        N_(
            "A collection of data that an agency publishes for everybody to use freely, as files in open "
            "formats or through a service."
        ),
    ),
    (
        TYPE_NAMES["database"],
        N_(
            "A collection of electronic data that an agency builds, updates and maintains for its work; the "
            "catalogue says what it holds and who may have it."
        ),
    ),
    (
        TYPE_NAMES["data_service"],
        N_(
            "A technical connection through which an agency provides data to others, with its parameters and documents."
        ),
    ),
    (
        TYPE_NAMES["usage_rule"],
        N_(
            "Rules that the managing agency issues: who may use its data, for what, how long, and how "
            "breaches are dealt with."
        ),
    ),
    (
        EDITION_NAMES["database_catalogue"],
        N_(
            "The list of databases of the province, issued by decision of the Chairman of the provincial "
            "People's Committee."
        ),
    ),
    (
        EDITION_NAMES["open_data_list"],
        N_(
            "The list of open datasets of the province, issued by decision of the Chairman of the provincial "
            "People's Committee."
        ),
    ),
    (
        N_("Default sharing"),
        N_("Data given to every agency of a user group under the usage rules, without a further decision."),
    ),
    (N_("Sharing on special request"), N_("Data given after the managing agency has agreed to a request.")),
    (N_("LGSP"), N_("The platform of the province through which agencies connect and share data.")),
    (N_("Focal officer"), N_("The person of an agency who answers for connecting and sharing its data.")),
)


def terms() -> list[tuple[str, str]]:
    """Return terms and their explanations in the language of the page."""
    return [(tk._(term), tk._(meaning)) for term, meaning in _TERMS]
