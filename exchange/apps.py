from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.core.management import call_command
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
        post_migrate.connect(bring_triggers_up_to_date, sender=self)
        post_migrate.connect(make_cache_table, sender=self)


def bring_triggers_up_to_date(using, **kwargs):
    """After migrations: SQLite drops the triggers of a table it makes anew."""
    from exchange import generation
    from exchange.search import indexes

    if using == "default":
        indexes.bring_up_to_date()
        generation.bring_up_to_date()


def make_cache_table(using, verbosity=1, **kwargs):
    """After migrations: the table of the cache, where the database keeps it."""
    call_command("createcachetable", database=using, verbosity=max(verbosity - 1, 0))


class RegistryAdminConfig(admin.AdminConfig):
    """Django's admin with this project's site in place of its own."""

    default = False  # for INSTALLED_APPS to name; `exchange` alone means ExchangeConfig
    default_site = "exchange.admin_site.RegistrySite"
