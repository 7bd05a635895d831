"""Publishing in the admin: who may, many records at once, and why one is not seen yet."""

from itertools import groupby

from django.contrib import admin, messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from simple_history.utils import bulk_update_with_history

from exchange.records import Record


def may_publish(user, model):
    """Whether this user may change the published state of this model's records."""
    return user.has_perm(f"{model._meta.app_label}.publish_{model._meta.model_name}")


def name_of(record):
    """A record in a sentence: 도시 ‘경상북도 의성군’."""
    return f"{record._meta.verbose_name} ‘{record}’"


def follow(record, path):
    """The record at the end of `path`, None where one on the way is missing."""
    for step in path.split("__"):
        try:
            record = getattr(record, step)
        except ObjectDoesNotExist:
            return None
    return record


def private_reason(record):
    """Why the public does not see this record, one Korean sentence; "" where nothing hinders."""
    if record.state != Record.State.PUBLISHED:
        return _("‘작성 중’이라 누리집에 보이지 않습니다.")
    for path in record.public_through:
        other = follow(record, path)
        if other is None:
            return _("우리 도시의 누리집이 등록되지 않아 보이지 않습니다.")
        if other.state != Record.State.PUBLISHED:
            return _("%(other)s 기록이 ‘작성 중’이라 보이지 않습니다.") % {"other": name_of(other)}
    return ""


def hindrances(published):
    """What keeps these published records from being seen: one sentence per kind of hindrance."""
    for path in published.model.public_through:
        hidden = published.exclude(**{f"{path}__state": Record.State.PUBLISHED}).order_by("pk")
        if count := hidden.count():
            other = follow(first := hidden.first(), path)
            if other is None:
                why = _("우리 도시의 누리집이 등록되지 않음")
            else:
                why = _("%(other)s 기록이 ‘작성 중’") % {"other": name_of(other)}
            yield ngettext(
                "1건은 아직 보이지 않습니다: %(first)s (%(why)s)",
                "%(count)d건은 아직 보이지 않습니다. 예: %(first)s (%(why)s)",
                count,
            ) % {"count": count, "first": first, "why": why}


def drafts_below(published):
    """How many drafts hang on these published records, one sentence; "" where none do.

    A partnership that is public without its agreements looks as if there were none.
    """
    counts = []
    for model, names in models_below(published.model):
        hanging = Q(*((f"{name}__in", published.values("pk")) for name in names), _connector=Q.OR)
        drafts = model._base_manager.filter(hanging, state=Record.State.DRAFT)
        if count := drafts.count():
            counts.append(
                _("%(kind)s %(count)d건") % {"kind": model._meta.verbose_name, "count": count}
            )
    return counts and _(
        "딸린 %(counts)s은 아직 ‘작성 중’이라 보이지 않습니다. 각 목록에서 골라 공개하세요."
    ) % {"counts": ", ".join(counts)}


def models_below(model):
    """Models of records that are public only with a record of this one, and the relations."""
    for relation, names in groupby(model._meta.related_objects, lambda one: one.related_model):
        below = getattr(relation, "public_through", ())
        if names := [one.field.name for one in names if one.field.name in below]:
            yield relation, names


class PublishingMixin:
    """For the ModelAdmin of a Record: bulk actions, the state field, the way to the public page."""

    actions = ["publish", "unpublish"]

    def has_publish_permission(self, request, obj=None):
        return may_publish(request.user, self.model)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if self.has_publish_permission(request) else (*fields, "state")

    def save_model(self, request, obj, form, change):
        # The form has no state for those who may not publish, but an old version has one.
        if change and not self.has_publish_permission(request):
            rows = self.model._base_manager.filter(pk=obj.pk)
            obj.state = rows.values_list("state", flat=True).first() or Record.State.DRAFT
        super().save_model(request, obj, form, change)

    @admin.action(description=gettext_lazy("공개하기"), permissions=["publish"])
    def publish(self, request, queryset):
        done = self.set_state(request, queryset, Record.State.PUBLISHED, _("공개하기"))
        # Asked anew: the list may be filtered by the very state that has changed.
        published = self.model._base_manager.filter(pk__in=done)
        for sentence in filter(None, [*hindrances(published), drafts_below(published)]):
            self.message_user(request, sentence, messages.WARNING)

    @admin.action(description=gettext_lazy("공개 취소"), permissions=["publish"])
    def unpublish(self, request, queryset):
        self.set_state(request, queryset, Record.State.DRAFT, _("공개 취소"))

    @transaction.atomic
    def set_state(self, request, queryset, state, deed):
        """Give the records this state, with their history, and say how many.

        Return the keys of those that had another state.
        """
        chosen = list(queryset.values_list("pk", flat=True))
        records = list(self.model._base_manager.filter(pk__in=chosen).exclude(state=state))
        done = [record.pk for record in records]
        now = timezone.now()
        for record in records:
            record.state, record.updated_at = state, now
        self.model._base_manager.filter(pk__in=done).update(state=state, updated_at=now)
        # No fields: the one UPDATE has done what bulk_update does with a CASE per row.
        bulk_update_with_history(
            records, self.model, [], default_user=request.user, default_change_reason=deed
        )
        sentence = _("%(deed)s: %(done)d건을 바꾸었습니다.") % {"deed": deed, "done": len(done)}
        if unchanged := len(chosen) - len(done):
            sentence += " " + _("%(count)d건은 이미 그러했습니다.") % {"count": unchanged}
        self.message_user(request, sentence, messages.SUCCESS if done else messages.INFO)
        return done

    def get_view_on_site_url(self, obj=None):
        published = self.model._default_manager.published()
        if obj is None or not published.filter(pk=obj.pk).exists():
            return None
        return self.public_url(obj)

    def public_url(self, obj):
        """Address of the page where a public record stands; None where there is none."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if change and obj and not response.context_data["has_absolute_url"]:
            response.context_data["private_reason"] = private_reason(obj)
        return response
