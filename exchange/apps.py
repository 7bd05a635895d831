from django.apps import AppConfig
from django.contrib.admin import apps as admin


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = "교류도시 등록부"


class RegistryAdminConfig(admin.AdminConfig):
    """Django's admin with this project's site in place of its own."""

    default = False  # for INSTALLED_APPS to name; `exchange` alone means ExchangeConfig
    default_site = "exchange.admin_site.RegistrySite"
