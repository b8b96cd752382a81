"""What every answer carries beside its content: no storing of personal pages, no device access."""

from collections.abc import Callable, Collection

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

DEVICES = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")


def permissions(allowed: Collection[str] = ()) -> str:
    """No device at all, but for those that a page asks to use itself."""
    return ", ".join(f"{d}=(self)" if d in allowed else f"{d}=()" for d in DEVICES)


class HeadersMiddleware:
    """Adds Permissions-Policy to all, and `no-store` to what somebody signed in was shown.

    A shared computer at a police station or a field office must not keep the last page. A view
    whose page needs a device names it in `response.may_use`, as that for one's own position. What
    a browser has kept of the field – drafts, photos, the empty form – goes when one signs out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = permissions(getattr(response, "may_use", ()))
        user = getattr(request, "user", None)  # absent where whitenoise answered
        if user is not None and user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        elif _signed_out(request):
            response.headers["Clear-Site-Data"] = '"storage"'
        return response


def _signed_out(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.method == "POST" and match is not None and match.view_name == "account_logout"
