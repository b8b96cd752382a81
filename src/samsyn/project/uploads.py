"""How much anybody may send: what is larger than the largest file is never read to its end."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from samsyn.situation.intake.limits import LIMITS, MIB

LARGEST = LIMITS.file + MIB  # the form around the file
HEARD = 2 * LARGEST  # so much is listened to and thrown away, so that the browser hears the answer
CHUNK = 1 << 16


class UploadMiddleware:
    """Answers 413 before the body is parsed, which Django does for whoever asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _told(request) <= LARGEST:
            return self.get_response(request)
        left = min(_told(request), HEARD)
        while left > 0 and (chunk := request.read(min(CHUNK, left))):
            left -= len(chunk)
        page = render_to_string("413.html", {"largest": LIMITS.file // MIB})
        return HttpResponse(page, status=413)


def _told(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdigit() else 0
