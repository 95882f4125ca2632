"""What becomes of every action of CKAN core and of the plugins around it: one decision each, as data. Pure.

A test compares this table with the actions that are really registered, so that a new release of CKAN cannot
bring a door that nobody has looked at.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, NamedTuple


class Door(Enum):
    """What is done with a call."""

    ISSUE_ONLY = "refused unless an issuing, withdrawing or take-down action of ours holds the permission"
    NAMED = "refused if it names a package, or moves or ends an agency with records; else as core decides"
    HELD = "refused while records, or roles, hang on it; else as core decides"
    OWN = "refused where it takes over, raises or ends the account of somebody else; else as core decides"
    CLOSED = "refused to everybody"
    SILENT = "refused to everybody; what core would write there by itself is dropped, since issuing writes it"
    READ = "answers only what the caller may know of; a chained read does it"
    LEAVE = "as core decides"


class Decision(NamedTuple):
    """A door and the actions of ours to use instead."""

    door: Door
    instead: tuple[str, ...] = ()


_EDIT: Final = ("camau_working_copy_create", "camau_working_copy_update", "camau_submit")
_FILE: Final = ("camau_file_upload", "camau_working_copy_update", "camau_submit")
_REMOVE: Final = ("camau_edition_issue", "camau_record_withdraw")
_ISSUE: Final = ("camau_submit", "camau_edition_issue")


def _all(door: Door, names: str, instead: tuple[str, ...] = ()) -> dict[str, Decision]:
    return dict.fromkeys(names.split(), Decision(door, instead))


DECISIONS: Final[dict[str, Decision]] = {
    # --- writes of controlled packages: architecture section 3
    **_all(
        Door.ISSUE_ONLY,
        "package_create package_update package_patch package_revise package_owner_org_update",
        _EDIT,
    ),
    **_all(
        Door.ISSUE_ONLY,
        "resource_create resource_update resource_patch resource_delete package_resource_reorder",
        _FILE,
    ),
    **_all(Door.ISSUE_ONLY, "package_delete dataset_purge bulk_update_private bulk_update_delete", _REMOVE),
    **_all(Door.ISSUE_ONLY, "bulk_update_public package_change_state", _ISSUE),
    **_all(
        Door.ISSUE_ONLY,
        """resource_view_create resource_view_update resource_view_delete resource_view_clear
        resource_view_reorder package_create_default_resource_views resource_create_default_resource_views
        package_relationship_create package_relationship_update package_relationship_delete""",
        _EDIT,
    ),
    **_all(
        Door.ISSUE_ONLY,
        """datastore_create datastore_upsert datastore_delete datastore_records_delete
        datastore_run_triggers datastore_change_permissions""",
        _FILE,
    ),
    # --- ways round
    **_all(
        Door.NAMED,
        """member_create member_delete group_create group_update group_patch
        organization_create organization_update organization_patch""",
        _EDIT,
    ),
    **_all(Door.HELD, "organization_delete organization_purge group_delete group_purge", _REMOVE),
    **_all(Door.HELD, "user_delete", ("camau_role_revoke",)),
    **_all(Door.OWN, "api_token_create user_create user_update user_patch"),
    **_all(Door.CLOSED, "package_collaborator_create package_collaborator_delete", ("camau_role_grant",)),
    **_all(
        Door.CLOSED,
        """tag_create tag_delete vocabulary_create vocabulary_update vocabulary_delete
        term_translation_update term_translation_update_many
        activity_delete activity_delete_all activity_delete_counts activity_data_show activity_diff
        send_email_notifications
        datastore_function_create datastore_function_delete datastore_search_sql""",
    ),
    **_all(Door.SILENT, "activity_create", _ISSUE),
    **_all(
        Door.CLOSED,
        """file_create file_delete file_ownership_transfer file_pin file_register file_rename
        file_unpin file_owner_scan""",
        ("camau_file_upload",),
    ),
    # --- reads that would tell of what is not issued
    **_all(
        Door.READ,
        """package_show package_search package_autocomplete current_package_list_with_resources
        package_relationships_list package_collaborator_list package_collaborator_list_for_user
        resource_show resource_view_show resource_view_list member_list tag_list tag_search
        tag_autocomplete tag_show vocabulary_list vocabulary_show format_autocomplete
        dataset_follower_count dataset_follower_list am_following_dataset follow_dataset
        unfollow_dataset user_show file_show task_status_show status_show
        datastore_search datastore_info
        activity_show package_activity_list user_activity_list group_activity_list organization_activity_list
        recently_changed_packages_activity_list dashboard_activity_list dashboard_new_activities_count""",
    ),
    # These read the row's `private`, which the trigger in PostgreSQL keeps true until the ledger says issued,
    # or ask package_search, or show only what the asker follows and may see.
    **_all(
        Door.LEAVE,
        """package_list resource_search group_package_show dataset_followee_list dataset_followee_count
        followee_list followee_count""",
    ),
    # --- reads and writes that concern no record
    **_all(
        Door.LEAVE,
        """dashboard_mark_activities_old am_following_group am_following_user
        api_token_list api_token_revoke config_option_list config_option_show config_option_update
        follow_group follow_user get_site_user group_autocomplete
        group_followee_count group_followee_list group_follower_count group_follower_list group_list
        group_list_authz group_member_create group_member_delete group_show help_show job_cancel job_clear
        job_list job_show license_list member_roles_list organization_autocomplete
        organization_followee_count organization_followee_list organization_follower_count
        organization_follower_list organization_list organization_list_for_user organization_member_create
        organization_member_delete organization_show task_status_delete task_status_update
        task_status_update_many term_translation_show unfollow_group unfollow_user user_autocomplete
        user_followee_count user_followee_list user_follower_count user_follower_list
        user_invite user_list""",
    ),
    # --- ckanext-scheming and ckanext-dcat; the feed chains what it answers
    **_all(
        Door.LEAVE,
        """scheming_dataset_schema_list scheming_dataset_schema_show scheming_organization_schema_list
        scheming_organization_schema_show dcat_catalog_search dcat_catalog_show dcat_dataset_show""",
    ),
}

#: Decisions on names that are auth functions only: nothing to chain among the actions.
AUTH_ONLY: Final = frozenset({"package_change_state", "datastore_change_permissions", "datastore_search_sql"})

#: Names of actions and auth functions that exist only with a plugin, by how they begin or what they are.
PLUGIN_OF: Final = {"activity_": "activity", "send_email_notifications": "activity", "datastore_": "datastore"}

#: Doors that a chained function guards.
GUARDED: Final = (Door.ISSUE_ONLY, Door.NAMED, Door.HELD, Door.OWN, Door.CLOSED, Door.SILENT)
