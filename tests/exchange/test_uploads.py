"""Uploads as Django hands them out where no web server in front does."""

from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture
def upload():
    path = Path(settings.MEDIA_ROOT, "documents", "협정서.html")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("<script>alert()</script>")
    yield "/media/documents/협정서.html"
    path.unlink()


def test_upload_is_served_but_nothing_in_it_runs(client, upload):
    response = client.get(upload)
    assert b"".join(response) == b"<script>alert()</script>"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("path", "status"), [("documents/", 404), ("../manage.py", 400)])
def test_no_folder_is_listed_and_nothing_outside_is_served(client, upload, path, status):
    assert client.get(f"/media/{path}").status_code == status
