"""IRIs of codes that the feed names lead somewhere: themes, places, the licence, protocols."""

import pytest

from ckanext.camau.feed.iris import Iris
from ckanext.camau.schemas.code_lists import code_list, code_list_names


@pytest.mark.usefixtures("with_plugins")
@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/id/theme", "/dataset/"),
        ("/id/theme/health", "/dataset/?theme=health"),
        ("/id/license/vn-nd47-2020-d18", "/about#dieu-kien"),
        ("/id/protocol/rest", "/dataset/?q="),
        ("/id/place/96", "/dataset/?q="),
    ],
)
def test_a_code_leads_to_what_has_it(app, path, target):
    response = app.get(path, follow_redirects=False)
    assert response.status_code == 303
    assert target in response.headers["Location"]


@pytest.mark.usefixtures("with_plugins")
@pytest.mark.parametrize("path", ["/id/theme/nothing", "/id/nothing", "/id/nothing/x", "/id/..%2Ftheme/health"])
def test_what_is_no_code_is_not_found(app, path):
    assert app.get(path, follow_redirects=False).status_code == 404


@pytest.mark.usefixtures("with_plugins")
def test_every_code_of_ours_that_can_stand_in_the_feed_leads_somewhere(app):
    iris = Iris("http://x")
    for name in code_list_names():
        for code in code_list(name).codes[:3]:
            path = str(iris.code(name, code)).removeprefix("http://x")
            assert app.get(path, follow_redirects=False).status_code == 303, path
