"""The results as tables: pages with their counts, and comments."""

from django.utils import translation
from import_export.fields import Field
from import_export.resources import ModelResource

from exchange.feedback.models import FeedbackComment, FeedbackPage


class FeedbackResource(ModelResource):
    def export(self, queryset=None, **kwargs):
        # Words of the table are Korean, whichever language the clerk's screen has.
        with translation.override("ko"):
            return super().export(queryset, **kwargs)


class FeedbackPageResource(FeedbackResource):
    """A row a page; its QuerySet is one `with_counts`."""

    path = Field("path", "페이지")
    home = Field("home", "지자체")
    yes = Field("yes", "네")
    no = Field("no", "아니오")
    share = Field("share", "네의 비율(%)")
    comments = Field("comments", "의견")

    class Meta:
        model = FeedbackPage
        name = "페이지 만족도"
        fields = ("path", "home", "yes", "no", "share", "comments")


class FeedbackCommentResource(FeedbackResource):
    on = Field("on", "날짜")
    path = Field("page__path", "페이지")
    home = Field("page__home", "지자체")
    language = Field("language", "언어")
    answer = Field(column_name="답")
    text = Field("text", "의견")
    handled = Field(column_name="처리함")

    class Meta:
        model = FeedbackComment
        name = "페이지 의견"
        fields = ("on", "path", "home", "language", "answer", "text", "handled")

    def dehydrate_answer(self, comment):
        return "네" if comment.is_helpful else "아니오"

    def dehydrate_handled(self, comment):
        return "예" if comment.is_handled else ""
