"""Blueprints. A view calls actions and renders; it decides nothing."""

from __future__ import annotations

from flask import Blueprint

from ckanext.camau.views import (
    account,
    agency,
    audit,
    calendar,
    case_documents,
    catalogue,
    compose_issue,
    documents,
    download,
    edition,
    editor,
    editor_describe,
    editor_dictionary,
    editor_paste,
    file_view,
    health,
    home,
    iri,
    legal,
    legal_edit,
    officers,
    place,
    rdf,
    record,
    record_steps,
    review,
    roles,
    routes,
    scan,
    search,
    submission,
    take_downs,
    tasks,
    version,
)


def get_blueprints() -> list[Blueprint]:
    """Return every blueprint of the extension."""
    public = [
        home.blueprint,
        search.blueprint,
        record.blueprint,
        file_view.blueprint,
        agency.blueprint,
        edition.blueprint,
        catalogue.blueprint,
        iri.blueprint,
        routes.blueprint,
    ]
    register = [
        version.blueprint,
        legal_edit.blueprint,
        legal.blueprint,
        calendar.blueprint,
        place.blueprint,
        officers.blueprint,
    ]
    staff = [
        tasks.blueprint,
        audit.blueprint,
        editor.blueprint,
        editor_describe.blueprint,
        editor_dictionary.blueprint,
        editor_paste.blueprint,
        scan.blueprint,
        review.blueprint,
        compose_issue.blueprint,
        submission.blueprint,
        documents.blueprint,
        case_documents.blueprint,
        record_steps.blueprint,
        take_downs.blueprint,
    ]
    return [
        health.blueprint,
        download.blueprint,
        rdf.blueprint,
        *public,
        *register,
        *staff,
        roles.blueprint,
        account.blueprint,
    ]
