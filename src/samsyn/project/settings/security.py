"""What the browser is told: cookies, transport, content policy. OWASP ASVS 5, chapters 3 and 7."""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from . import environment as env

DEMO_MODE = env.text("SAMSYN_MODE") == "demo"
SECURE = not DEMO_MODE

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# A working day, then log in again; the rows are in the database so that they can be ended.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False  # the ten hours are absolute, never prolonged
# What somebody was told is theirs: in the session, not in a cookie that outlives it.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_NAME = "__Host-samsyn" if SECURE else "samsyn"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # Strict would lose the session on return from an OIDC provider
CSRF_COOKIE_NAME = "__Host-samsyn-csrf" if SECURE else "samsyn-csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = False  # the city's choice for its whole domain, not ours
SECURE_SSL_REDIRECT = SECURE
# "same-origin" and not "no-referrer": Django's CSRF check over HTTPS needs the referrer
# where a browser leaves out Origin, and nothing leaves our own site either way.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.flag("SAMSYN_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Browsers hold a form's redirect to form-action as well: the button to the employer's login must
# be let through to where it leads.
_issuer = urlsplit(env.text("SAMSYN_OIDC_ISSUER"))
FORM_TARGETS = [SELF, *([f"{_issuer.scheme}://{_issuer.netloc}"] if _issuer.netloc else [])]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": FORM_TARGETS,
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
