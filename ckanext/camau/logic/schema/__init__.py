"""Input schemas of the actions."""
