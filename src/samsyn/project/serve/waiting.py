"""What a browser sees while the demo is being filled: a page that renews itself, without Django."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

from .home import Home, Progress

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]
HERE = Path(__file__).parent
HEADERS = [
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
]
WAITING = "Staden byggs upp: nämnder, platser, avtal och fem års påhittade händelser."
FAILED = (
    "Uppbyggnaden avbröts. Felet står i terminalen där Samsyn startades. "
    "Avsluta där med Ctrl+C och kör sedan: samsyn demo --again"
)


class UntilWhole:
    """A WSGI application: the waiting page until the demo is whole, then the real one."""

    def __init__(self, home: Home, load: Callable[[], Application]) -> None:
        self.home = home
        self.load = load
        self.real: Application | None = None

    def __call__(self, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        if self.real is None and self.home.is_whole:
            self.real = self.load()
        if self.real is not None:
            return self.real(environ, start)
        return self._wait(environ["PATH_INFO"], start)

    def _wait(self, path: str, start: StartResponse) -> Iterable[bytes]:
        if path == "/waiting.css":
            body = (HERE / "waiting.css").read_bytes()
            start("200 OK", [*HEADERS, ("Content-Type", "text/css; charset=utf-8")])
            return [body]
        body = page(self.home.progress()).encode()
        kind = ("Content-Type", "text/html; charset=utf-8")
        start("503 Service Unavailable", [*HEADERS, kind, ("Retry-After", "2")])
        return [body]


def page(progress: Progress) -> str:
    """The waiting page, with a `progress` element that needs no script."""
    renew = "" if progress.failed else '<meta http-equiv="refresh" content="1">'
    template = (HERE / "waiting.html").read_text(encoding="utf-8")
    return (
        template.replace("{{ renew }}", renew)
        .replace("{{ lead }}", FAILED if progress.failed else WAITING)
        .replace("{{ percent }}", f"{progress.percent:.0f}")
        .replace("{{ sentence }}", escape(progress.sentence))
    )
