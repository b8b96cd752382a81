"""How long the pages of the demo take: each kind of page that can be reached, by median.

Run after `samsyn demo`:  python benchmarks/pages.py [--times 15] [--limit 100]

Starts at / as somebody not signed in and as the city's coordinator, follows the links, and asks for
up to three pages of each kind several times with Django's test client (the whole stack but the
socket). Exit code 1 when a median exceeds the limit in milliseconds; papers, which are set when
they are asked for, have one of their own.
"""

import argparse
import os
import re
import sys
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

LINK = re.compile(rb'href="(/[^"#]*)"')
PER_KIND = 3
PAPERS = ("pdf", "docx")
Get = Callable[[str], bytes]


def crawl(get: Get, kind_of: Callable[[str], str]) -> dict[str, list[str]]:
    """Addresses that can be reached from /, at most PER_KIND of each kind of page."""
    found: dict[str, list[str]] = defaultdict(list)
    waiting, seen = deque(["/"]), {"/"}
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        if not kind or len(found[kind]) >= PER_KIND:
            continue
        found[kind].append(address)
        for link in LINK.findall(get(address)):
            target = link.decode().replace("&amp;", "&")
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return {kind: addresses for kind, addresses in found.items() if addresses}


def measure(get: Get, address: str, times: int) -> tuple[float, float, int]:
    """Median and slowest milliseconds, and the page's size in bytes; one request warms up."""
    size, taken = len(get(address)), []
    for _ in range(times):
        start = perf_counter()
        get(address)
        taken.append((perf_counter() - start) * 1000)
    return median(taken), max(taken), size


def rows(times: int) -> Iterator[tuple[str, str, str, float, float, int]]:
    """Who, kind of page, address, median, slowest, bytes: the slowest address of each kind."""
    from django.test import Client
    from django.urls import Resolver404, resolve

    from samsyn.organisation.models import Person
    from samsyn.project.demo.people import roles

    def kind_of(address: str) -> str:
        try:
            return resolve(address.partition("?")[0]).view_name
        except Resolver404:
            return ""

    for who, email in (("ingen", ""), ("samordnare", roles()[0].email)):
        client = Client()
        if email:
            client.force_login(Person.objects.get(email=email))

        def get(address: str, client: Client = client) -> bytes:
            answer = client.get(address)
            if answer.status_code >= 500:
                raise RuntimeError(f"{address} answers {answer.status_code}")
            return b"" if answer.streaming else answer.content

        for kind, addresses in sorted(crawl(get, kind_of).items()):
            slowest = max((*measure(get, address, times), address) for address in addresses)
            yield who, kind, slowest[3], *slowest[:3]


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    ask.add_argument("--times", type=int, default=15, help="requests per page")
    ask.add_argument("--limit", type=float, default=100, help="highest median, milliseconds")
    ask.add_argument("--papers", type=float, default=1_500, help="the same, for PDF and DOCX")
    asked = ask.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.project.settings")
    import django

    django.setup()
    from django.conf import settings

    if not (settings.SAMSYN_DATA_DIR / "made-from").exists():
        print("There is no demo to measure. Fill it first: samsyn demo")
        return 0
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    print(f"{'who':<11}{'page':<38}{'median ms':>10}{'slowest':>9}{'KiB':>7}  address")
    too_slow = 0
    for who, kind, address, middle, slowest, size in rows(asked.times):
        slow = middle > (asked.papers if kind.endswith(PAPERS) else asked.limit)
        too_slow += slow
        mark = "!" if slow else " "
        times = f"{middle:>10.1f}{slowest:>9.1f}{size / 1024:>7.0f}"
        print(f"{who:<11}{kind:<38}{times} {mark} {address}")
    return 1 if too_slow else 0


if __name__ == "__main__":
    sys.exit(main())
