"""Legal documents (văn bản) of the register (R4)."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.camau.model.versioned import Versioned


class LegalDocument(tk.BaseModel, Versioned):
    """A version of what the register says of a document."""

    __tablename__ = "camau_legal_document"
