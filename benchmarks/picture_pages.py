"""A picture's findings and pages with 1,000,000 rows in one city: seconds to compute, ms a page.

Run:  python benchmarks/picture_pages.py [--rows 1000000] [--times 9] [--limit 150]

Builds a demo city of its own in a temporary folder, takes in made-up incidents by the usual import,
drafts the city's picture, computes its findings, publishes it, and asks for the pages with Django's
test client. Exit code 1 when a median exceeds the limit in milliseconds.
"""

import argparse
import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

WORDS = "Det här är en text som räcker till för att prova sidans storlek."


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    ask.add_argument("--rows", type=int, default=1_000_000)
    ask.add_argument("--times", type=int, default=9, help="requests per page")
    ask.add_argument("--limit", type=float, default=150, help="highest median, milliseconds")
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SAMSYN_MODE": "demo", "DEMO_DIR": folder, "SAMSYN_DATA_DIR": folder}
        os.environ |= {"DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "samsyn.project.settings"}
        import django

        django.setup()
        return measured(Path(folder), asked)


def measured(folder: Path, asked: argparse.Namespace) -> int:
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from samsyn.organisation.models import Person
    from samsyn.project.demo.filling import fill
    from samsyn.project.demo.people import roles
    from samsyn.situation.models import Picture

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    timed("fill", lambda: fill(folder, today=date.today(), rows=asked.rows))
    nobody, coordinator = Client(), Client()
    signed_in(coordinator, Person.objects.get(email=roles()[0].email))
    picture = Picture.objects.published().filter(place__parent=None).latest("pk")
    draft = again(picture)
    too_slow = 0
    pages = (("published", nobody, picture.get_absolute_url()),
             ("json", nobody, f"{picture.get_absolute_url().rstrip('/')}.json"),
             ("index", nobody, "/lagesbild/"),
             ("draft", coordinator, draft.get_absolute_url()))  # fmt: skip
    for name, client, address in pages:
        taken = [milliseconds(client, address) for _ in range(asked.times + 1)][1:]
        wall, processor = (median(each) for each in zip(*taken, strict=True))
        too_slow += wall > asked.limit
        print(f"{name:<12}{wall:>8.1f} ms {processor:>8.1f} ms of the processor  {address}")
    return 1 if too_slow else 0


def signed_in(client: "Client", person: "Person") -> None:  # noqa: F821
    """As if the person had just given the password."""
    from django.utils import timezone

    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": timezone.now().timestamp()}
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


def again(picture: "Picture") -> "Picture":  # noqa: F821
    """A draft of the same place and period with its findings, computed here and timed."""
    from samsyn.situation.models import Picture
    from samsyn.situation.reckoning import reckon

    draft = Picture.objects.create(
        place=picture.place, since=picture.since, until=picture.until, title="Prov",
        mapping=WORDS, drafted_at=picture.drafted_at,
    )  # fmt: skip
    timed("findings", lambda: reckon(draft, date.today()))
    return draft


def timed(name: str, do: "Callable[[], object]") -> None:  # noqa: F821
    start, began = perf_counter(), process_time()
    do()
    processor = process_time() - began
    print(f"{name:<12}{perf_counter() - start:>8.1f} s  {processor:>8.1f} s of the processor")


def milliseconds(client: "Client", address: str) -> tuple[float, float]:  # noqa: F821
    """By the clock, and of the processor, which other work on the machine does not move."""
    start, began = perf_counter(), process_time()
    answer = client.get(address)
    taken = (perf_counter() - start) * 1000, (process_time() - began) * 1000
    assert answer.status_code == 200, (address, answer.status_code)
    return taken


if __name__ == "__main__":
    sys.exit(main())
