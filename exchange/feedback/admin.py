"""What visitors answered, for the office: pages with their counts, and comments to deal with."""

from datetime import timedelta

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.admin.imports import ExportAdmin
from exchange.admin.lists import ChoiceFilter, PathFilter, RecordChangeList, filter_of
from exchange.feedback.models import FeedbackComment, FeedbackDay, FeedbackPage
from exchange.feedback.resources import FeedbackCommentResource, FeedbackPageResource

MONTHS_SHOWN = 24
COMMENTS_SHOWN = 50
NOTHING = "–"
LANGUAGES = dict(settings.LANGUAGES)
PERIODS = {
    "30": gettext_lazy("최근 30일"),
    "90": gettext_lazy("최근 90일"),
    "365": gettext_lazy("최근 1년"),
}


def of_days(asked):
    """Conditions on FeedbackDay and FeedbackComment alike, from `?language=` and `?days=`."""
    conditions = {}
    if asked.get("language") in LANGUAGES:
        conditions["language"] = asked["language"]
    if asked.get("days") in PERIODS:
        conditions["on__gt"] = timezone.localdate() - timedelta(days=int(asked["days"]))
    return conditions


class HomeFilter(PathFilter):
    """Homes by their names in addresses; the front page and the search belong to none."""

    title = gettext_lazy("지자체")
    parameter_name = "home"

    def occurring(self, request, model_admin):
        homes = FeedbackPage.objects.order_by("home").values_list("home", flat=True).distinct()
        return [(home, home or _("(공통 페이지)")) for home in homes]


class DaysFilter(ChoiceFilter):
    """Pages with answers on such days; FeedbackPageAdmin counts no others."""

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        asked = of_days({self.parameter_name: self.value()})
        return queryset.filter(Exists(FeedbackDay.objects.filter(page=OuterRef("pk"), **asked)))


class ReadInFilter(DaysFilter):
    title = gettext_lazy("읽은 언어")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        return LANGUAGES.items()


class PeriodFilter(DaysFilter):
    title = gettext_lazy("기간")
    parameter_name = "days"

    def lookups(self, request, model_admin):
        return PERIODS.items()


class LanguageFilter(PathFilter):
    title = gettext_lazy("읽은 언어")
    parameter_name = "language"
    path = "language"

    def occurring(self, request, model_admin):
        return LANGUAGES.items()


class FeedbackAdmin(ExportAdmin, admin.ModelAdmin):
    """Visitors write; the office reads."""

    export_template_name = "admin/feedback/export.html"
    list_per_page = 50
    show_full_result_count = False

    class Media:
        css = {"all": ["admin-desk/desk.css"]}

    def has_add_permission(self, request):
        return False

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"title": self.opts.verbose_name_plural, **(extra_context or {})}
        )


@admin.register(FeedbackPage)
class FeedbackPageAdmin(FeedbackAdmin):
    resource_classes = [FeedbackPageResource]
    list_display = ["path", "home", "yes", "no", "share", "comments"]
    list_filter = [filter_of(HomeFilter, "home"), ReadInFilter, PeriodFilter]
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["path"]
    fields = ["path", "home", "yes", "no", "share", "comments"]
    readonly_fields = ["yes", "no", "share", "comments"]
    change_list_template = "admin/feedback/pages.html"
    change_form_template = "admin/feedback/page.html"

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        # Not super's, which orders before there are counts to order by.
        counted = FeedbackPage.objects.with_counts(**of_days(request.GET))
        return counted.order_by(*self.get_ordering(request))

    def get_ordering(self, request):
        return ["-answers"]

    def view_on_site(self, page):
        return page.get_absolute_url()

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        if changelist := getattr(response, "context_data", {}).get("cl"):
            pages = changelist.queryset.order_by().values("pk")
            days = FeedbackDay.objects.filter(page__in=pages, **of_days(request.GET))
            response.context_data["months"] = months_of(days)
        return response

    def render_change_form(self, request, context, obj=None, **kwargs):
        may_read = request.user.has_perm("exchange.view_feedbackcomment")
        comments = obj.feedback_comments.all() if may_read else FeedbackComment.objects.none()
        of_page = reverse("admin:exchange_feedbackcomment_changelist")
        context |= {
            "months": months_of(obj.days.all()),
            "page_comments": comments[:COMMENTS_SHOWN],
            "comments_url": f"{of_page}?{urlencode({'q': obj.path})}" if may_read else "",
        }
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @admin.display(description=gettext_lazy("네"), ordering="yes")
    def yes(self, page):
        return page.yes

    @admin.display(description=gettext_lazy("아니오"), ordering="no")
    def no(self, page):
        return page.no

    @admin.display(description=gettext_lazy("네의 비율"), ordering="share", empty_value=NOTHING)
    def share(self, page):
        return None if page.share is None else f"{page.share}%"

    @admin.display(description=gettext_lazy("의견"), ordering="comments")
    def comments(self, page):
        return page.comments


@admin.register(FeedbackComment)
class FeedbackCommentAdmin(FeedbackAdmin):
    """A comment is dealt with or deleted, never reworded."""

    resource_classes = [FeedbackCommentResource]
    list_display = ["text", "on", "page_link", "answer", "language_name", "is_handled"]
    list_filter = [
        "is_handled", "is_helpful", filter_of(HomeFilter, "page__home"), LanguageFilter,
    ]  # fmt: skip
    show_facets = admin.ShowFacets.ALWAYS
    list_select_related = ["page"]
    date_hierarchy = "on"
    search_fields = ["text", "page__path"]
    actions = ["handle", "reopen"]
    fields = ["text", "on", "page_link", "answer", "language_name", "is_handled"]
    readonly_fields = ["text", "on", "page_link", "answer", "language_name"]

    def get_changelist(self, request, **kwargs):
        return RecordChangeList

    @admin.display(description=gettext_lazy("페이지"), ordering="page__path")
    def page_link(self, comment):
        address = comment.page.address(comment.language)
        return format_html('<a href="{}">{}</a>', address, address)

    @admin.display(description=gettext_lazy("답"), ordering="is_helpful")
    def answer(self, comment):
        return _("네") if comment.is_helpful else _("아니오")

    @admin.display(description=gettext_lazy("읽은 언어"), ordering="language")
    def language_name(self, comment):
        return LANGUAGES.get(comment.language, comment.language)

    @admin.action(description=gettext_lazy("처리함으로 표시하기"), permissions=["change"])
    def handle(self, request, queryset):
        self.mark(request, queryset, is_handled=True)

    @admin.action(description=gettext_lazy("처리함 표시 지우기"), permissions=["change"])
    def reopen(self, request, queryset):
        self.mark(request, queryset, is_handled=False)

    def mark(self, request, queryset, is_handled):
        """Marks the comments, and notes who did."""
        changed = list(queryset.filter(is_handled=not is_handled))
        rows = FeedbackComment.objects.filter(pk__in=[comment.pk for comment in changed])
        rows.update(is_handled=is_handled)
        if changed:
            what = [{"changed": {"fields": [_("처리함")]}}]
            LogEntry.objects.log_actions(request.user.pk, changed, CHANGE, what)
        self.message_user(request, _("의견 %(count)d건을 바꾸었습니다.") % {"count": len(changed)})


def months_of(days):
    """The latest months of these FeedbackDays with answers: first day, 네, 아니오, % of 네."""
    for month, yes, no in days.by_month()[:MONTHS_SHOWN]:
        yield {"month": month, "yes": yes, "no": no, "share": round(100 * yes / (yes + no))}
