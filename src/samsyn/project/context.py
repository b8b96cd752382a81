"""What every template may ask about the installation."""

from django.conf import settings
from django.http import HttpRequest


def mode(request: HttpRequest) -> dict[str, bool]:
    """`demo_mode`: whether these are invented people, whom one becomes by one click."""
    return {"demo_mode": settings.DEMO_MODE}
