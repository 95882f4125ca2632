"""Which test holds each line of the list of abuse cases: ``path::test``, as data.

Lines 1 to 53a are all here. Of 54 to 72 those that concern what exists now; the others stand in ``LATER`` with what
they wait for.
"""

from __future__ import annotations

from typing import Final

_DOORS: Final = "tests/security/test_doors.py::test_every_core_write_is_refused_and_changes_nothing"
_FORMS: Final = "tests/security/test_forms.py::"
_LEAKS: Final = "tests/security/test_leaks.py::"
_FILES: Final = "tests/security/test_files.py::"
_GONE: Final = "tests/security/test_gone.py::"
_WAY: Final = "tests/logic/action/test_way.py::"
_EDITIONS: Final = "tests/logic/action/test_editions.py::"
_AT_ONCE: Final = "tests/faults/test_at_once.py::"
_ACTIVITY: Final = "tests/security/test_activity.py::"
_THROTTLE: Final = "tests/security/test_throttle.py::"

LINES: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("1", "2", "3", "4", "5", "6", "8", "10", "12", "13", "14", "16", "17"), (_DOORS,)),
    "6": (_DOORS, "tests/security/test_doors.py::test_bulk_page_of_an_agency_cannot_publish"),
    "7": (f"{_FORMS}test_7_buttons_and_phases_of_core_s_forms_publish_nothing",),
    "9": (
        f"{_FILES}test_9_replaced_in_a_working_copy_the_public_bytes_stay_until_the_next_issue",
        f"{_FILES}test_9_reissued_serves_the_new_bytes",
        "tests/security/test_doors.py::test_multipart_upload_is_refused_before_a_byte_is_kept",
    ),
    "11": (f"{_FORMS}test_11_nobody_writes_tables_and_views_but_issuing",),
    "15": (_DOORS, "tests/security/test_triggers.py::test_24_nothing_purges_or_turns_what_was_issued"),
    "18": (f"{_WAY}test_two_accounts_of_one_person_count_as_one",),
    "19": (f"{_WAY}test_a_submitted_copy_is_not_edited", f"{_WAY}test_only_the_head_approves"),
    "20": (
        f"{_EDITIONS}test_a_record_that_was_not_appraised_is_in_no_edition",
        f"{_EDITIONS}test_nothing_is_issued_if_one_entry_fails",
    ),
    "21": (
        f"{_AT_ONCE}test_eight_submissions",
        f"{_AT_ONCE}test_eight_clerks_issue_one_edition",
        f"{_AT_ONCE}test_twenty_identical_requests_and_a_request_sent_again",
    ),
    "22": (f"{_WAY}test_approving_other_content_than_was_read_is_refused_with_the_difference",),
    "23": ("tests/security/test_triggers.py::test_24_the_ledger_only_grows", _DOORS),
    "24": (
        "tests/security/test_triggers.py::test_24_nothing_makes_an_unissued_record_public",
        "tests/security/test_doors.py::test_internal_code_with_ignore_auth_meets_the_same_door",
    ),
    "25": (f"{_ACTIVITY}test_25_nobody_writes_removes_or_restores",),
    "26": (f"{_FORMS}test_26_the_file_api_is_closed",),
    "27": (f"{_FORMS}test_27_jobs_settings_and_accounts_are_the_administrator_s_and_leave_a_line",),
    "28": ("tests/security/test_csrf.py::test_cookie_post_without_token_is_refused_after_an_anonymous_post",),
    "29": (f"{_FORMS}test_29_however_it_is_sent_the_answer_is_the_same",),
    "30": (f"{_WAY}test_what_is_not_the_callers_is_ignored",),
    "31": (f"{_LEAKS}test_31_wider_searches_find_nothing_more",),
    "32": (f"{_LEAKS}test_32_only_public_fields_leave_the_index",),
    "33": (f"{_LEAKS}test_33_facets_count_what_is_issued",),
    "34": (f"{_LEAKS}test_34_oracles_are_refused_without_a_word_of_solr",),
    "35": (f"{_LEAKS}test_35_tags", f"{_LEAKS}test_35_tag_of_a_withdrawn_record_is_gone"),
    "36": (f"{_LEAKS}test_36_autocompletes",),
    "37": (f"{_LEAKS}test_37_lists",),
    "38": (f"{_LEAKS}test_38_members_and_counts",),
    "39": (
        f"{_LEAKS}test_39_hidden_is_answered_as_missing",
        f"{_LEAKS}test_39_45_pages_and_files_of_hidden_records_are_404",
        "tests/tables/test_tables.py::test_an_issued_table_is_read_by_everybody",
    ),
    "40": (f"{_FILES}test_only_the_record_s_own_resource_under_its_own_type",),
    "41": (
        f"{_ACTIVITY}test_41_of_a_draft_nothing_is_told",
        f"{_ACTIVITY}test_41_after_a_withdrawal_nothing_is_left",
    ),
    "42": (f"{_LEAKS}test_42_43_feeds_tell_everybody_the_same", f"{_GONE}test_42_44_only_what_is_issued_is_listed"),
    "43": (f"{_LEAKS}test_42_43_feeds_tell_everybody_the_same",),
    "44": (f"{_GONE}test_42_44_only_what_is_issued_is_listed",),
    "45": (f"{_LEAKS}test_39_45_pages_and_files_of_hidden_records_are_404",),
    "46": (f"{_LEAKS}test_39_hidden_is_answered_as_missing", f"{_LEAKS}test_46_what_is_public_may_be_followed"),
    "47": (f"{_GONE}test_47_no_cache_keeps_what_staff_saw",),
    "48": ("tests/security/test_ghosts.py::test_48_a_ghost_is_nowhere",),
    "49": (f"{_GONE}test_49_a_withdrawn_record_is_gone_everywhere",),
    "50": ("tests/logic/action/test_comments.py::test_comments_leak_nowhere",),
    "51": (f"{_WAY}test_another_agency_gets_404", f"{_WAY}test_a_file_of_another_agency_cannot_be_named"),
    "53": ("tests/security/test_scrubbing.py::test_53_api_bodies", "tests/security/test_scrubbing.py::test_53_logs"),
    "53a": (
        f"{_LEAKS}test_53a_a_link_to_what_is_not_issued_is_not_shown",
        f"{_EDITIONS}test_links_to_what_is_not_public_are_never_shown",
    ),
    "54": (f"{_GONE}test_54_what_is_written_is_shown_and_never_runs",),
    "55": (f"{_FILES}test_55_a_page_or_picture_with_script_is_never_shown_inline",),
    "56": (f"{_WAY}test_nobody_takes_the_id_of_a_file_or_takes_it_twice",),
    "57": (
        "tests/unit/reading/test_tables.py::test_a_zip_bomb_is_not_unpacked",
        "tests/unit/reading/test_scan_files.py::test_xml_is_looked_through_and_entities_are_refused",
    ),
    "61": ("tests/unit/files/test_names.py::test_header_carries_both_names_and_no_line_break",),
    "62": (f"{_GONE}test_62_nobody_is_led_away_from_the_portal",),
    "64": (
        f"{_THROTTLE}test_64_an_account_waits_whatever_address_and_name_is_used",
        f"{_THROTTLE}test_64_nobody_learns_who_has_an_account",
        f"{_THROTTLE}test_64_tokens_are_not_guessed",
        f"{_THROTTLE}test_64_links_to_a_password_are_few_and_say_nothing",
    ),
    "65": (
        "tests/security/test_sessions.py::test_login_does_not_take_a_session_id_from_outside",
        "tests/security/test_credentials.py::test_65_a_new_password_ends_other_sessions_and_tokens",
    ),
    "66": (
        "tests/security/test_credentials.py::test_66_a_role_that_is_taken_away_ends_both",
        "tests/security/test_credentials.py::test_66_a_disabled_account_ends_both_for_good",
    ),
    "67": (f"{_FORMS}test_67_membership_gives_nothing_in_the_routes",),
    "68": ("tests/security/test_sysadmin.py::test_he_takes_no_step_of_any_route",),
    "69": (
        f"{_THROTTLE}test_69_what_costs_too_much_is_cut_or_refused",
        f"{_THROTTLE}test_69_searches_of_one_address_are_bounded_and_reading_is_not",
    ),
    "70": (
        "tests/ops/test_web_role.py::test_ledger_cannot_be_changed",
        "tests/security/test_sysadmin.py::test_70_who_has_the_database_is_found_out_by_the_chain",
    ),
    "72": ("tests/logic/action/test_scan.py::test_what_was_found_is_nowhere_but_in_the_file",),
}

#: What waits for a part of the portal that does not exist yet.
LATER: Final[dict[str, str]] = {
    "52": "jobs that make exports: exports are answered at once, there is no link to keep",
    "58": "exports of free text to workbooks beyond editions, whose cells tests/unit/documents holds",
    "59": "a virus scanner",
    "60": "a checker of links, a proxy for previews and a harvester: nothing here fetches an address",
    "63": "tickets",
    "71": "working days",
}
