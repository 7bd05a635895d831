"""Photos of a city and its emblem."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models.city import City
from exchange.pictures import Picture


class CityPicture(Picture):
    """A photo of a city or its emblem. The first photo is the one that cards and heads show."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("사진")
        EMBLEM = "emblem", _("휘장·상징마크")

    natural_key_fields = ("city", "image")

    city = models.ForeignKey(City, models.CASCADE, verbose_name=_("도시"), related_name="pictures")
    kind = models.CharField(
        _("종류"),
        max_length=8,
        choices=Kind.choices,
        default=Kind.PHOTO,
        help_text=_(
            "휘장은 한 도시에 하나입니다. 사진이 여럿이면 순서가 가장 앞인 것이 대표 사진입니다."
        ),
    )

    class Meta(Picture.Meta):
        verbose_name = _("도시 사진")
        verbose_name_plural = _("도시 사진과 휘장")
        ordering = ["city", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "image"],
                name="city_picture_identity",
                violation_error_message=_("이 도시에 같은 사진이 이미 있습니다."),
            ),
            models.UniqueConstraint(
                fields=["city"],
                condition=Q(kind="emblem"),
                name="city_picture_one_emblem",
                violation_error_message=_(
                    "이 도시의 휘장이 이미 있습니다. 바꾸려면 그 휘장의 파일만 새로 고르세요."
                ),
            ),
            models.CheckConstraint(
                name="city_picture_alt_not_empty",
                condition=~Q(alt=""),
                violation_error_message=_("대체 텍스트를 넣으세요."),
            ),
        ]
