"""Validators for scheming fields and action input."""
