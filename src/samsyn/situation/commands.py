"""`samsyn import incidents|feed|boundaries|population|codes`, `findings` and `dispose`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samsyn.organisation.access import Actor
    from samsyn.organisation.models import Place
    from samsyn.situation.models import Batch, Source

KINDS = ("city", "district", "neighbourhood", "base_area", "local_police_area")
Command = Callable[[argparse.Namespace], int]


def register(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    what = sub.add_parser(
        "import", help="take in incidents, boundaries, inhabitants and crime codes"
    ).add_subparsers(dest="what", required=True)
    _incidents(what)
    feed = what.add_parser("feed", help="ask the police's public feed of events once")
    feed.add_argument("--as", dest="email", required=True, help="whose mandate is used")
    feed.add_argument("--source", required=True, metavar="KEY", help="key of the source")
    feed.set_defaults(run=import_feed, django=True, file=None)
    _boundaries(what)
    _population(what)
    codes = what.add_parser("codes", help="add crime codes to Samsyn's own, or correct them")
    _file_and_actor(codes)
    codes.set_defaults(run=import_codes, django=True)
    old = sub.add_parser("dispose", help="dispose of observations by their owners' terms")
    old.set_defaults(run=dispose, django=True)
    _findings(sub)


def _findings(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = sub.add_parser(
        "findings", help="what a picture's findings were computed from, as files to compute again"
    )
    parser.add_argument("picture", type=int, metavar="NUMBER", help="number of the picture")
    parser.add_argument("--as", dest="email", required=True, help="whose mandate is used")
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--line", default="", metavar="KEY", help="one priority area only")
    parser.add_argument("--kind", default="", metavar="CODE", help="one kind of incident only")
    parser.set_defaults(run=export_findings, django=True, file=None)


def _incidents(what: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = what.add_parser("incidents", help="take in a file of incidents or of survey results")
    _file_and_actor(parser)
    parser.add_argument("--source", required=True, metavar="KEY", help="key of the source")
    parser.add_argument("--mapping", type=Path, help="JSON or YAML: which column is what")
    parser.set_defaults(run=import_incidents, django=True)


def _boundaries(what: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = what.add_parser("boundaries", help="take in outlines from GeoJSON or GeoPackage")
    _file_and_actor(parser)
    parser.add_argument("--kind", required=True, choices=KINDS, help="what the outlines are of")
    parser.add_argument("--name", required=True, metavar="COLUMN", help="column that names them")
    parser.add_argument("--code", metavar="COLUMN", help="column with their official code")
    parser.add_argument("--since", type=date.fromisoformat, help="first day (default: today)")
    _place_and_origin(parser)
    parser.set_defaults(run=import_boundaries, django=True)


def _population(what: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = what.add_parser("population", help="take in inhabitants by place, sex and age")
    _file_and_actor(parser)
    parser.add_argument("--name", required=True, metavar="COLUMN", help="column naming the place")
    parser.add_argument("--kind", default="", choices=KINDS, help="what the places are")
    _place_and_origin(parser)
    parser.set_defaults(run=import_population, django=True)


def _file_and_actor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--as", dest="email", required=True, help="whose mandate is used")


def _place_and_origin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--place", help="key of the whole they are parts of (default: the city)")
    parser.add_argument("--origin", default="", help="where the file comes from, to be shown")


def _told(command: Command) -> Command:
    """What a person can mend is one line on stderr and exit status 1, never a traceback."""

    @wraps(command)
    def run(args: argparse.Namespace) -> int:
        from samsyn.organisation.acts import Refused

        try:
            if args.file is not None and not args.file.is_file():
                raise ValueError(f"Filen {args.file} finns inte.")
            return command(args)
        except (ValueError, Refused) as error:  # BadFile and pydantic's errors are ValueErrors
            print(error, file=sys.stderr)
            return 1

    return run


@_told
def import_incidents(args: argparse.Namespace) -> int:
    import yaml

    from samsyn.situation import tasks
    from samsyn.situation.columns import mapping_of

    source = _source(args.source)
    text = args.mapping.read_text("utf-8") if args.mapping else ""
    mapping = mapping_of(source, yaml.safe_load(text)) if text else None
    batch = tasks.import_file(_actor(args.email), source, args.file, mapping, _show)
    _tell(batch)
    return 0


def _tell(batch: Batch) -> None:
    print(
        f"{batch.read} rader: {batch.taken} tagna (varav {batch.placeless} utan plats), "
        f"{batch.duplicate} dubbletter, {batch.rejected} avvisade."
    )
    for note, count in batch.notes.items():
        print(f"  {note}: {count}")
    for reject in batch.rejects.all()[:20]:
        print(f"  rad {reject.line}: {reject.reason}")


@_told
def import_feed(args: argparse.Namespace) -> int:
    from samsyn.situation.feed import taking
    from samsyn.situation.feed.client import FeedError
    from samsyn.situation.feed.polite import TooSoon

    try:
        batch = taking.ask(_actor(args.email), _source(args.source))
    except (TooSoon, FeedError) as error:
        raise ValueError(str(error)) from error
    if batch is None:
        print("Inget nytt sedan sist.")
    else:
        _tell(batch)
    return 0


def _show(percent: int, step: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{percent:3} % {step:<40}", end="\n" if percent >= 95 else "", file=sys.stderr)


@_told
def import_boundaries(args: argparse.Namespace) -> int:
    from samsyn.situation import actions
    from samsyn.situation.intake.boundaries import named, read_features

    actor = _actor(args.email)
    features = named(read_features(args.file), args.name)
    codes = {
        name: str(feature.attributes.get(args.code) or "")
        for name, feature in features.items()
        if args.code
    }
    drawn = actions.import_boundaries(
        actor, _place(args.place), features=features, kind=args.kind, codes=codes,
        valid_from=args.since or actor.day, source=args.origin or args.file.name,
    )  # fmt: skip
    print(f"{len(drawn)} gränser inlästa.")
    return 0


@_told
def import_population(args: argparse.Namespace) -> int:
    from samsyn.situation import actions
    from samsyn.situation.intake.population import read_population

    rows = actions.import_population(
        _actor(args.email),
        _place(args.place),
        inhabitants=read_population(args.file, args.name),
        source=args.origin or args.file.name,
        kind=args.kind,
    )
    print(f"{rows} uppgifter om befolkning inlästa.")
    return 0


@_told
def import_codes(args: argparse.Namespace) -> int:
    """Semicolons; columns code, name, group, theme and, if known, victim_sex, victim_age, since."""
    from samsyn.organisation.models import Installation
    from samsyn.situation import actions, codes

    kept = actions.import_codes(
        _actor(args.email), Installation.here(), found=codes.read(args.file), source=args.file.name
    )
    print(f"{kept} brottskoder inlästa.")
    return 0


@_told
def export_findings(args: argparse.Namespace) -> int:
    """True numbers and places: for whoever may write the picture."""
    from samsyn.situation import reckoning
    from samsyn.situation.findings.exporting import export
    from samsyn.situation.models import Picture

    actor = _actor(args.email)
    pictures = Picture.objects.may(actor, "situation.draft").select_related("place")
    picture = pictures.filter(pk=args.picture).first()
    if picture is None:
        raise ValueError(f"Lägesbild {args.picture} finns inte, eller är inte din att skriva.")
    material = reckoning.material_of(picture, actor.day)
    for name in export(material, args.to, args.line, args.kind):
        print(args.to / name)
    return 0


def dispose(args: argparse.Namespace) -> int:
    """What the worker also does once a day."""
    from django.utils import timezone

    from samsyn.situation.field.disposal import dispose

    done = dispose(timezone.now())
    print(f"{done.stripped} iakttagelser avidentifierade, {done.removed} borttagna.")
    return 0


def _actor(email: str) -> Actor:
    from django.utils import timezone

    from samsyn.organisation.access import Actor
    from samsyn.organisation.models import Person

    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise ValueError(f"Inget öppet konto har e-postadressen {email}.")
    return Actor(person, timezone.now())


def _source(key: str) -> Source:
    from samsyn.situation.models import Source

    source: Source | None = Source.objects.filter(key=key).first()
    if source is None:
        known = ", ".join(Source.objects.values_list("key", flat=True)) or "inga"
        raise ValueError(f"Källan »{key}« finns inte. Registrerade källor: {known}.")
    return source


def _place(key: str | None) -> Place:
    from samsyn.organisation.models import Installation, Place

    found = Place.objects.filter(key=key).first() if key else Installation.here().city
    if found is None:
        raise ValueError(f"Platsen »{key}« finns inte." if key else "Registrera staden först.")
    return found
