"""What becomes of every route that CKAN and the enabled plugins register: one decision an endpoint, as data.

``TYPE`` stands for the blueprint of each type of record, and for core's own without a type. Ours are decided by
blueprint: their pages show what our actions show, their forms carry a token (``test_csrf`` posts to each of them).
"""

from __future__ import annotations

from enum import Enum
from typing import Final


class Route(Enum):
    """What somebody who comes to a route meets."""

    SHADOWED = "a route of ours stands at the same address and wins"
    CLOSED = "nothing for anybody, administrators too: 3xx or 4xx, nothing changed"
    STAFF = "nothing for guests; for others what guarded or audited actions do"
    ACTIONS = "calls actions that DECISIONS guards or chains, and shows what they answer"
    PLAIN = "shows nothing of records or people"


def _all(route: Route, blueprint: str, views: str) -> dict[str, Route]:
    return {f"{blueprint}.{view}": route for view in views.split()}


ROUTES: Final[dict[str, Route]] = {
    **_all(Route.SHADOWED, "TYPE", "delete edit groups new read resources search"),
    **_all(Route.SHADOWED, "TYPE_resource", "delete download edit edit_view new read view"),
    **_all(Route.SHADOWED, "activity", "admin_activities dashboard dashboard_testing package_activity user_activity"),
    **_all(Route.SHADOWED, "dashboard", "datasets groups organizations"),
    **_all(Route.SHADOWED, "dcat", "read_catalog read_dataset"),
    **_all(Route.SHADOWED, "group", "admins index"),
    **_all(Route.SHADOWED, "organization", "about admins index read"),
    **_all(Route.SHADOWED, "home", "about index"),
    **_all(Route.SHADOWED, "user", "read"),
    # --- records
    **_all(Route.STAFF, "TYPE", "follow followers unfollow"),
    **_all(Route.CLOSED, "TYPE_resource", "views"),
    **_all(Route.CLOSED, "datastore", "dictionary"),
    **_all(Route.ACTIONS, "datastore", "api_info dump"),
    **_all(Route.ACTIONS, "datatablesview", "ajax filtered_download"),
    **_all(Route.ACTIONS, "feeds", "custom general group organization tag"),
    **_all(Route.ACTIONS, "dcat", "read_dataset_series"),
    **_all(Route.CLOSED, "file", "download public_download trusted_download"),
    # --- activities: versions are read in the ledger
    **_all(
        Route.CLOSED,
        "activity",
        """group_changes group_changes_multiple organization_changes organization_changes_multiple
        package_changes package_changes_multiple package_history resource_history""",
    ),
    **_all(Route.ACTIONS, "activity", "group_activity organization_activity"),
    # --- the API
    **_all(
        Route.ACTIONS,
        "api",
        """action dataset_autocomplete format_autocomplete group_autocomplete organization_autocomplete
        tag_autocomplete user_autocomplete""",
    ),
    **_all(Route.PLAIN, "api", "get_api i18n_js_translations"),
    # --- agencies, accounts, the site
    **_all(
        Route.STAFF,
        "organization",
        """bulk_process delete edit follow followers manage_members member_delete member_dump member_new members new
        unfollow""",
    ),
    **_all(
        Route.STAFF,
        "group",
        """about bulk_process delete edit follow followers manage_members member_delete member_dump member_new members
        new read unfollow""",
    ),
    **_all(
        Route.STAFF,
        "user",
        """api_tokens delete edit follow followers index read_groups read_organizations register
        sysadmin unfollow me""",
    ),
    **_all(Route.ACTIONS, "user", "api_tokens_revoke login logout perform_reset request_reset"),
    **_all(Route.PLAIN, "user", "logged_out_page"),
    **_all(Route.STAFF, "admin", "config index reset_config trash"),
    **_all(Route.PLAIN, "home", "redirect_locale robots_txt"),
    **_all(Route.PLAIN, "util", "custom_form_fields internal_redirect primer"),
    "static": Route.PLAIN,
    "webassets.index": Route.PLAIN,
}

#: Blueprints of ours; a new one is added here when somebody has looked at its routes.
OURS: Final = frozenset(
    {
        "camau_account",
        "camau_agency",
        "camau_audit",
        "camau_calendar",
        "camau_case",
        "camau_catalogue",
        "camau_compose",
        "camau_describe",
        "camau_dictionary",
        "camau_documents",
        "camau_download",
        "camau_edition",
        "camau_editor",
        "camau_file_view",
        "camau_health",
        "camau_home",
        "camau_iri",
        "camau_legal",
        "camau_legal_edit",
        "camau_officers",
        "camau_paste",
        "camau_place",
        "camau_rdf",
        "camau_record",
        "camau_record_steps",
        "camau_review",
        "camau_roles",
        "camau_routes",
        "camau_scan",
        "camau_search",
        "camau_submission",
        "camau_take_downs",
        "camau_tasks",
        "camau_version",
    }
)
