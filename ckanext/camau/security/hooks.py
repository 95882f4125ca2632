"""What the plugin mixes in to set the security of the portal up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

from ckan import model

from ckanext.camau.health import first, limits
from ckanext.camau.outbox import mail_names
from ckanext.camau.security import (
    accounts,
    admin_audit,
    credentials,
    cve_2026_41132,
    cve_2026_41255,
    doors,
    error_pages,
    headers,
    labels,
    log_scrubber,
    mail_failures,
    odd_input,
    reads,
    reads_activity,
    reads_tables,
    reads_tags,
    search_guard,
    sessions,
    settings_audit,
    start_checks,
    throttle,
)


def chained_actions() -> dict[str, Callable[..., Any]]:
    """Return core's actions that are chained: closed writes, reads that hide, the guarded search."""
    closed = doors.actions()
    actions = {
        **closed,
        **reads.actions(),
        **reads_tags.actions(),
        **reads_activity.actions(),
        **reads_tables.actions(),
        "package_search": search_guard.package_search,
        "config_option_update": settings_audit.config_option_update,
        "user_invite": mail_failures.user_invite,
        "user_create": accounts.user_create(closed["user_create"]),
        "user_update": accounts.user_update(closed["user_update"]),
        "user_show": accounts.user_show(reads.actions()["user_show"]),
    }
    return {**actions, **{name: admin_audit.audited(name, actions.get(name)) for name in admin_audit.KINDS}}


def chained_auth_functions() -> dict[str, Callable[..., Any]]:
    """Return core's auth functions that are chained."""
    return {**doors.auth_functions(), **reads_tables.auth_functions()}


class SecurityHooks(credentials.CredentialHooks, throttle.LoginHooks, labels.PermissionLabels):
    """Mixed into the plugin: IPermissionLabels, IConfigurable, IMiddleware, INotifier, IApiToken, IAuthenticator."""

    def configure(self, config: Any) -> None:
        """Refuse to start with unsafe settings (a test sets its own); limit how long the database may take."""
        reads_activity.install()
        if not config["testing"]:
            start_checks.check_settings(config)
        if start_checks.serves_the_public() and model.meta.engine is not None:
            limits.install(model.meta.engine)

    def make_middleware(self, app: Any, config: Any) -> Any:
        """Install guards, sessions, headers and error pages on the Flask app."""
        cve_2026_41255.install()
        cve_2026_41132.install()
        log_scrubber.install()
        if isinstance(app, Flask):
            sessions.install(app)
            credentials.install(app)
            throttle.install(app)
            error_pages.install(app)
            odd_input.install(app)
            headers.install(app)
            first.install(app)
        if not config["testing"] and start_checks.serves_the_public():
            start_checks.check_triggers()
            start_checks.check_index()
        return app

    def make_error_log_middleware(self, app: Any, config: Any) -> Any:  # noqa: ARG002 - the signature is CKAN's
        """Add nothing."""
        return app

    def notify_about_topic(self, already_notified: bool, topic: str, details: dict[str, Any] | None = None) -> bool:
        """Send core's mails with a link to a password so that a failure tells and leaves nothing."""
        return already_notified or mail_failures.notify(topic, details or {})

    def notify_recipient(  # noqa: PLR0913, PLR0917 - the signature is CKAN's
        self,
        already_notified: bool,
        recipient_name: str,
        recipient_email: str,
        subject: str,
        body: str,
        body_html: str | None = None,
        headers: dict[str, Any] | None = None,
        attachments: Any = None,
    ) -> bool:
        """Send core's mail and ours with headers that any relay takes, unless another plugin has told the person."""
        return already_notified or mail_names.send(
            recipient_name, recipient_email, subject, body, body_html, headers, attachments
        )
