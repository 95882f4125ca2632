"""Response headers for every answer that does not bring its own."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request

from ckan.common import config

#: Only what the portal itself serves: no outside request, no script inside a page.
PAGE_CSP: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
#: Pictures that somebody uploaded: shown in a page, harmless when opened alone.
UPLOAD_CSP: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def install(app: Flask) -> None:
    """Add the headers to every answer of the app."""
    app.after_request(secured)


def secured(response: Response) -> Response:
    """Add the headers that are missing."""
    uploaded = request.path.startswith("/uploads/")
    response.headers.setdefault("Content-Security-Policy", UPLOAD_CSP if uploaded else PAGE_CSP)
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    if str(config["ckan.site_url"]).startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
