"""Alembic environment of the extension's tables."""

from __future__ import annotations

from logging.config import fileConfig

from alembic import context
from sqlalchemy import engine_from_config, pool

import ckanext.camau.model  # noqa: F401 - fills the metadata
from ckan.model.meta import metadata

config = context.config
if config.config_file_name:
    fileConfig(config.config_file_name, disable_existing_loggers=False)


def include_object(obj, object_name, type_, reflected, compare_to):
    """Look at our own tables only."""
    return not (type_ == "table") or object_name.startswith("camau_")


def run() -> None:
    """Run the migrations in one transaction on a connection of their own."""
    connectable = engine_from_config(
        config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool
    )
    with connectable.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            version_table="camau_alembic_version",
            include_object=include_object,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
