"""Whether the portal is well: checks with a time limit each, metrics, and limits that keep a request from hanging.

Reads only; nothing here repairs anything.
"""
