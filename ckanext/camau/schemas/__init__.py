"""Record types as data: scheming YAML, presets, code lists, and their loader. No behaviour of a route here."""
