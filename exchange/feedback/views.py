"""The answer, sent from the foot of every page, and the page on which it is commented."""

from datetime import timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from exchange.feedback.forms import AnswerForm, CommentForm, answer_of, token_for
from exchange.feedback.limits import (
    AnswerThrottle,
    CommentThrottle,
    is_repeated,
    seconds_to_wait,
)
from exchange.feedback.masking import MASK
from exchange.feedback.models import COMMENT_LENGTH, FeedbackComment, FeedbackDay, FeedbackPage
from exchange.feedback.origin import is_own
from exchange.feedback.pages import public_page


class SeeOther(HttpResponseRedirect):
    """What a form sent leads to: a page that may be loaded again."""

    status_code = 303


@method_decorator([csrf_exempt, never_cache], name="dispatch")  # is_own in place of the cookie
class FeedbackView(View):
    """What both have in common: whose forms are taken, and how often."""

    http_method_names = ["get", "head", "post", "options"]
    throttle = None

    def dispatch(self, request):
        response = self.refused() if request.method == "POST" else None
        response = response or self.respond(request)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def respond(self, request):
        return super().dispatch(request)

    def refused(self):
        """The page that says why this form is not taken, if so."""
        if not is_own(self.request):
            return self.message(
                403,
                _("받을 수 없는 의견입니다"),
                _("이 누리집의 페이지에서 보낸 의견만 받습니다. 페이지 아래의 단추로 답해 주세요."),
            )
        if seconds := seconds_to_wait(self.throttle, self.request):
            return self.too_many(seconds)
        return None

    def too_many(self, seconds):
        response = self.message(
            429,
            _("지금은 의견을 더 받지 못합니다"),
            _("짧은 시간에 많은 의견이 왔습니다. 잠시 뒤에 다시 보내 주세요."),
        )
        response.headers["Retry-After"] = str(seconds)
        return response

    def message(self, status, heading, text, back=""):
        context = {"heading": heading, "text": text, "back": back}
        return render(self.request, "feedback/message.html", context, status=status)


class AnswerView(FeedbackView):
    """네 or 아니오 for a page. Answers with the page on which a comment may follow."""

    throttle = AnswerThrottle

    def get(self, request):
        # An address somebody kept or loaded again: there is nothing to see here.
        return redirect("cities:homes")

    def post(self, request):
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.unclear()
        try:
            found = public_page(form.cleaned_data["page"], request)
        except Http404:
            return self.unclear()
        page = found.stored()
        if not is_repeated(request, page, found.language, form.is_helpful):
            FeedbackDay.objects.add_answer(page, found.language, form.is_helpful)
        token = token_for(page, found.language, form.is_helpful)
        return SeeOther(f"{reverse('feedback:comment')}?{urlencode({'answer': token})}")

    def unclear(self):
        return self.message(
            400,
            _("답을 읽을 수 없습니다"),
            _("어느 페이지의 답인지 알 수 없습니다. 페이지 아래의 단추로 다시 답해 주세요."),
        )


class CommentView(FeedbackView):
    """Thanks for ?answer=, and asks for a comment on it, once."""

    throttle = CommentThrottle

    @cached_property
    def token(self):
        return (self.request.POST or self.request.GET).get("answer", "")

    @cached_property
    def comment(self):
        """The comment on the answer, not saved yet."""
        pk, language, is_helpful, key = answer_of(self.token)
        page = FeedbackPage.objects.get(pk=pk)
        return FeedbackComment(page=page, language=language, is_helpful=is_helpful, key=key)

    @cached_property
    def saved(self):
        """The comment as it was saved before, None where it was not."""
        return FeedbackComment.objects.filter(key=self.comment.key).first()

    def respond(self, request):
        try:
            return super().respond(request)
        except signing.SignatureExpired:
            return self.message(
                410,
                _("의견을 적을 시간이 지났습니다"),
                _("앞의 답은 받았습니다. 의견을 더하시려면 그 페이지에서 다시 답해 주세요."),
            )
        except (signing.BadSignature, FeedbackPage.DoesNotExist):
            return self.message(
                404,
                _("의견을 적을 페이지를 알 수 없습니다"),
                _("먼저 페이지 아래의 ‘이 페이지가 도움이 되었습니까?’에 답해 주세요."),
            )

    def get(self, request):
        return self.page(CommentForm())

    def post(self, request):
        form = CommentForm(request.POST)
        if not self.saved:
            if not form.is_valid():
                return self.page(form)
            if not FeedbackComment.objects.has_room(self.comment.page):
                return self.too_many(seconds_to_midnight())
            self.comment.text = form.cleaned_data["comment"]
            try:
                with transaction.atomic():
                    self.comment.save()
            except IntegrityError:
                pass  # sent twice at once: the other is saved
        return SeeOther(f"{request.path}?{urlencode({'answer': self.token})}")

    def page(self, form):
        context = {
            "form": form,
            "token": self.token,
            "most": COMMENT_LENGTH,
            "back": self.comment.page.address(self.comment.language),
            "is_saved": bool(self.saved),
            "is_masked": bool(self.saved and MASK in self.saved.text),
        }
        return render(self.request, "feedback/comment.html", context)


def seconds_to_midnight():
    now = timezone.localtime()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return max(1, int((midnight - now).total_seconds()))
