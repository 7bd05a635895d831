"""Source: the document a record was read from."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from exchange.desk.models import (  # noqa: F401 the desk's models are the app's as well
    ImportBatch,
    ImportChunk,
    ImportFile,
    ImportProfile,
    ImportResult,
    ImportTable,
)
from exchange.feedback.models import FeedbackComment, FeedbackDay, FeedbackPage  # noqa: F401
from exchange.fields import PeriodField, period_checks
from exchange.records import NaturalKeyQuerySet


class Source(models.Model):
    """A document records were read from: a web page, a report, an article, a file."""

    slug = models.SlugField(_("짧은 이름"), max_length=60, unique=True)
    title = models.CharField(_("문서 제목"), max_length=200)
    publisher = models.CharField(_("펴낸 곳"), max_length=100, blank=True)
    url = models.URLField(_("주소"), max_length=500, blank=True)
    dated = PeriodField(
        _("문서 날짜"), blank=True, help_text=_("문서에 적힌 작성일이나 최종수정일입니다.")
    )
    note = models.TextField(_("비고"), blank=True)
    created_at = models.DateTimeField(_("등록일시"), default=timezone.now, editable=False)

    objects = NaturalKeyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("출처")
        verbose_name_plural = _("출처")
        ordering = ["title"]
        default_permissions = ("add", "change", "delete", "view", "export")
        constraints = [
            models.CheckConstraint(
                name="source_slug_not_empty",
                condition=~models.Q(slug=""),
                violation_error_message=_("짧은 이름을 넣으세요."),
            ),
            *period_checks("source", "dated"),
        ]

    def __str__(self):
        return f"{self.title} ({self.publisher})" if self.publisher else self.title

    @classmethod
    def natural_key_lookups(cls):
        return ["slug"]

    def natural_key(self):
        return (self.slug,)
