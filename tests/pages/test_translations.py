"""The Vietnamese catalogue: ours lies over CKAN's, and holds what it must."""

from __future__ import annotations

import gettext
from pathlib import Path

from ckanext.camau import translations


def test_core_strings_are_overridden():
    merged = translations.catalogue()
    assert merged["Make private"].string == "Ngừng hiển thị công khai"
    assert merged["Dataset"].string == "Tập dữ liệu"
    assert merged["Search data"].string == "Tra cứu dữ liệu"


def test_it_is_compiled_once_into_a_directory_that_gettext_reads(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(translations, "_base", lambda: tmp_path)
    first = Path(translations.compiled_directory())
    assert Path(translations.compiled_directory()) == first
    assert [path.name for path in tmp_path.iterdir()] == [first.name]
    read = gettext.translation(translations.DOMAIN, localedir=str(first), languages=["vi"])
    assert read.gettext("Visibility") == "Phạm vi hiển thị"
    assert read.ngettext("{count} record", "{count} records", 3) == "{count} mục"


def test_nobody_reads_of_state_secrets_where_nothing_is_secret():
    for message in translations.catalogue():
        text = " ".join(message.string) if isinstance(message.string, (list, tuple)) else str(message.string)
        assert "Bí mật" not in text, message.id


def test_a_running_portal_says_our_words(app):
    """Core says "Nguồn" for Resources and leaves "Skip to main content" in English."""
    from ckan.lib.i18n import get_lang
    from ckan.plugins import toolkit as tk

    with app.flask_app.test_request_context("/"):
        assert get_lang() == "vi"
        assert tk._("Resources") == "Tệp"
        assert tk._("Skip to main content") == "Chuyển đến nội dung chính"
        assert tk.ungettext("{num} Dataset", "{num} Datasets", 2) == "{num} mục"
