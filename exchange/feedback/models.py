"""FeedbackPage with its counts of 네 and 아니오 by day, and the comments on it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Cast, Coalesce, NullIf, Round, TruncMonth
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

COMMENT_LENGTH = 500  # characters


class FeedbackPageQuerySet(models.QuerySet):
    def with_counts(self, **of_days):
        """Adds yes, no, answers (both), share (% of yes, NULL without answers) and comments.

        `of_days` narrows the days that are counted: `language="en"`, `on__gte=day`. They are
        conditions on comments as well, which have the same columns.
        """
        days = FeedbackDay.objects.filter(page=OuterRef("pk"), **of_days).order_by().values("page")
        comments = FeedbackComment.objects.filter(page=OuterRef("pk"), **of_days)
        comments = comments.order_by().values("page").annotate(n=Count("pk"))
        return self.annotate(
            yes=Coalesce(Subquery(days.annotate(n=Sum("yes")).values("n")), 0),
            no=Coalesce(Subquery(days.annotate(n=Sum("no")).values("n")), 0),
            answers=F("yes") + F("no"),
            share=Round(
                Cast(F("yes"), models.FloatField()) * 100 / NullIf(F("answers"), 0),
                output_field=models.IntegerField(),
            ),
            comments=Coalesce(Subquery(comments.values("n")), 0),
        )


class FeedbackPage(models.Model):
    """A public page that somebody has answered for, in whichever language they read it."""

    path = models.CharField(
        _("페이지"), max_length=200, unique=True, help_text=_("한국어 페이지의 주소")
    )
    home = models.SlugField(_("지자체"), max_length=60, blank=True)

    objects = FeedbackPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("페이지 만족도")
        verbose_name_plural = _("페이지 만족도")
        ordering = ["path"]
        default_permissions = ("view", "export")
        constraints = [
            models.CheckConstraint(
                name="feedback_page_path_begins_at_root", condition=Q(path__startswith="/")
            ),
        ]

    def __str__(self):
        return self.path

    def get_absolute_url(self):
        return self.address(settings.LANGUAGE_CODE)

    def address(self, language):
        """Where the page is read in this language."""
        prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
        return f"{get_script_prefix().rstrip('/')}{prefix}{self.path}"


class FeedbackDayQuerySet(models.QuerySet):
    def add_answer(self, page, language, is_helpful):
        """Counts an answer given today.

        One statement as a rule: SQLite's one writer is then never kept waiting by Python.
        """
        name = "yes" if is_helpful else "no"
        today = {"page": page, "language": language, "on": timezone.localdate()}
        if not self.filter(**today).update(**{name: F(name) + 1}):
            self.get_or_create(**today)
            self.filter(**today).update(**{name: F(name) + 1})

    def by_month(self):
        """(first day of the month, 네, 아니오) of these days, newest first."""
        months = self.order_by().annotate(month=TruncMonth("on")).values("month")
        sums = months.annotate(all_yes=Sum("yes"), all_no=Sum("no")).order_by("-month")
        return sums.filter(Q(all_yes__gt=0) | Q(all_no__gt=0)).values_list(
            "month", "all_yes", "all_no"
        )


class FeedbackDay(models.Model):
    """How many answered 네 and 아니오 on a page, in one language, on one day."""

    page = models.ForeignKey(
        FeedbackPage, models.CASCADE, verbose_name=_("페이지"), related_name="days"
    )
    language = models.CharField(_("언어"), max_length=10)
    on = models.DateField(_("날짜"), db_index=True)
    yes = models.PositiveIntegerField(_("네"), default=0)
    no = models.PositiveIntegerField(_("아니오"), default=0)

    objects = FeedbackDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("하루의 답")
        verbose_name_plural = _("하루의 답")
        ordering = ["-on", "page", "language"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "language", "on"], name="feedback_day_identity"
            ),
        ]

    def __str__(self):
        return f"{self.page_id}, {self.on}"


class FeedbackCommentQuerySet(models.QuerySet):
    def has_room(self, page):
        """Whether today's comments, on this page and in all, leave room for one more."""
        most = settings.FEEDBACK_COMMENTS_A_DAY
        today = self.filter(on=timezone.localdate()).aggregate(
            site=Count("pk"), page=Count("pk", filter=Q(page=page))
        )
        return today["site"] < most["site"] and today["page"] < most["page"]


class FeedbackComment(models.Model):
    """What a visitor added to their answer, without what looked personal in it."""

    page = models.ForeignKey(
        FeedbackPage, models.CASCADE, verbose_name=_("페이지"), related_name="feedback_comments"
    )
    language = models.CharField(_("언어"), max_length=10)
    on = models.DateField(_("날짜"), default=timezone.localdate, db_index=True)
    is_helpful = models.BooleanField(_("도움이 됨"))
    text = models.CharField(_("의견"), max_length=COMMENT_LENGTH)
    is_handled = models.BooleanField(_("처리함"), default=False)
    # Random, from the address of the form: a form sent twice is saved once.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = FeedbackCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("페이지 의견")
        verbose_name_plural = _("페이지 의견")
        ordering = ["-on", "-pk"]
        default_permissions = ("view", "change", "delete", "export")
        constraints = [
            models.CheckConstraint(name="feedback_comment_not_empty", condition=~Q(text="")),
        ]

    def __str__(self):
        return f"{self.on}, {self.text[:40]}"
