"""The admin's own site: its names, and its apps in the order of the house."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class RegistrySite(admin.AdminSite):
    site_title = _("교류도시 등록부")
    site_header = _("교류도시 등록부 관리")
    index_title = _("무엇을 고칠까요?")

    # What clerks open most comes first; what is not named here follows by name.
    app_order = ["cities", "agreements", "timelines", "exchange", "auth"]
    model_order = [
        "Partnership", "City", "Portal",
        "Agreement", "CivicAgreement",
        "ExchangeEvent", "Indicator",
    ]  # fmt: skip

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: self.place(self.model_order, model["object_name"]))
        return sorted(apps, key=lambda app: self.place(self.app_order, app["app_label"]))

    @staticmethod
    def place(order, name):
        return order.index(name) if name in order else len(order)
