"""Error pages in the site's look."""

import pytest
from django.test import Client

from tests.pages import read, words


@pytest.mark.django_db
def test_unknown_address_is_404_in_the_look_of_the_site(client):
    page = read(client, "/no/such/page", status=404)
    assert words(page.h1) == "페이지를 찾을 수 없습니다"
    assert page.select_one(".site-header a")["href"] == "/"
    assert page.find("link", rel="stylesheet")


def test_server_error_is_shown_without_the_database(client, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    # No database mark: a query would fail this test.
    monkeypatch.setattr("cities.views.HomesView.get_queryset", fail)
    client.raise_request_exception = False
    page = read(client, "/", status=500)
    assert words(page.h1) == "잠시 문제가 생겼습니다"


def test_wrong_host_is_400(client, settings):
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "잘못된 요청입니다" in response.text


@pytest.mark.django_db
def test_post_without_token_is_403(admin_user):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "보낸 내용을 확인할 수 없습니다" in response.text


@pytest.mark.django_db
def test_what_one_may_not_see_is_403(client, django_user_model):
    clerk = django_user_model.objects.create_user("clerk", password="x", is_staff=True)
    client.force_login(clerk)
    page = read(client, "/admin/cities/city/", status=403)
    assert words(page.h1) == "이 페이지를 볼 권한이 없습니다"
