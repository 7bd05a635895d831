"""How a period typed in the admin is read, told to the clerk before saving; the site's icon."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from exchange.fields import PeriodField, PeriodFormField


@require_safe
@never_cache
def period_reading(request):
    """`?text=` as JSON: {valid, reading, edtf, notes} for staff, the sentences in Korean.

    `valid` is false with an `error` where the admin's form would refuse the text, and with a
    `suggestion` where one follows from it. No text at all is valid and reads as nothing.
    """
    if not (request.user.is_active and request.user.is_staff):
        raise PermissionDenied
    field = PeriodFormField(required=False, max_length=PeriodField().max_length)
    text = request.GET.get("text", "")
    try:
        period = field.clean(text)
    except ValidationError as error:
        better = getattr(error.__cause__, "suggestion", None)
        label = _("‘%(text)s’(으)로 고치기") % {"text": better}
        return JsonResponse(
            {
                "valid": False,
                "error": str(error.__cause__) if better else error.messages[0],
                "suggestion": {"text": better, "label": label} if better else None,
            }
        )
    if period is None:
        nothing = _("날짜를 모르는 것으로 둡니다. 적은 글은 남지 않습니다.") if text.strip() else ""
        return JsonResponse({"valid": True, "reading": nothing, "edtf": "", "notes": []})
    return JsonResponse(
        {
            "valid": True,
            "reading": _("읽은 날짜: %(period)s") % {"period": period},
            "edtf": period.edtf,
            "notes": [str(warning) for warning in period.warnings],
        }
    )


@require_safe
def favicon(request):
    """The icon, asked for here by whatever reads no page that names one, as a reader of feeds."""
    return redirect(static("icons/favicon.ico"))
