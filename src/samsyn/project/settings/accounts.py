"""Login by django-allauth: e-mail and password with a second factor, or the employer's OIDC.

Nobody signs up: the administrator opens an account and the person sets a password by the link
in a letter. The names of these settings are allauth's own.
"""

from typing import Any

from . import environment as env

AUTH_USER_MODEL = "organisation.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "samsyn.project.login.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_DISPLAY = str
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the administrator vouches for the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Samsyn: "
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_FORMS = {"login": "samsyn.project.login.forms.SignInForm"}
ACCOUNT_SESSION_REMEMBER = False  # the cookie ends with the browser, and ten hours at the latest
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key", "login": "30/m/ip"}

MFA_ADAPTER = "samsyn.project.login.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Samsyn"
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True

SOCIALACCOUNT_ADAPTER = "samsyn.project.login.adapters.EmployerAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
# The employer's provider may be believed about the address: it is the operator who named it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "oidc"
SAMSYN_OIDC_MFA = env.flag("SAMSYN_OIDC_MFA")


def _employer() -> list[dict[str, Any]]:
    """The one provider that the operator named, or none."""
    issuer = env.text("SAMSYN_OIDC_ISSUER")
    if not issuer:
        return []
    return [
        {
            "provider_id": "arbetsgivare",
            "name": env.text("SAMSYN_OIDC_NAME"),
            "client_id": env.text("SAMSYN_OIDC_CLIENT_ID"),
            "secret": env.text("SAMSYN_OIDC_SECRET"),
            "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
        }
    ]


SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": _employer()}}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("SAMSYN_BEHIND_PROXY") else 0
