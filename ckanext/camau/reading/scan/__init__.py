"""Signs of personal data, of classification marks and of hidden content (ND47 20; D32 1(2); R24, R25). Pure.

Nothing here returns, stores or logs what was found: a hit says its kind and its place, and carries a key that
changes with what was found.
"""
