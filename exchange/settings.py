"""Settings, read from the environment or from `.env` beside manage.py.

In the order of Django's own template, then three tails: Django, dependencies, this project.
docs/deploy.md lists the variables. A missing or bad one stops the start with one sentence.
"""

import os
import warnings
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env_file = Path(os.environ.get("ENV_FILE", BASE_DIR / ".env"))
if env_file.is_file():
    env.read_env(env_file)


def flag(name, default):
    """Read an on/off variable; unlike env.bool, a typing error is not taken for "off"."""
    value = env.str(name, default=str(default)).strip().lower()
    if value in env.BOOLEAN_TRUE_STRINGS:
        return True
    if value in ("false", "off", "no", "n", "0"):
        return False
    raise ImproperlyConfigured(f"환경 변수 {name} 값을 true 또는 false로 정하십시오.")


def whole_number(name, default):
    """Read a number from 0 on."""
    value = env.str(name, default=str(default)).strip()
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"환경 변수 {name} 값을 0이나 그보다 큰 수로 정하십시오.")
    return int(value)


def database():
    """Turn DATABASE_URL into Django's dictionary. Its value may hold a password: never shown."""
    try:
        found = env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
        engine = found["ENGINE"].rpartition(".")[2]
    except (ImproperlyConfigured, KeyError, ValueError):
        engine = None
    if engine not in ("sqlite3", "postgresql") or not found["NAME"]:
        raise ImproperlyConfigured(
            "환경 변수 DATABASE_URL을 sqlite:///파일경로 또는 "
            "postgres://사용자:비밀번호@호스트:5432/이름 꼴로 정하십시오."
        )
    return engine, found


def cache():
    """CACHE_URL names a Redis server; without it the database keeps what is cached."""
    address = env.str("CACHE_URL", default="")
    if not address:
        return {
            "BACKEND": "exchange.cache.DatabaseCache",
            "LOCATION": "exchange_cache",
            "TIMEOUT": 7 * 24 * 60 * 60,
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    if not address.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(
            "환경 변수 CACHE_URL을 redis://호스트:6379/0 꼴로 정하거나 비워 두십시오."
        )
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": address,
        "KEY_PREFIX": "exchange",
        "TIMEOUT": 7 * 24 * 60 * 60,
    }


# Security ---------------------------------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "환경 변수 SECRET_KEY에 추측할 수 없는 긴 문자열을 정하십시오(`make .env`가 만들어 줍니다)."
    )

DEBUG = flag("DEBUG", default=False)

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])


# Application definition -------------------------------------------------------------------

PROJECT_APPS = ["exchange", "cities", "agreements", "timelines"]  # ground floor first

