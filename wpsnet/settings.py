"""The only settings file. Everything that differs between machines is read from the environment (docs/operate.md lists it)."""

import sys
from pathlib import Path

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from wpsnet import embedded
from wpsnet.logs import hide_circles, mask_tokens
from wpsnet.schedule import BEAT

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = embedded.data_folder()
env = environ.FileAwareEnv()  # NAME_FILE holds the path of a secret

# Embedded services run where no address is given; demonstration accounts and the mail reader exist only there.
EMBEDDED = "DATABASE_URL" not in env.ENVIRON
DEBUG = env.bool("DEBUG", default=False)
try:
    SECRET_KEY = env.str("SECRET_KEY", default="") or (embedded.secret_key() if EMBEDDED else "")
except embedded.ServicesError as error:
    raise SystemExit(str(error)) from error
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set: give it, or SECRET_KEY_FILE, in the environment.")

# Secrets in the database are sealed with the first of these and opened with any: put a new one in front of the old.
FIELD_KEYS = env.list("FIELD_KEY", default=[])
if any(len(key) < 32 for key in FIELD_KEYS):
    raise ImproperlyConfigured("FIELD_KEY is too short: give at least 32 random signs, several keys parted by commas.")
FIELD_KEYS = FIELD_KEYS or [SECRET_KEY]

# The address that readers use. Links in mails come from here, never from a request.
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{env.str('PORT', default='8000')}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if EMBEDDED else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECRETARIAT_EMAIL = env.str("SECRETARIAT_EMAIL", default="secretariat@localhost")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = SECRETARIAT_EMAIL

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rules.apps.AutodiscoverRulesConfig",
    "pgtrigger",
    "pghistory",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "csp",
    "wpsnet",
    "members",
    "actionplans",
    "meetings",
    "newsletters",
    "observatory",
]

MIDDLEWARE = [
    "wpsnet.public_cache.PublicCacheMiddleware",  # outermost: a kept page costs one look in Valkey
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "wpsnet.middleware.private_by_default",
    "wpsnet.middleware.circles_unlogged",  # before the one that logs
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "wpsnet.middleware.refuse_too_large",  # in the reader's language, and before anybody reads the form
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.middleware.DoorMiddleware",
    "wpsnet.history.HistoryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "wpsnet.urls"
WSGI_APPLICATION = "wpsnet.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wpsnet.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "wpsnet.templatetags.wps"],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------------------------
IN_WORKER = "celery" in Path(sys.argv[0]).parts[-2:]  # started as `celery`, or as `python -m celery`
try:
    if EMBEDDED:
        DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", **embedded.ensure_postgresql()}}
        DATABASES["default"]["NAME"] = env.str("WPSNET_DATABASE", default=DATABASES["default"]["NAME"])
    else:
        DATABASES = {"default": env.db("DATABASE_URL")}
    if "REDIS_URL" in env.ENVIRON:
        REDIS_URL = env.str("REDIS_URL")
        CELERY_BROKER_URL = env.str("BROKER_URL", default=REDIS_URL)
    else:
        socket = embedded.ensure_valkey()
        REDIS_URL, CELERY_BROKER_URL = f"unix://{socket}?db=0", f"redis+socket://{socket}?virtual_host=1"
except embedded.ServicesError as error:
    raise SystemExit(str(error)) from error

DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if IN_WORKER:  # Celery closes Django's pool after every task (celery #10554), so a worker keeps one connection
    DATABASES["default"]["CONN_MAX_AGE"] = None
    CELERY_DB_REUSE_MAX = 1000
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # the pool requires it
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 0, "max_size": 8, "timeout": 10}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
}
PUBLIC_CACHE_SECONDS = env.int("PUBLIC_CACHE_SECONDS", default=600)
MEDIA_ROOT = env.path("MEDIA_ROOT", default=VAR_DIR / "media")()
# A file that all processes share (wpsnet.public_cache.mark). Empty where they run on several machines.
PUBLIC_CACHE_MARK = env.str("PUBLIC_CACHE_MARK", default=f"{MEDIA_ROOT}/published.mark")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=BASE_DIR / "static-collected")()
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = EMBEDDED

# --- Celery: a message may be lost or come twice; docs/decisions/0003 gives the reason for each line --------------------
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT, CELERY_TASK_SOFT_TIME_LIMIT = 120, 90
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "wpsnet.tasks.drain_outbox": {"queue": "mail"},
    "wpsnet.tasks.drain_bulk": {"queue": "bulk"},  # what one person waits for is never behind an edition
    "wpsnet.tasks.render_document": {"queue": "pdf"},
    "meetings.tasks.read_summary": {"queue": "text"},
    "actionplans.tasks.read_document": {"queue": "text"},  # a long document must not hold up whoever waits for a PDF
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = BEAT

