"""Record types as data: scheming YAML, presets, code lists, their loader. Nothing on routes here."""