INSTALLED_APPS = [
    "exchange.apps.RegistryAdminConfig",  # django.contrib.admin with our names and order
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",  # runserver serves static files the way gunicorn does
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "csp",
    "django_countries",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "import_export",
    "rest_framework",
    "simple_history",
    *PROJECT_APPS,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "exchange.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "exchange.urls"

TEMPLATES = [
    {
        # The public pages; Django's own templates (below) are the admin's.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "pages"],
        "OPTIONS": {"environment": "exchange.jinja.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

WSGI_APPLICATION = "exchange.wsgi.application"


# Database ---------------------------------------------------------------------------------

engine, default_database = database()
if engine == "sqlite3":
    if default_database["NAME"] != ":memory:":
        default_database["NAME"] = BASE_DIR / default_database["NAME"]
    default_database["OPTIONS"] = {
        # Readers do not wait for the one writer, and a writer queues instead of failing halfway.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
    default_database["CONN_MAX_AGE"] = 0 if DEBUG else 60
elif flag("DATABASE_POOL", default=True):
    # One pool per gunicorn worker; at most one connection for each of its threads. Connections of
    # our own remember how to answer what is asked often (exchange/prepared.py).
    default_database.setdefault("OPTIONS", {}).update(
        pool={"min_size": 1, "max_size": 8}, prepare_threshold=5
    )
    default_database["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": default_database}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# Password validation ----------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]


# Internationalization ---------------------------------------------------------------------

LANGUAGE_CODE = "ko"

# Each by its own name. Korean pages are at the root, the others below /en/, /ja/, /zh-hans/.
LANGUAGES = [("ko", "한국어"), ("en", "English"), ("ja", "日本語"), ("zh-hans", "简体中文")]

LOCALE_PATHS = [BASE_DIR / "exchange" / "locale"]

TIME_ZONE = "Asia/Seoul"

USE_I18N = True

USE_TZ = True


# Static files and uploads -----------------------------------------------------------------

STATIC_URL = "static/"

STATIC_ROOT = BASE_DIR / "staticfiles"

STATICFILES_DIRS = [BASE_DIR / "static"]

MEDIA_URL = "media/"

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "media")))

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


# Tail 1: Django ---------------------------------------------------------------------------

CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# On behind an HTTPS proxy that sets X-Forwarded-Proto; off for http://127.0.0.1.
SECURE_SSL = flag("SECURE_SSL", default=False)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL
if SECURE_SSL:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# The browsers' preload list takes whole domains (go.kr offices share theirs), not one portal.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# How many proxies in front add the visitor's address to X-Forwarded-For. With 0 the header, which
# anybody can send, is not believed. Only the limits of the feedback and the API ask.
TRUSTED_PROXIES = whole_number("TRUSTED_PROXIES", default=0)

SESSION_COOKIE_AGE = 10 * 60 * 60  # one working day, then sign in again

# A partnership with an inline of 100 events posts more than Django's 1,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# A long page pasted into the import desk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Django 6.0 reads an address without a scheme as https; do so now. Django warns of the switch.
FORMS_URLFIELD_ASSUME_HTTPS = True
warnings.filterwarnings("ignore", message="The FORMS_URLFIELD_ASSUME_HTTPS transitional setting")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},  # passes on to root
        # Warns at every HEAD request, whose body Django leaves to the server to drop.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}


# What pages are kept in, shared by all workers: this database, or the Redis server of CACHE_URL.
CACHES = {"default": cache()}


# Tail 2: dependencies ---------------------------------------------------------------------

# django-csp: nothing from another host and nothing inline, in the admin as well.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# django-countries: names as the Foreign Ministry and newspapers write them, where its own differ.
COUNTRIES_OVERRIDE = {
    "AU": _("호주"),
    "BI": _("부룬디"),
    "JE": _("저지"),
    "KP": _("북한"),
    "KY": _("케이맨 제도"),
    "MN": _("몽골"),
    "RO": _("루마니아"),
    "SC": _("세이셸"),
    "TH": _("태국"),
    "TR": _("튀르키예"),
}

# django-import-export: exporting needs a permission of its own. Importing is the desk's.
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_ESCAPE_ILLEGAL_CHARS_ON_EXPORT = True

# django-simple-history: history is a record of what happened; nobody edits it.
SIMPLE_HISTORY_EDIT = False
SIMPLE_HISTORY_REVERT_DISABLED = False

# Django REST framework: the API and the limits of the feedback.
REST_FRAMEWORK = {
    "NUM_PROXIES": TRUSTED_PROXIES,
    # The API is open and read-only: nobody signs in, and it gives JSON alone.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "exchange.api.schema.Schema",
    "EXCEPTION_HANDLER": "exchange.api.problems.handle",
}

# drf-spectacular: the API's schema and documentation.
SPECTACULAR_SETTINGS = {
    "TITLE": _("교류도시 등록부 API"),
    "DESCRIPTION": _(
        "자치단체의 교류도시, 협정, 교류 내역, 민간교류, 지표를 읽습니다. 공개된 것만 있고, 누구나 "
        "인증 없이 쓸 수 있으며, 읽기만 합니다.\n\n"
        "- 목록은 쪽으로 나뉩니다. `next`가 null일 때까지 따라가면 모두 읽습니다.\n"
        "- 답마다 데이터기준일자(`data_date`)와 이용조건(`licence`)이 있습니다.\n"
        "- 모르는 값은 null입니다. 날짜는 적힌 글, EDTF(ISO 8601-2), 첫날과 끝날로 나옵니다.\n"
        "- 없는 파라미터와 잘못된 값은 400으로 답합니다.\n"
        "- `ETag`를 `If-None-Match`로 되돌려 주면, 바뀐 것이 없을 때 304로 답합니다.\n"
        "- 기록의 글과 문제를 알리는 글은 한국어입니다."
    ),
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    # It makes the schema, whose examples are records: `check --deploy` would wait for a database.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "ENUM_NAME_OVERRIDES": {
        "CityTier": "cities.models.City.Tier",
        "FactTopic": "cities.models.CityFact.Topic",
        "PartnershipStage": "cities.models.Partnership.Stage",
        "CooperationField": "cities.models.CooperationField",
        "AgreementKind": "agreements.models.Agreement.Kind",
        "AgreementStatus": "agreements.models.Agreement.Status",
        "CivicCategory": "agreements.models.CivicAgreement.Category",
        "ExchangeDirection": "timelines.models.ExchangeEvent.Direction",
        "IndicatorKind": "timelines.models.IndicatorValue.Kind",
    },
}


# Tail 3: this project ---------------------------------------------------------------------

# The slug of the one municipality that `/` shows; empty: all of them.
EXCHANGE_HOME = env.str("EXCHANGE_HOME", default="")

# Anonymous pages are made once and kept until something they show changes; off while templates
# and code are being worked on.
PAGE_CACHE = flag("PAGE_CACHE", default=not DEBUG)

# Uploads come from Django unless the web server in front takes /media/ first (docs/deploy/).
SERVE_MEDIA = flag("SERVE_MEDIA", default=True)

# What one address may send as feedback, and how many comments a day are kept.
FEEDBACK_RATES = {"feedback-answer": "60/hour", "feedback-comment": "20/hour"}
FEEDBACK_COMMENTS_A_DAY = {"page": 20, "site": 300}
