"""Editions and the catalogue in force as JSON, CSV and XLSX: what the public may see, nothing else. Reads only.

Stands beside ``logic``: actions and views call it, domain modules do not.
"""
