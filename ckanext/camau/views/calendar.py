"""`/calendar`: working days and days off of a year, open to everybody; the provincial focal point edits them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

import ckan.plugins.toolkit as tk

from ckanext.camau.dates import today
from ckanext.camau.deadlines.calendar import FIRST_DAY, LAST_DAY
from ckanext.camau.people.roles import actor_of
from ckanext.camau.views.small_form import Input, SmallForm
from ckanext.camau.views.support import Page, act, say, staff_page
from ckanext.camau.workflow.messages import N_

blueprint = Blueprint("camau_calendar", __name__)


def _inputs() -> tuple[Input, ...]:
    kinds = [("holiday", tk._("Day off")), ("working", tk._("Working day"))]
    return (
        Input("day", N_("Day"), "date", required=True),
        Input("kind", N_("What it is"), "choice", required=True, choices=kinds),
        Input("name", N_("Why"), hint=N_("For example: swapped for Saturday 10/01/2026.")),
        Input("document", N_("By which document"), required=True, hint=N_("Number and date of the document.")),
    )


def _file_inputs() -> tuple[Input, ...]:
    hint = N_("Number and date of the document.")
    return (Input("file_document", N_("By which document"), required=True, hint=hint),)


def _withdraw_inputs() -> tuple[Input, ...]:
    return (
        Input("withdraw", N_("Day"), "date", required=True),
        Input("reason", N_("Reason"), required=True, hint=N_("The reason stands in the audit trail.")),
    )


@blueprint.route("/calendar")
def index() -> Page:
    """Show a year: this one, or the one that the address names."""
    return _page()


@blueprint.route("/calendar/<step>", methods=["POST"])
@staff_page
def change(step: str) -> Page:
    """Declare one day, load a table of days, or withdraw a declaration."""
    forms = _forms()
    if step not in forms:
        return tk.abort(404)
    form = forms[step].posted()
    try:
        done = act("camau_calendar_update", **_sent(step, form))
    except tk.ValidationError as refused:
        return _page({**forms, step: form.refused(_at_inputs(step, refused))}, tried=step, status=409)
    changed = [*done["declared"], *done["withdrawn"]]
    if changed:
        say(tk._("{count} days have changed; {moved} due dates moved.").format(count=len(changed), moved=done["moved"]))
    else:
        say(tk._("The calendar says so already: nothing has changed."))
    return tk.redirect_to("camau_calendar.index", year=(changed or [today().isoformat()])[0][:4])


def _sent(step: str, form: SmallForm) -> dict[str, Any]:
    values = dict(form.values)
    if step == "file":
        return {"upload": request.files.get("upload") or "", "document": values["file_document"]}
    if step == "withdraw":
        return {"withdraw": [values["withdraw"]] if values["withdraw"] else [], "reason": values["reason"]}
    return {"days": [{key: values[key] for key in ("day", "kind", "name")}], "document": values["document"]}


def _at_inputs(step: str, refused: tk.ValidationError) -> tk.ValidationError:
    """Return a refusal with what concerns the one day of a form at its input."""
    errors: dict[str, Any] = dict(refused.error_dict)
    if step == "file" and "document" in errors:
        errors["file_document"] = errors.pop("document")
    target = {"day": "day", "withdraw": "withdraw"}.get(step)
    if target and (told := errors.pop("days", None)):
        errors[target] = [text.split(": ", 1)[-1] for text in told]
    return tk.ValidationError(errors)


def _forms() -> dict[str, SmallForm]:
    return {
        "day": SmallForm(_inputs()),
        "file": SmallForm(_file_inputs()),
        "withdraw": SmallForm(_withdraw_inputs()),
    }


def _page(forms: dict[str, SmallForm] | None = None, tried: str = "", status: int = 200) -> Page:
    year = request.args.get("year", today().year, type=int)
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return tk.abort(404)
    who = actor_of(tk.current_user)
    shown = act("camau_calendar_list", year=year, history=True)
    html = tk.render(
        "camau/calendar.html",
        {
            "year": year,
            "this_year": today().year,
            "days": [day for day in shown["days"] if not day["overruled"]],
            "before": [day for day in shown["days"] if day["source"] == "province" and day["overruled"]],
            "edits": who is not None and who.has("focal_point"),
            "forms": forms or _forms(),
            "tried": tried,
        },
    )
    return html, status
