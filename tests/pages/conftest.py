from typing import Any

import pytest


@pytest.fixture
def made(clean_portal: Any) -> dict[str, Any]:
    """One issued record of each type, their agency and an edition."""
    import pages_records

    return pages_records.publish()
