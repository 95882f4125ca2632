"""Content in which every field of a type is filled."""

from ckanext.camau.schemas.fields import record_schema

KINDS = {"number": "1234567", "date": "2026-05", "url": "https://example.vn/a", "boolean": "true"}


def value(field, number=0):
    """A value that the field takes."""
    if field.row_fields:
        if field.checklist:
            point, *rest = field.row_fields.values()
            return [{point.name: code, **row(rest, 0)} for code in field.points]
        return [row(field.row_fields.values(), 0), row(field.row_fields.values(), 1)]
    if field.codes and field.kind != "boolean":
        codes = list(field.codes.codes)
        return codes[:2] if field.kind == "multi" else codes[0]
    if field.kind == "multi":
        return [f"văn bản {number}", "văn bản khác"]
    if field.name in ("due", "ready_since"):
        return "2026-12-31"
    return KINDS.get(field.kind, f"Nội dung {number} của {field.name}")


def row(fields, number):
    return {field.name: value(field, number) for field in fields if field.kind != "references"}


def whole(type_):
    schema = record_schema(type_)
    kept = {"title", "name", "code", "tags", "contact_email", "contact_phone", "no_state_secret", "privacy_statement"}
    content = {
        name: value(field)
        for name, field in schema.fields.items()
        if name not in kept and field.kind != "references" and name not in ("data_items", "privacy_checklist")
    }
    if "chapter_iii" in content:
        content["chapter_iii"] = "partly"
    extra = {
        name: value(field)
        for name, field in schema.resource_fields.items()
        if name in ("description", "document_type", "period_start", "period_end", "dictionary")
    }
    return content, extra
