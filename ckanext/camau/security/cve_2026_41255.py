"""CVE-2026-41255: one anonymous request switches CSRF protection off for a view, for the life of a worker.

CKAN 2.12.0 exempts anonymous and token requests by ``csrf.exempt()``, which remembers the view for the
whole process: the next person who is logged in by cookie is not protected there either. Here the exemption
lasts for the request that asked for it.

Unnecessary from the first 2.12 release whose ``ckan_before_request`` no longer calls ``csrf.exempt()``
(2.11.5 has the fix, 2.12.0 does not).
"""

from __future__ import annotations

from typing import Any, Final

from flask import g, has_request_context

from ckan.config.middleware.flask_app import csrf

_MARK: Final = "camau_csrf_exempt"


def install() -> None:
    """Make exemptions by name last for one request; may be called again."""
    if getattr(csrf, _MARK, False):
        return
    exempt_for_good, is_exempt_for_good = csrf.exempt, csrf._is_exempt  # noqa: SLF001 - there is no public one

    def exempt(view: Any) -> Any:
        if isinstance(view, str) and has_request_context():
            setattr(g, _MARK, True)
            return view
        return exempt_for_good(view)

    def is_exempt() -> bool:
        return bool(g.get(_MARK, False)) or is_exempt_for_good()

    csrf.exempt = exempt  # type: ignore[method-assign]
    csrf._is_exempt = is_exempt  # type: ignore[method-assign]  # noqa: SLF001
    setattr(csrf, _MARK, True)