# --- Languages ------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("fr", "français"),
    ("es", "español"),
    ("ar", "العربية"),
    ("ru", "русский"),
    ("zh-hans", "中文"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = ["wpsnet.formats"]
TIME_ZONE = "UTC"
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("en", "fr", "es", "ar", "ru", "zh-hans")}
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- Accounts -------------------------------------------------------------------------------------------------------
PGHISTORY_MIDDLEWARE_METHODS = ["POST"]  # a GET changes nothing, and a public page shall not ask who reads it
AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "members.adapter.SignInBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "wpsnet.errors.csrf_failed"
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "desk", "observatory:home"
ACCOUNT_ADAPTER = "members.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "confirm_login_code": "members.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "members.forms.ConfirmEmailVerificationCodeForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # mail may be slow
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_RATE_LIMITS = {  # beside allauth's own
    "typed_text": "20/m/ip",
    "newsletter_client": "20/h/ip",
    "newsletter_address": "3/h/key",
    "join_client": "20/h/ip",
    "join_address": "3/h/key",
    "input_client": "20/h/ip",
    "correction_client": "20/h/ip",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True}  # digits are on every keyboard
PASSWORD_RESET_TIMEOUT = 3600
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_ADAPTER = "members.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": "members.forms.AuthenticateForm",
    "reauthenticate": "members.forms.ReauthenticateForm",
    "activate_totp": "members.forms.ActivateTOTPForm",
}
MFA_TOTP_ISSUER = "WPS Focal Points Network"
MFA_TOTP_TOLERANCE = 1  # a code read just before it changed still opens: RFC 6238, 5.2, advises one step and no more
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = EMBEDDED
INVITATION_HOURS = 72
CONFIRMATION_DAYS = 45  # longer than a round with its two reminders

# --- Security -------------------------------------------------------------------------------------------------------
HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # all fields of a form together, without its files
UPLOAD_MAX_BYTES = 10_485_760  # a file
UPLOAD_MAX_FILES = 10  # in one field
UPLOAD_MAX_REQUEST = 52_428_800  # all files and fields of a form together: what is larger is not read
UPLOAD_MAX_UNPACKED = 100_000_000  # a DOCX, XLSX or ODT when it is opened
UPLOAD_MAX_PIXELS = 25_000_000  # a picture; it takes some 200 MB while it is drawn anew
CLAMD_URL = env.str("CLAMD_URL", default="")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # data: the TOTP code of the sign-in pages
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Mail -----------------------------------------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", default="smtp://127.0.0.1:1025"))
EMAIL_TIMEOUT = 30
# Instead of SMTP a provider that django-anymail knows: docs/operate.md, "Mail".
MAIL_PROVIDER = env.str("MAIL_PROVIDER", default="")
if MAIL_PROVIDER:
    EMAIL_BACKEND = f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"
    ANYMAIL = env.dict("ANYMAIL", default={}) | {
        "SEND_DEFAULTS": {"track_opens": False, "track_clicks": False},  # whoever reads is not watched
        "IGNORE_RECIPIENT_STATUS": True,  # wpsnet.outbox.line reads it
        "IGNORE_UNSUPPORTED_FEATURES": True,
    }
    if ":" not in ANYMAIL.get("WEBHOOK_SECRET", ""):
        raise ImproperlyConfigured(
            "ANYMAIL needs WEBHOOK_SECRET=name:word, by which the provider's messages are known."
        )
MAIL_CONNECTIONS = env.int("MAIL_CONNECTIONS", default=4)  # to the mail server at once, over all workers
# What comes back goes to bounces+<token>@…, see docs/operate.md.
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="")
BOUNCE_MAILDIR = env.str("BOUNCE_MAILDIR", default="")
RETURNS_KEY = env.str("RETURNS_KEY", default="")  # who signs with it may post what came back
# Part of what a database is known by: one that finds itself elsewhere sends no mail before somebody has said so.
INSTALLATION = env.str("INSTALLATION", default="" if EMBEDDED else SITE_URL)

# --- Logs: one JSON line each, with the request's id, which tasks carry on --------------------------------------------
LOG_JSON = env.bool("LOG_JSON", default=not sys.stderr.isatty())
structlog_processors = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    mask_tokens,
    hide_circles,
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": structlog_processors,
            "processor": structlog.processors.JSONRenderer() if LOG_JSON else structlog.dev.ConsoleRenderer(),
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
structlog.configure(
    processors=[
        *structlog_processors,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # some readers are in danger: no addresses in the log
