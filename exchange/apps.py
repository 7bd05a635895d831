from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class ExchangeConfig(AppConfig):
    name = "exchange"
    verbose_name = "교류도시 등록부"

    def ready(self):
        from exchange.search import sqlite

        autodiscover_modules("search")
        connection_created.connect(sqlite.prepare)
        post_migrate.connect(bring_search_up_to_date, sender=self)


def bring_search_up_to_date(using, **kwargs):
    """After migrations: SQLite drops the triggers of a table it makes anew."""
    from exchange.search.indexes import bring_up_to_date

    if using == "default":
        bring_up_to_date()


class RegistryAdminConfig(admin.AdminConfig):
    """Django's admin with this project's site in place of its own."""

    default = False  # for INSTALLED_APPS to name; `exchange` alone means ExchangeConfig
    default_site = "exchange.admin_site.RegistrySite"
