"""Provisions (điều, khoản, điểm) of the register (R4)."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ckanext.camau.model.versioned import Versioned


class LegalProvision(tk.BaseModel, Versioned):
    """A version of what the register says of a provision."""

    __tablename__ = "camau_legal_provision"
