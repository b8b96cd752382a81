"""What every answer carries beside its content: no storing of personal pages, no device access."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

PERMISSIONS = ", ".join(
    f"{device}=()"
    for device in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
)


class HeadersMiddleware:
    """Adds Permissions-Policy to all, and `no-store` to what somebody signed in was shown.

    A shared computer at a police station or a field office must not keep the last page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        user = getattr(request, "user", None)  # absent where whitenoise answered
        if user is not None and user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response
