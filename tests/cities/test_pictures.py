"""Photos and emblems of cities: kept, shown, changed in the admin, and removed."""

import io
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.views.static import serve
from PIL import Image

from cities.drawings import TONES, drawing
from cities.models import City, CityPicture
from tests.factories import CityFactory, CityPictureFactory, EventPhotoFactory, PartnershipFactory
from tests.html_forms import fields_of
from tests.pages import read, words

pytestmark = pytest.mark.django_db

EMBLEM = CityPicture.Kind.EMBLEM


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def partnership():
    return PartnershipFactory(partner__name="플러튼시", partner__slug="fullerton")


def upload(name="시청.png", size=(700, 400), kind="PNG"):
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, kind)
    return SimpleUploadedFile(name, file.getvalue())


def files(media):
    return sorted(path.name for path in media.rglob("*") if path.is_file())


# Kept.


def test_upload_becomes_files_of_several_widths_in_a_folder_nobody_guesses(media):
    picture = CityPictureFactory(image=upload("풀러턴 시청 (1).png"))
    assert files(media) == [
        "풀러턴-시청-1-320.webp", "풀러턴-시청-1-640.webp", "풀러턴-시청-1.webp",
    ]  # fmt: skip
    app, folder, _name = picture.image.name.split("/")
    assert (app, len(folder)) == ("cities", 32)
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (700, 400)
    assert picture.image.srcset.split(", ")[0] == f"{picture.image.url_at(320)} 320w"
    assert picture.image.url_at(640).endswith("-640.webp")
    assert picture.image.url_at(1280) == picture.image.url


def test_reading_rows_opens_no_file(media):
    CityPictureFactory(image=upload())
    for path in media.rglob("*.webp"):
        path.unlink()
    picture = CityPicture.objects.get()
    assert picture.image.srcset.endswith(" 700w")
    assert picture.history.get().instance.image == picture.image.name


