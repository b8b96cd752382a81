"""Components that pages use: `{% load ui %}`. Shown one by one on /stil/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from samsyn.figures import numbers
from samsyn.ui import navigation

register = template.Library()

NUMBER = re.compile(r"[−+]?\d[\d\s,–−()%+]*")
THEMES = {"light", "dark"}
KINDS = {"good", "wait", "bad", "past", "plain"}


class Table(Protocol):
    """The table twin of a figure: texts, the first cell of a row names it."""

    @property
    def headers(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[Sequence[str]]: ...
    @property
    def caption(self) -> str: ...


class Figure(Protocol):
    """What `{% figure %}` shows: never changed, and hashable. The SVG escapes its own texts."""

    @property
    def title(self) -> str: ...
    @property
    def note(self) -> str: ...
    def svg(self) -> str: ...
    def table(self) -> Table: ...


# the frame ---------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def navigation_steps(context: dict[str, Any]) -> list[navigation.Step]:
    """The chain as seen from this page; error pages without a request see it from nowhere."""
    request = context.get("request")
    return list(navigation.steps(request.path if request else ""))


@register.simple_tag
def address(name: str, *arguments: object) -> str:
    """Like `{% url %}`, but empty where this installation has no such page."""
    return navigation.address(name, *arguments)


@register.simple_tag(takes_context=True)
def theme(context: dict[str, Any]) -> str:
    """`light`, `dark`, or empty for what the reader's system prefers."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in THEMES else ""


# figures, tables, forms --------------------------------------------------------------------------


@register.simple_tag
@lru_cache(maxsize=400)
def figure(fig: Figure) -> SafeString:
    """A figure with its title, drawing, note and table twin.

    The same figure is drawn once: pages with twenty of them are read far oftener than they change.
    """
    context = {"figure": fig, "svg": mark_safe(fig.svg()), "table": fig.table()}
    return render_to_string("ui/figure.html", context)


@register.inclusion_tag("ui/table.html")
def data_table(table: Table, *, cards: bool = False) -> dict[str, Any]:
    """A table of texts. With `cards` each row becomes a card on a narrow page; else it scrolls."""
    numeric = [all(_is_number(row[i]) for row in table.rows) for i in range(len(table.headers))]
    rows = [
        (row[0], list(zip(table.headers[1:], row[1:], numeric[1:], strict=True)))
        for row in table.rows
    ]
    headers = list(zip(table.headers, numeric, strict=True))
    return {"table": table, "headers": headers, "rows": rows, "cards": cards}


def _is_number(text: str) -> bool:
    """Also an interval, `41,2 (39,6–42,9)`, but not a day, which has hyphens."""
    return bool(NUMBER.fullmatch(text)) or text in {"", "–", "skyddat"}


@register.inclusion_tag("ui/forms/errors.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is wrong in a form, each line a link to its field. Stands first in the form."""
    fields = [(field, error) for field in form for error in field.errors]
    return {"fields": fields, "others": form.non_field_errors()}


@register.filter
def is_choice(field: BoundField) -> bool:
    """A group of radio buttons or boxes, which needs a fieldset and a legend."""
    return bool(field.use_fieldset)


@register.filter
def is_check(field: BoundField) -> bool:
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset


# words -------------------------------------------------------------------------------------------


@register.simple_tag
def status(kind: str, text: str) -> SafeString:
    """A mark that tells by word, form and colour. Kinds: good, wait, bad, past, plain."""
    if kind not in KINDS:
        raise template.TemplateSyntaxError(f"{kind!r} is none of {sorted(KINDS)}")
    return format_html('<span class="status status--{}">{}</span>', kind, text)


@register.filter
def swedish(value: float | None, decimals: int | None = None) -> str:
    """`1 234,5`; a protected number (None) is `skyddat`."""
    return "skyddat" if value is None else numbers.swedish(value, decimals)


@register.filter
def day(value: date | datetime | None) -> str:
    """`21 november 2026`, in local time; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return formats.date_format(value, "j F Y").lower()


@register.filter
def moment(value: datetime | None) -> str:
    """`21 november 2026 kl. 14.05`, in local time."""
    if value is None:
        return ""
    return f"{day(value)} kl. {timezone.localtime(value):%H.%M}"


@register.filter
def until(value: date | None) -> str:
    """The last day of a half-open period that ends at `value`; `tills vidare` for None."""
    return "tills vidare" if value is None else day(value - timedelta(days=1))


@register.filter
def validity(row: Any) -> str:
    """`1 juli 2023 – tills vidare` for anything with `since` and `until`."""
    return f"{day(row.since)} – {until(row.until)}"


@register.filter
def clause(ground: str) -> SafeString:
    """`stockholm/2023 § 4.2` with a link to the version that the clause stands in."""
    version, _, place = ground.partition(" ")
    if url := navigation.address("agreements:version", version):
        return format_html('<a href="{}">{}</a> {}', url, version, place)
    return format_html("{}", ground)


@register.filter
def sentence(parts: Iterable[Any]) -> str:
    """`a, b och c`."""
    *first, last = [str(part) for part in parts] or [""]
    return f"{', '.join(first)} och {last}" if first else last
