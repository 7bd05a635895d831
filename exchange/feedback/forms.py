"""What visitors send: an answer, then a comment. Each has a field that only programs fill in."""

import uuid

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from exchange.feedback.masking import legible, masked
from exchange.feedback.models import COMMENT_LENGTH

SALT = "exchange.feedback"
COMMENT_WITHIN = 60 * 60  # seconds from the answer to its comment


class NoProgramMixin(forms.Form):
    """`website` is hidden from people, and called so that programs fill it in."""

    website = forms.CharField(required=False, max_length=1_000)

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("비워 두는 칸에 글이 있습니다."))
        return ""


class AnswerForm(NoProgramMixin):
    page = forms.CharField(max_length=2_000)
    answer = forms.ChoiceField(choices=[("yes", _("네")), ("no", _("아니오"))])

    @property
    def is_helpful(self):
        return self.cleaned_data["answer"] == "yes"


class CommentForm(NoProgramMixin):
    comment = forms.CharField(
        strip=False,
        error_messages={"required": _("의견을 적어 주세요.")},
    )

    def clean_comment(self):
        """The comment as it is kept."""
        text = legible(self.cleaned_data["comment"])
        if not text:
            raise forms.ValidationError(_("의견을 적어 주세요."))
        if len(text) > COMMENT_LENGTH:
            raise forms.ValidationError(
                _("%(most)d자까지 적을 수 있습니다. 지금 %(count)d자입니다."),
                params={"most": COMMENT_LENGTH, "count": len(text)},
            )
        return masked(text)


def token_for(page, language, is_helpful):
    """What leads from an answer to its comment, in the address: signed, and good for an hour."""
    answer = [page.pk, language, int(is_helpful), uuid.uuid4().hex]
    return signing.dumps(answer, salt=SALT)


def answer_of(token):
    """(page's key, language, is helpful, key of the comment); BadSignature if it is not ours,
    SignatureExpired if the hour is over."""
    pk, language, is_helpful, key = signing.loads(token, salt=SALT, max_age=COMMENT_WITHIN)
    return pk, language, bool(is_helpful), uuid.UUID(key)
