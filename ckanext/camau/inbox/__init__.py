"""What waits for whom: the tasks of a person, the daily digest, the audit trail in words.

Reads what the routes left behind; takes no step and decides nothing. Actions and pages show it, mail sums it up.
"""
