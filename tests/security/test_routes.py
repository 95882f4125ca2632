"""Every route of CKAN and its plugins has a decision, and keeps to it."""

from __future__ import annotations

import re

import pytest

from tests.security.route_decisions import OURS, ROUTES, Route

_TYPED = re.compile(r"^(?:dataset|database|data_service|usage_rule)(_resource)?\.|^(resource)\.")


def known_as(endpoint):
    """Return the name under which an endpoint stands in the table."""
    return _TYPED.sub(lambda found: "TYPE_resource." if found[1] or found[2] else "TYPE.", endpoint)


def rules(app):
    for rule in app.flask_app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method


def address(rule, scene):
    """Return an address of a rule that names what is there."""
    agency = rule.rule.startswith(("/organization", "/group"))
    account = rule.rule.startswith("/user")
    id_ = scene.office.name if agency else scene.office.head.name if account else scene.public.id
    found = dict.fromkeys(rule.arguments, "x") | {"ver": 3, "id": id_, "resource_id": scene.public.resource_id}
    values = {key: value for key, value in found.items() if key in rule.arguments} | dict(rule.defaults or {})
    return rule.build(values, append_unknown=False)[1]


@pytest.mark.usefixtures("with_plugins")
def test_every_route_has_a_decision_and_no_decision_is_left_over(app):
    foreign = {known_as(rule.endpoint) for rule, _method in rules(app) if not rule.endpoint.startswith("camau_")}
    assert foreign == set(ROUTES)
    ours = {rule.endpoint.split(".")[0] for rule, _method in rules(app) if rule.endpoint.startswith("camau_")}
    assert ours == OURS


def test_ours_win_where_they_should(app, scene):
    """A shadowed route is never reached; what leads to ours by a redirect of the router counts."""
    adapter = app.flask_app.url_map.bind("test.ckan.net")
    wrong = []
    for rule, method in rules(app):
        if rule.endpoint.startswith("camau_"):
            continue
        try:
            winner = adapter.match(address(rule, scene), method=method)[0]
        except Exception as error:  # noqa: BLE001 - the router tells by exceptions where else it would lead
            winner = type(error).__name__
        shadowed = ROUTES[known_as(rule.endpoint)] is Route.SHADOWED
        if shadowed and winner != "RequestRedirect" and not winner.startswith("camau_"):
            wrong.append((rule.rule, method, winner))
    assert wrong == []


def test_each_keeps_to_its_decision(app, scene, state):
    """Closed means closed to everybody; nothing for guests means nothing; no route fails, and none changes a record."""
    before = state()
    wrong = []
    for rule, method in rules(app):
        route = ROUTES.get(known_as(rule.endpoint))
        if route in (None, Route.SHADOWED) or rule.endpoint in ("user.logout", "admin.config"):
            continue
        for who in (None, scene.office.editor, scene.sysadmin):
            headers = who.headers if who else {}
            answer = app.test_client().open(
                address(rule, scene), method=method, headers=headers, follow_redirects=False
            )
            allowed = answer.status_code < 300 and (route is not Route.CLOSED and (who or route is not Route.STAFF))
            if answer.status_code >= 500 or (answer.status_code < 300 and not allowed):
                wrong.append((rule.rule, method, who.name if who else "guest", answer.status_code))
    assert wrong == []
    assert state() == before
    found = app.get("/api/2/util/user/autocomplete?q=" + scene.office.head.name[:4])
    assert scene.office.head.name not in found.get_data(as_text=True)
