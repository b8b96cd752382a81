"""What a paper of a picture says, in the order it says it; no shape yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from samsyn.figures import Figure, Table, swedish
from samsyn.situation.findings.page import FindingsPage
from samsyn.situation.models import Picture
from samsyn.situation.picture.outline import PARTS
from samsyn.situation.picture.page import Page
from samsyn.situation.picture.seen_shown import HEADING
from samsyn.ui.templatetags.ui import day as said_day

Json = dict[str, Any]
DRAFT = "UTKAST – inte publicerad"
NOTHING = "Inte skrivet ännu."
HEADERS = ("Område", "Nu", "Året före", "Förändring", "Säkert?")


def told(picture: Picture, content: Json) -> Json:
    """The paper's texts, tables and figures. `mark` is empty for what is published."""
    page = Page(content)
    draft = not picture.is_published
    return {
        "title": picture.title,
        "head": f"{picture.title}{f'. {DRAFT}' if draft else ''}",
        "mark": DRAFT if draft else "",
        "state": "Utkast. Talen är skyddade som de skulle bli vid publicering."
        if draft
        else f"Publicerad {said_day(picture.published_at)}.",
        "notes": list(_notes(picture, page)),
        "brief": page.summary.sentences,
        "parts": [*_found(content), *_asked(page), *_parts(picture, page)],
        "made": list(_made(page)),
    }


def _notes(picture: Picture, page: Page) -> Iterator[str]:
    content = page.content
    yield (
        f"{picture.get_kind_display().capitalize()}, om {content['period']['label']}, jämförd med"
        f" {content['comparison']['label']}."
    )
    if old := picture.supersedes:
        yield f"Rättar »{old.title}«, publicerad {said_day(old.published_at)}. {picture.correction}"
    if later := picture.corrections.published().first():
        yield f"Den här lägesbilden är rättad. Läs i stället »{later.title}«, nummer {later.pk}."


def _found(content: Json) -> Iterator[Json]:
    """What the analysis found. A draft's findings are unprotected and stay on its page."""
    if not (found := content.get("findings")):
        return
    page = FindingsPage(found, content)
    yield _part("Vad analysen visar", page.opening)
    for section in page.sections:
        words = f"{section.badge}. {section.words}" if section.badge else section.words
        yield _part(section.name, words, level=2, figures=section.figures, tables=section.tables)


def _asked(page: Page) -> Iterator[Json]:
    """What surveys tell, each with its figure and its table."""
    for one in page.surveys:
        text = "\n".join([*one.sentences, *([one.unlike] if one.unlike else []), one.quality])
        yield _part(one.heading, text, figures=one.figures, tables=[one.table])


def _parts(picture: Picture, page: Page) -> Iterator[Json]:
    for key, heading in PARTS.items():
        text = getattr(picture, key)
        if key != "mapping":
            yield _part(heading, text or NOTHING)
        else:
            yield _part(heading, text or NOTHING, rows=_rows(page), figures=page.overviews)
            yield from _areas(page)
        if key == "other_information":
            yield from _seen(page)
        for section in page.document.of_part(key):
            yield _part(section["heading"], _said(section), level=2)


def _areas(page: Page) -> Iterator[Json]:
    for area in page.sections:
        counted = f"{area.count} händelser" if area.count != "skyddat" else "Antalet är skyddat"
        text = f"{counted} {page.content['period']['label']}. {area.change}"
        text = "\n".join([text, *area.asked])
        words = f"\n{_said(area.words)}" if area.words else ""
        yield _part(area.name, text + words, level=2, figures=area.figures)


def _seen(page: Page) -> Iterator[Json]:
    """What was seen in the field, and how it was counted."""
    if page.seen.found:
        how = "\n".join(f"{term}: {words}" for term, words in page.seen.how)
        text = f"{page.seen.sentence}\n{how}"
        figures, tables = page.seen.figures, page.seen.listed
        yield _part(HEADING, text, level=2, figures=figures, tables=tables)


def _said(section: Json) -> str:
    """The section's words, or why it is not there."""
    return str(section["text"] or f"Avsnittet saknas: {section['absent']}")


def _part(
    heading: str,
    text: str,
    *,
    level: int = 1,
    rows: Sequence[Sequence[str]] = (),
    figures: Sequence[Figure] = (),
    tables: Sequence[Table] = (),
) -> Json:
    return {
        "heading": heading,
        "level": level,
        "text": text,
        "caption": "Antal händelser, med osäkerhet inom parentes",
        "headers": HEADERS,
        "rows": list(rows),
        "figures": list(figures),
        "tables": list(tables),
    }


def _rows(page: Page) -> list[tuple[str, ...]]:
    return [(row.name, row.n, row.before, row.change, row.verdict.words) for row in page.rows]


def _made(page: Page) -> Iterator[tuple[str, str]]:
    made = page.made
    sources = [f"{b['source']} ({b['body']}), mottagen {b['received']}" for b in made["batches"]]
    yield "Källor", "\n".join(sources) or "Inga inlästa händelser."
    for one in page.surveys:
        facts = [f"{what}: {words}." for what, words in one.made]
        yield one.heading, "\n".join([one.quality, *facts])
    if people := made["population"]:
        yield "Invånare", f"{swedish(people['n'])} invånare {people['year']}."
    yield (
        "Skydd av små antal",
        f"Antal från 1 till {made['threshold'] - 1} visas inte, och inte heller de tal som behövs"
        " för att räkna ut dem. Noll visas.",
    )
    yield (
        "Osäkerhet",
        f"Spannen ({page.confidence}) visar vad slumpen brukar ge när händelser sker oberoende av"
        " varandra. Brott kommer ofta i följd, så den verkliga osäkerheten är större. Anmälda brott"
        " är inte alla brott.",
    )
