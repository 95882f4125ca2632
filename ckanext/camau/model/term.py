"""Terms (thời hạn) with their legal basis (R4)."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.camau.model.versioned import Versioned


class Term(tk.BaseModel, Versioned):
    """A version of one value of a term."""

    __tablename__ = "camau_term"
