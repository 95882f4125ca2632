"""The words of the regulation that a reader meets on the portal, each in one sentence."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.camau.pages.words import edition_kind, type_label


def terms() -> list[tuple[str, str]]:
    """Return terms and their explanations in the language of the page."""
    return [
        (
            type_label("dataset"),
            tk._(
                "A collection of data that an agency publishes for everybody to use freely, as files in open "
                "formats or through a service."
            ),
        ),
        (
            type_label("database"),
            tk._(
                "A collection of electronic data that an agency builds, updates and maintains for its work; the "
                "catalogue says what it holds and who may have it."
            ),
        ),
        (
            type_label("data_service"),
            tk._(
                "A technical connection through which an agency provides data to others, with its parameters and "
                "documents."
            ),
        ),
        (
            type_label("usage_rule"),
            tk._(
                "Rules that the managing agency issues: who may use its data, for what, how long, and how "
                "breaches are dealt with."
            ),
        ),
        (
            edition_kind("database_catalogue"),
            tk._(
                "The list of databases of the province, issued by decision of the Chairman of the provincial "
                "People's Committee."
            ),
        ),
        (
            edition_kind("open_data_list"),
            tk._(
                "The list of open datasets of the province, issued by decision of the Chairman of the provincial "
                "People's Committee."
            ),
        ),
        (
            tk._("Default sharing"),
            tk._("Data given to every agency of a user group under the usage rules, without a further decision."),
        ),
        (tk._("Sharing on special request"), tk._("Data given after the managing agency has agreed to a request.")),
        (tk._("LGSP"), tk._("The platform of the province through which agencies connect and share data.")),
        (tk._("Focal officer"), tk._("The person of an agency who answers for connecting and sharing its data.")),
    ]
