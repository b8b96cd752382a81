"""Outside the demo nobody gets further than the set-up pages without a second factor.

Also ends a session ten hours after it began: Django's own age starts anew whenever the session is
written to. NIST SP 800-63B §2.2.3 asks for both.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
OPEN = {
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
}


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and _is_old(request):
            logout(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if settings.DEMO_MODE or not request.user.is_authenticated or _has_factor(request):
            return None
        match = request.resolver_match
        return None if match and match.url_name in OPEN else redirect("mfa_index")


def _is_old(request: HttpRequest) -> bool:
    """Whether the sign-in lies further back than a session may last; unknown counts as old."""
    began = [record["at"] for record in get_authentication_records(request, request.user)]
    return not began or time.time() - min(began) > settings.SESSION_COOKIE_AGE


def _has_factor(request: HttpRequest) -> bool:
    """allauth asks for the factor at every login once it exists, so that it exists is enough."""
    records = get_authentication_records(request, request.user)
    by_employer = any(record["method"] == "socialaccount" for record in records)
    return (settings.SAMSYN_OIDC_MFA and by_employer) or is_mfa_enabled(request.user, FACTORS)
