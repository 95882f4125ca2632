"""Measurements of the portal. Nothing else imports from here; what runs leaves its rows behind."""
