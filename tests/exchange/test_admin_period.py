"""What a period field says while the clerk still types: /admin/period/."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(admin_client):
    def read(text):
        response = admin_client.get(reverse("period-reading"), {"text": text})
        assert response.status_code == 200
        return response.json()

    return read


def test_period_is_told_in_words_and_edtf(read):
    assert read("2013. 4. 5. ~ 25.") == {
        "valid": True,
        "reading": "읽은 날짜: 2013. 4. 5. ~ 4. 25.",
        "edtf": "2013-04-05/2013-04-25",
        "notes": [],
    }


def test_doubtful_period_is_told_with_its_warning(read):
    answer = read("2012. 6. 26(수)")
    assert answer["valid"]
    assert "화요일" in answer["notes"][0]


def test_bad_period_is_told_with_what_is_wrong(read):
    answer = read("2013. 2. 30.")
    assert not answer["valid"]
    assert "30일이 없습니다" in answer["error"]
    assert answer["suggestion"] is None


def test_bad_period_is_told_with_a_suggestion_that_reads(read):
    answer = read("20191월")
    assert answer["suggestion"]["text"] == "2019년 1월"
    assert "2019년 1월" in answer["suggestion"]["label"]
    assert read(answer["suggestion"]["text"])["edtf"] == "2019-01"


@pytest.mark.parametrize("text", ["", "  "])
def test_no_text_reads_as_nothing(read, text):
    assert read(text) == {"valid": True, "reading": "", "edtf": "", "notes": []}


def test_word_for_unknown_is_told_to_be_no_date(read):
    assert "모르는 것으로" in read("미정")["reading"]


def test_longer_text_than_the_record_holds_is_refused(read):
    assert not read("2013. 4. 5." + " " * 50 + "(" + "가" * 100 + ")")["valid"]


def test_reading_is_for_staff_only(client, django_user_model):
    url = reverse("period-reading")
    assert client.get(url, {"text": "2013"}).status_code == 403
    client.force_login(django_user_model.objects.create_user("citizen"))
    assert client.get(url, {"text": "2013"}).status_code == 403


def test_reading_is_only_asked_for(admin_client):
    assert admin_client.post(reverse("period-reading"), {"text": "2013"}).status_code == 405
