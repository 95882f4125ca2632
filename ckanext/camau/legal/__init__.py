"""The register of legal bases and of terms (R4): what each field, gate, step, code list and deadline rests on.

``basis`` reads ``ND47 11(4)(b)``; ``seed`` holds what is delivered with the portal; ``register`` answers questions on
entries; ``checks`` judges an edit; ``usage`` says what rests on an entry. These are pure. ``store`` keeps the versions
that the province writes, ``words`` says a basis in the reader's language.

Views, forms and actions do not belong here.
"""
