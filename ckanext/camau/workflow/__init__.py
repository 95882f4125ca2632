"""Routes, states, transitions and gates. Pure Python: nothing from CKAN, SQLAlchemy or Flask may be imported."""
