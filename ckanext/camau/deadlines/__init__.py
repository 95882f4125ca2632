"""Working days and due dates (R5; Civil Code 2015, 147–148; D32 11, 13(1)).

``calendar`` counts working days, ``terms`` turns a term of the legal register into a due date, ``steps`` says which
term a state starts, ``table`` reads a table of days: these are pure. ``store`` keeps the province's own days, ``due``
the due dates that run.

Views, forms, mail and actions do not belong here; who is told of a moved due date is the caller's business.
"""
