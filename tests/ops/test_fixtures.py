"""The reset between tests empties even what the guards protect, and puts the guards back."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

DISABLED = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'"


@pytest.mark.usefixtures("clean_portal")
@pytest.mark.parametrize("time", ["first", "second"])
def test_ledger_is_empty_and_guarded(owner_engine: sa.Engine, time: str):
    with owner_engine.begin() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM camau_audit")).scalar() == 0, time
        assert connection.execute(sa.text(DISABLED)).all() == []
