"""The plugin class: blankets and interfaces only."""

from __future__ import annotations

from typing import Any

from ckanext.dcat.interfaces import IDCATURIGenerator

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.lib.plugins import DefaultTranslation

from ckanext.camau import cli, helpers, logic, translations, views
from ckanext.camau.catalogue.hooks import LinkHooks
from ckanext.camau.feed.hooks import FeedHooks
from ckanext.camau.files import uploader
from ckanext.camau.schemas import licences
from ckanext.camau.search.hooks import SearchHooks
from ckanext.camau.security.hooks import SecurityHooks
from ckanext.camau.tables.hooks import TableHooks


@tk.blanket.config_declarations
@tk.blanket.actions(logic.get_actions)
@tk.blanket.auth_functions(logic.get_auth_functions)
@tk.blanket.validators(logic.get_validators)
@tk.blanket.helpers(helpers.get_helpers)
@tk.blanket.blueprints(views.get_blueprints)
@tk.blanket.cli(cli.get_commands)
class CamauPlugin(FeedHooks, SearchHooks, LinkHooks, TableHooks, SecurityHooks, p.SingletonPlugin, DefaultTranslation):
    """Catalogue and open-data portal of Cà Mau province."""

    p.implements(p.IConfigurer)
    p.implements(p.ITranslation)
    p.implements(p.IUploader, inherit=True)
    p.implements(p.IPackageController, inherit=True)
    p.implements(p.IResourceController, inherit=True)
    p.implements(p.IFacets, inherit=True)
    p.implements(IDCATURIGenerator, inherit=True)
    p.implements(p.IPermissionLabels)
    p.implements(p.IConfigurable)
    p.implements(p.IMiddleware)
    p.implements(p.IApiToken, inherit=True)
    p.implements(p.IAuthenticator, inherit=True)
    p.implements(p.INotifier, inherit=True)

    def update_config(self, config: tk.CKANConfig) -> None:
        """Register templates, public files and assets; our licence register is the default one."""
        if not config.get("licenses_group_url"):
            config["licenses_group_url"] = licences.URL
        tk.add_template_directory(config, "templates")
        tk.add_public_directory(config, "public")
        tk.add_resource("assets", "camau")

    def i18n_directory(self) -> str:
        """Return the folder with the catalogue that was compiled from our text files."""
        return translations.compiled_directory()

    def get_resource_uploader(self, data_dict: dict[str, Any]) -> uploader.StoredUpload | None:
        """Let core's write of a resource find the bytes that it names by hash."""
        return uploader.resource_uploader(data_dict)
