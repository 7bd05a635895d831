"""Record: what every record of the registry has, whichever app it lives in.

A Record has a source, stamps, a history, a natural key and a published state. A Part (one row
of a facts table, one link) has all but the state: it is public with the record it belongs to.
"""

from functools import cache

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


@cache
def labels_of(field, language):
    """{value: label} of a field's choices in this language."""
    return {value: str(label) for value, label in field.flatchoices}


class NaturalKeyQuerySet(models.QuerySet):
    def get_by_natural_key(self, *key):
        """The one record with this key, as `natural_key()` gives it."""
        return self.get(**dict(zip(self.model.natural_key_lookups(), key, strict=True)))


class PublishedQuerySet(NaturalKeyQuerySet):
    """The one definition of public: list, detail, download, feed, sitemap and API all use it."""

    def published(self, under=None):
        """Records the public may see: published, as is everything they hang on.

        `under` names a relation whose record is known to be public, as the rows below a public
        partnership are asked for: it and what it hangs on are not asked again, which spares
        PostgreSQL four joins for every row of a list.
        """
        above = [
            path
            for path in self.model.public_through
            if path != under and not path.startswith(f"{under}__")
        ]
        return self.filter(**self._all_published(above))

    def unpublished(self):
        """Records the public may not see."""
        return self.exclude(**self._all_published(self.model.public_through))

    def _all_published(self, above):
        paths = ("state", *(f"{path}__state" for path in above))
        return dict.fromkeys(paths, self.model.State.PUBLISHED)


class Stamped(models.Model):
    """Source, stamps, history and natural key: the ground of Record and Part."""

    natural_key_fields = ()

    source = models.ForeignKey(
        "exchange.Source",
        models.PROTECT,
        verbose_name=_("출처"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("이 내용을 어느 문서에서 옮겼는지 고르세요."),
    )
    created_at = models.DateTimeField(_("등록일시"), default=timezone.now, editable=False)
    # Set in save(), not by auto_now: a fixture brings the date its document was last changed.
    updated_at = models.DateTimeField(
        _("최종수정일시"), default=timezone.now, editable=False, db_index=True
    )

    objects = NaturalKeyQuerySet.as_manager()
    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "export")

    def save(self, *args, update_fields=None, **kwargs):
        self.updated_at = timezone.now()
        if update_fields is not None:
            update_fields = {*update_fields, "updated_at"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def _get_FIELD_display(self, field):  # noqa: N802 - Django's own, which get_…_display() calls
        """As Django's, which goes through all choices each time; a page asks for hundreds."""
        value = getattr(self, field.attname)
        return labels_of(field, get_language()).get(value, value)

    @classmethod
    def natural_key_lookups(cls):
        """Lookups that together find one record, foreign keys followed: `home__country`, …"""
        lookups = []
        for name in cls.natural_key_fields:
            field = cls._meta.get_field(name)
            if field.is_relation:
                inner = field.related_model.natural_key_lookups()
                lookups += [f"{name}__{lookup}" for lookup in inner]
            else:
                lookups.append(name)
        return lookups

    def natural_key(self):
        """The values of `natural_key_lookups()`, for fixtures, import and export."""
        key = []
        for name in self.natural_key_fields:
            field = self._meta.get_field(name)
            value = getattr(self, name)
            key += value.natural_key() if field.is_relation else [field.get_prep_value(value)]
        return tuple(key)


class Part(Stamped):
    """A row that belongs to a Record and is public with it."""

    position = models.PositiveSmallIntegerField(
        _("순서"), default=0, help_text=_("작은 수가 먼저 나옵니다.")
    )

    class Meta(Stamped.Meta):
        abstract = True


class Record(Stamped):
    """A record that is drafted, then published."""

    class State(models.TextChoices):
        DRAFT = "draft", _("작성 중")
        PUBLISHED = "published", _("공개")

    # Relations that must be published too before this record is public.
    public_through = ()

    state = models.CharField(
        _("공개 상태"),
        max_length=10,
        choices=State.choices,
        default=State.DRAFT,
        db_index=True,
        help_text=_("'공개'로 바꾸어야 누리집에 나타납니다."),
    )

    objects = PublishedQuerySet.as_manager()

    class Meta(Stamped.Meta):
        abstract = True
        default_permissions = (*Stamped.Meta.default_permissions, "publish")
