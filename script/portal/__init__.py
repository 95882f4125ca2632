"""What `script/server` and `script/test` are made of: builds `.local/`, starts the services, watches and stops them.

Standard library only, because it runs before the project's own environment exists. Nothing here is part of the
extension: an installation into an existing CKAN does not need it.
"""
