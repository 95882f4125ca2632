"""Who changes a setting of the running portal stands in the audit trail."""

from __future__ import annotations

import pytest

from ckan import model

from ckanext.camau.model import Audit
from tests import factories


def lines():
    model.Session.rollback()
    return model.Session.query(Audit).filter(Audit.action == "config_option_update").all()


@pytest.mark.usefixtures("clean_portal")
def test_a_changed_setting_is_in_the_audit_trail(api):
    admin = factories.sysadmin()
    assert api("config_option_update", None, **{"ckan.site_title": "Lạ"}).status_code == 403
    assert api("config_option_update", admin, **{"khong.co": "x"}).status_code == 409
    assert lines() == []
    api.result("config_option_update", admin, **{"ckan.site_title": "Cổng dữ liệu tỉnh Cà Mau"})
    (line,) = lines()
    assert (line.actor, line.detail) == (admin.id, {"ckan.site_title": "Cổng dữ liệu tỉnh Cà Mau"})
