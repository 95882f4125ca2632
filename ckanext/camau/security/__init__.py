"""Doors of CKAN core that must stay closed, labels, sessions, headers, guards for known CVEs."""
