"""ckanext-dcat's interface for IRIs: its own code then names our records as we do."""

from __future__ import annotations

from typing import Any

from ckanext.camau.feed import load


class FeedHooks:
    """Mixed into the plugin: the methods of ``IDCATURIGenerator``."""

    def catalog_uri(self, default_uri: str) -> str:  # noqa: ARG002
        """Return the IRI of the catalogue."""
        return load.iris().catalog()

    def dataset_uri(self, dataset_dict: dict[str, Any], default_uri: str) -> str:
        """Return the IRI of a record of any type; a package without an id keeps the default."""
        record_id = dataset_dict.get("id")
        return load.iris().record(dataset_dict.get("type") or "dataset", record_id) if record_id else default_uri

    def resource_uri(self, resource_dict: dict[str, Any], default_uri: str) -> str:
        """Return the IRI of a file; without the id of its dataset the default stays."""
        record_id, resource_id = resource_dict.get("package_id"), resource_dict.get("id")
        return load.iris().file("dataset", record_id, resource_id) if record_id and resource_id else default_uri

    def publisher_uri(self, dataset_dict: dict[str, Any], default_uri: str) -> str:
        """Return the IRI of the agency that owns a package."""
        agency_id = dataset_dict.get("owner_org")
        return load.iris().agency(agency_id) if agency_id else default_uri
