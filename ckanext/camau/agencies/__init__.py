"""Agencies as a tree, with what became of each, and the delivered list of those of the province."""