def test_city_has_one_emblem_and_every_picture_an_alternative_text():
    emblem = CityPictureFactory(kind=EMBLEM)
    CityPictureFactory.create_batch(2, city=emblem.city)
    with pytest.raises(IntegrityError), transaction.atomic():
        CityPictureFactory(city=emblem.city, kind=EMBLEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        CityPictureFactory(city=emblem.city, alt="")


# Removed.


@pytest.mark.parametrize("factory", [CityPictureFactory, EventPhotoFactory])
def test_files_go_with_their_row_when_all_went_well(
    factory, media, django_capture_on_commit_callbacks
):
    picture = factory()
    record = picture.city if factory is CityPictureFactory else picture.event
    with django_capture_on_commit_callbacks() as callbacks:
        record.delete()
    assert len(files(media)) == 3
    for callback in callbacks:
        callback()
    assert not list(media.glob("*/*"))
    assert type(picture).history.first().alt == picture.alt


def test_replaced_file_goes_and_the_new_one_stays(media, django_capture_on_commit_callbacks):
    picture = CityPictureFactory(image=upload("옛.png"))
    with django_capture_on_commit_callbacks(execute=True):
        picture.image = upload("새.png", (300, 900))
        picture.save()
    assert files(media) == ["새.webp"]
    assert (picture.width, picture.height) == (300, 900)


def test_file_that_another_row_names_stays(media, django_capture_on_commit_callbacks):
    picture = CityPictureFactory()
    CityPicture.objects.create(city=CityFactory(), image=picture.image.name, alt="같은 파일")
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert len(files(media)) == 3


# Shown.


def test_partner_page_shows_photo_emblem_and_the_other_photos(client, partnership):
    city = partnership.partner
    CityPictureFactory(city=city, alt="둘째", position=2, rights="CC BY-SA 4.0")
    CityPictureFactory(city=city, alt="시청 앞 광장", position=1, credit="플러튼시")
    CityPictureFactory(city=city, alt="휘장", kind=EMBLEM)
    page = read(client, partnership.get_absolute_url())
    hero = page.select_one(".picture-hero img")
    assert hero["alt"] == "시청 앞 광장"
    assert [(each.split()[1]) for each in hero["srcset"].split(", ")] == ["320w", "640w", "800w"]
    assert (hero["width"], hero["height"], hero["loading"]) == ("800", "500", "eager")
    assert words(page.select_one(".picture-hero figcaption")) == "사진: 플러튼시"
    assert page.select_one(".emblem img")["alt"] == "휘장"
    (other,) = page.select(".gallery figure")
    assert (other.img["alt"], other.img["loading"]) == ("둘째", "lazy")
    assert words(other.figcaption) == "사진: CC BY-SA 4.0"


def test_city_without_a_photo_gets_a_drawing_that_says_nothing(client, partnership):
    for url in (partnership.get_absolute_url(), partnership.home.portal.get_absolute_url()):
        page = read(client, url)
        partner = page.select(".emblem-drawn")[-1]
        drawings = page.select(".picture-drawn svg, .emblem-drawn")
        assert drawings, url
        assert all(each["aria-hidden"] == "true" for each in drawings)
        assert not page.select("[style], .picture-drawn img")
        assert partner.get_text(strip=True) == "플"


def test_files_are_served_as_images(rf, media):
    picture = CityPictureFactory()
    for name in (picture.image.name, picture.image.name_at(320)):
        with closing(serve(rf.get("/"), name, document_root=media)) as response:
            assert response["Content-Type"] == "image/webp"
            assert b"".join(response).startswith(b"RIFF")


def test_card_of_the_portal_shows_the_first_photo(client, partnership):
    CityPictureFactory(city=partnership.partner, alt="시청 앞 광장")
    page = read(client, partnership.home.portal.get_absolute_url())
    (image,) = page.select(".card img")
    assert (image["alt"], image["loading"]) == ("시청 앞 광장", "lazy")


def test_drawing_is_the_same_for_a_city_and_another_for_the_next():
    drawings = [drawing(City(slug=f"city-{n}", name="도시")) for n in range(60)]
    assert drawings[7] == drawing(City(slug="city-7", name="도시"))
    assert len({str(each.layers) for each in drawings}) == 60
    assert {each.tone for each in drawings} == set(range(1, TONES + 1))


# Changed by clerks.


@pytest.fixture
def city_form(admin_client):
    city = CityFactory(slug="fullerton")
    url = reverse("admin:cities_city_change", args=[city.pk])

    def send(*pictures):
        data = fields_of(admin_client.get(url), "city_form")
        data["pictures-TOTAL_FORMS"] = int(data["pictures-INITIAL_FORMS"]) + len(pictures)
        for number, picture in enumerate(pictures, int(data["pictures-INITIAL_FORMS"])):
            row = {"kind": "photo", "alt": "시청", "position": 0, **picture}
            data |= {f"pictures-{number}-{name}": value for name, value in row.items()}
        return admin_client.post(url, data), city

    return send


def test_clerk_adds_a_photo_and_an_emblem_and_sees_them(city_form, admin_client):
    response, city = city_form(
        {"image": upload()}, {"kind": "emblem", "image": upload("휘장.png", (200, 200))}
    )
    assert response.status_code == 302
    assert sorted(city.pictures.values_list("kind", flat=True)) == ["emblem", "photo"]
    page = read(admin_client, reverse("admin:cities_city_change", args=[city.pk]))
    previews = page.select(".picture-preview")
    assert {image["alt"] for image in previews} == {"시청"}
    assert {Path(image["src"]).suffix for image in previews} == {".webp"}


PNG = ("시청.png", upload().read())


@pytest.mark.parametrize(
    ("pictures", "says"),
    [
        ([{"image": PNG, "alt": ""}], "필수 항목입니다"),
        ([{"image": ("a.svg", b"<svg onload='alert()'/>")}], "SVG 파일은"),
        ([{"image": ("a.jpg", b"GIF89a")}], "깨진 파일입니다"),
        ([{"kind": "emblem", "image": PNG}] * 2, "휘장은 한 도시에 하나입니다"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_korean(city_form, media, pictures, says):
    rows = [{**row, "image": SimpleUploadedFile(*row["image"])} for row in pictures]
    response, city = city_form(*rows)
    assert response.status_code == 200
    assert says in response.content.decode()
    assert not city.pictures.exists()
    assert files(media) == []


def test_second_emblem_is_refused_with_what_to_do(city_form):
    city_form({"kind": "emblem", "image": upload()})
    response, city = city_form({"kind": "emblem", "image": upload()})
    assert "그 휘장의 파일만 새로 고르세요" in response.content.decode()
    assert city.pictures.count() == 1
