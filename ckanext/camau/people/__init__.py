"""Who may act for whom: roles, delegations, persons, focal officers. Never core's permission helpers."""
