"""One table a file. What is in LEDGER_TABLES is append-only by triggers in PostgreSQL."""

from __future__ import annotations

from typing import Final

from ckanext.camau.model.account import Account
from ckanext.camau.model.act import Act
from ckanext.camau.model.act_publication import ActPublication
from ckanext.camau.model.agency_succession import AgencySuccession
from ckanext.camau.model.audit import Audit
from ckanext.camau.model.calendar_day import CalendarDay
from ckanext.camau.model.comment import Comment
from ckanext.camau.model.copy_content import CopyContent
from ckanext.camau.model.correction_ask import CorrectionAsk
from ckanext.camau.model.delegation import Delegation
from ckanext.camau.model.due import DueDate
from ckanext.camau.model.edition import Edition
from ckanext.camau.model.edition_correction import EditionCorrection
from ckanext.camau.model.edition_draft import EditionDraft
from ckanext.camau.model.edition_entry import EditionEntry
from ckanext.camau.model.event import Event
from ckanext.camau.model.file_scan import FileScan
from ckanext.camau.model.focal_officer import FocalOfficer
from ckanext.camau.model.issue_progress import IssueProgress
from ckanext.camau.model.legal_document import LegalDocument
from ckanext.camau.model.legal_provision import LegalProvision
from ckanext.camau.model.mail_choice import MailChoice
from ckanext.camau.model.outbox import Outbox
from ckanext.camau.model.reconcile_run import ReconcileRun
from ckanext.camau.model.record import Record
from ckanext.camau.model.role import Role
from ckanext.camau.model.scan_answer import ScanAnswer
from ckanext.camau.model.submission import Submission
from ckanext.camau.model.table import Table
from ckanext.camau.model.term import Term
from ckanext.camau.model.upload import Upload
from ckanext.camau.model.version import Version
from ckanext.camau.model.version_payload import VersionPayload
from ckanext.camau.model.working_copy import WorkingCopy

__all__ = [
    "CHAINED_TABLES",
    "LEDGER_TABLES",
    "TABLES",
    "Account",
    "Act",
    "ActPublication",
    "AgencySuccession",
    "Audit",
    "CalendarDay",
    "Comment",
    "CopyContent",
    "CorrectionAsk",
    "Delegation",
    "DueDate",
    "Edition",
    "EditionCorrection",
    "EditionDraft",
    "EditionEntry",
    "Event",
    "FileScan",
    "FocalOfficer",
    "IssueProgress",
    "LegalDocument",
    "LegalProvision",
    "MailChoice",
    "Outbox",
    "ReconcileRun",
    "Record",
    "Role",
    "ScanAnswer",
    "Submission",
    "Table",
    "Term",
    "Upload",
    "Version",
    "VersionPayload",
    "WorkingCopy",
]

#: Append-only and hash-chained, in an order that respects their foreign keys.
CHAINED_TABLES: Final = (
    "camau_act",
    "camau_act_publication",
    "camau_edition",
    "camau_record",
    "camau_version",
    "camau_event",
    "camau_edition_entry",
    "camau_edition_correction",
    "camau_audit",
    "camau_legal_document",
    "camau_legal_provision",
    "camau_term",
)

#: What the web role may only read and insert; the payload is erased by its database function alone.
LEDGER_TABLES: Final = (*CHAINED_TABLES, "camau_version_payload")

TABLES: Final = (
    *LEDGER_TABLES,
    "camau_account",
    "camau_agency_succession",
    "camau_calendar_day",
    "camau_comment",
    "camau_copy_content",
    "camau_correction_ask",
    "camau_delegation",
    "camau_due",
    "camau_edition_draft",
    "camau_file_scan",
    "camau_focal_officer",
    "camau_issue_progress",
    "camau_mail_choice",
    "camau_outbox",
    "camau_reconcile_run",
    "camau_role",
    "camau_scan_answer",
    "camau_submission",
    "camau_table",
    "camau_upload",
    "camau_working_copy",
)
