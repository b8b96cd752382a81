"""The police's feed on a server of our own: asked politely, taken in once, never the real one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from django.test import override_settings
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from samsyn.project.cli import main
from samsyn.situation.actions import register_source
from samsyn.situation.feed import taking
from samsyn.situation.feed.client import Client, FeedError
from samsyn.situation.feed.polite import Memory, TooSoon, note, remembered, wait
from samsyn.situation.intake.limits import BadFile
from samsyn.situation.intake.presets import PRESETS, guess
from samsyn.situation.intake.stage import preview
from samsyn.situation.models import Batch, IncidentCount, Source
from tests.lillstad import Lillstad

AGENT = "Lillstad (prov), karin@lillstad.example"


def event(id: int, kind: str = "Misshandel", where: str = "Lillstad") -> dict[str, object]:
    """As the live feed gives it."""
    return {
        "id": id,
        "datetime": "2024-01-02 19:56:53 +01:00",
        "name": f"02 januari 18.30, {kind}, {where}",
        "summary": "En kvinna vid namn Anna Svensson ringer polisen.",
        "url": "/aktuellt/handelser/2024/januari/2/",
        "type": kind,
        "location": {"name": where, "gps": "59.334591,18.06324"},
    }


@dataclass
class Feed:
    """A server that answers as it is told, and remembers what it was asked."""

    body: bytes = b"[]"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def feed() -> Iterator[Feed]:
    told = Feed(json.dumps([event(1), event(2, "Rån"), event(3, where="Storstad")]).encode())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append({k.lower(): v for k, v in self.headers.items()})
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_port}/"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield told
    server.shutdown()
    server.server_close()


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(feed: Feed, clock: Clock, tmp_path: Path) -> Client:
    return Client(feed.url, AGENT, tmp_path / "feed" / "memory.json", clock)


def test_it_says_who_asks_and_what_it_has(client: Client, feed: Feed, clock: Clock) -> None:
    feed.headers = {"ETag": '"7"', "Last-Modified": "Tue, 02 Jan 2024 19:00:00 GMT"}
    answer = client.fetch()
    assert answer is not None and answer.body == feed.body
    client.keep(answer)
    clock.now += 11
    feed.status, feed.body = 304, b""
    assert client.fetch() is None
    assert [asked["user-agent"] for asked in feed.asked] == [AGENT, AGENT]
    assert feed.asked[1]["if-none-match"] == '"7"'
    assert feed.asked[1]["if-modified-since"] == feed.headers["Last-Modified"]


def test_what_was_not_taken_in_is_given_again(client: Client, feed: Feed, clock: Clock) -> None:
    feed.headers = {"ETag": '"7"'}
    client.fetch()
    clock.now += 11
    client.fetch()
    assert "if-none-match" not in feed.asked[1]


def test_nobody_asks_without_a_name(client: Client, feed: Feed) -> None:
    with pytest.raises(FeedError, match="SAMSYN_FEED_USER_AGENT"):
        Client(feed.url, " ", client.memory).fetch()
    assert feed.asked == []


def test_too_soon_is_not_asked_at_all_not_even_by_another_process(
    client: Client, feed: Feed, clock: Clock
) -> None:
    client.fetch()
    clock.now += 9
    with pytest.raises(TooSoon) as soon:
        Client(client.url, AGENT, client.memory, clock).fetch()
    assert soon.value.seconds == pytest.approx(1)
    assert len(feed.asked) == 1


def test_a_call_that_failed_counts(client: Client, feed: Feed, clock: Clock) -> None:
    feed.status = 500
    with pytest.raises(FeedError, match="500"):
        client.fetch()
    with pytest.raises(TooSoon):
        client.fetch()
    dead = Client("http://127.0.0.1:9/", AGENT, client.memory, clock)
    clock.now += 11
    with pytest.raises(FeedError, match="svarar inte"):
        dead.fetch()


def test_asked_for_quiet_it_is_quiet(client: Client, feed: Feed, clock: Clock) -> None:
    feed.status, feed.headers = 429, {"Retry-After": "900"}
    with pytest.raises(FeedError):
        client.fetch()
    clock.now += 899
    with pytest.raises(TooSoon):
        client.fetch()
    clock.now += 2
    feed.status = 200
    assert client.fetch() is not None


def test_redirects_are_not_followed_and_floods_are_not_drunk(
    client: Client, feed: Feed, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed.status, feed.headers = 302, {"Location": feed.url + "annat"}
    with pytest.raises(FeedError, match="302"):
        client.fetch()
    assert len(feed.asked) == 1
    clock.now += 11
    feed.status, feed.headers = 200, {}
    monkeypatch.setattr("samsyn.situation.feed.client.MOST_BYTES", 100)
    with pytest.raises(FeedError, match="mer än"):
        client.fetch()


@given(st.lists(st.floats(0, 4_000), min_size=1, max_size=250))
def test_whatever_the_pace_the_limits_are_kept(steps: list[float]) -> None:
    """Whoever asks as soon as it may never asks oftener than the rules say."""
    memory, now = Memory(), 0.0
    for step in steps:
        now += step
        now += wait(memory, now)
        assert wait(memory, now) == 0
        memory.calls.append(now)
    calls = memory.calls
    assert all(b - a >= 10 - 1e-6 for a, b in pairwise(calls))
    for span, most in ((3_600, 60), (86_400, 1_440)):
        assert all(
            sum(0 <= later - call < span - 1e-6 for later in calls) <= most for call in calls
        )


def test_the_memory_survives_a_broken_file_and_a_clock_set_back(tmp_path: Path) -> None:
    path = tmp_path / "memory.json"
    path.write_text("{half", "utf-8")
    with remembered(path) as memory:
        assert memory == Memory()
        memory.calls = [1_000.0, 2_000.0]
        note(path, memory, 2_000.0)
    with remembered(path) as memory:
        assert 0 < wait(memory, 500.0) <= 10


# --- what it gives, taken in ---------------------------------------------------------------


def test_a_file_of_the_feed_is_known_by_its_form(tmp_path: Path) -> None:
    path = tmp_path / "events"
    path.write_text(json.dumps([event(1), event(2)]), "utf-8")
    shown = preview(path)
    assert shown.format == "JSON"
    assert guess(shown.columns) == PRESETS["police_feed"].mapping
    assert shown.rows[0][1][shown.columns.index("lat")] == "59.334591"


@pytest.mark.parametrize(
    "text",
    ["[", '{"a": 1}', "[1, 2]", "[" * 100_000, "[]", '[{"a": 1}', '"bara text"'],
)
def test_json_that_is_no_table_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "fil.json"
    path.write_text(text, "utf-8")
    with pytest.raises(BadFile):
        shown = preview(path)
        assert guess(shown.columns) is None
        raise BadFile("")


def test_points_of_geojson_are_rows(tmp_path: Path) -> None:
    path = tmp_path / "fel.geojson"
    point = {"type": "Point", "coordinates": [18.08, 59.3435]}
    told = {"Kategori": "Klotter", "Skapad": "2024-01-05"}
    whole = [{"type": "Feature", "geometry": point, "properties": told}]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": whole}), "utf-8")
    found = guess(preview(path).columns)
    assert found is not None and found.columns() == {
        "id": "id", "kind": "Kategori", "start": "Skapad", "north": "lat", "east": "lon",
    }  # fmt: skip


@pytest.fixture
def web(town: Lillstad, source: Source) -> Source:
    return register_source(
        town.actor("karin"), town.place("lillstad"), name="Polisens händelser", body=source.body
    )


def test_the_feed_becomes_a_batch_once(
    town: Lillstad, web: Source, client: Client, clock: Clock
) -> None:
    batch = taking.ask(town.actor("karin"), web, client)
    assert batch is not None and (batch.taken, batch.rejected) == (2, 1)
    assert set(IncidentCount.objects.values_list("kind", flat=True)) == {"Misshandel", "Rån"}
    clock.now += 11
    again = taking.ask(town.actor("karin"), web, client)
    assert again is not None and (again.taken, again.duplicate) == (0, 2)


def test_on_the_command_line(
    town: Lillstad, web: Source, feed: Feed, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ["import", "feed", "--source", web.key, "--as", town.people["karin"].email]
    with override_settings(SAMSYN_FEED_URL=feed.url, SAMSYN_FEED_USER_AGENT=AGENT):
        assert main(order) == 0
        assert "3 rader: 2 tagna" in capsys.readouterr().out
        assert main(order) == 1
        assert "igen om" in capsys.readouterr().err
    with override_settings(SAMSYN_FEED_USER_AGENT=""):
        assert main(order) == 1


def test_it_is_off_until_it_is_set_on(town: Lillstad, web: Source, feed: Feed) -> None:
    assert not taking.schedule() and taking.ask_if_on() == "off"
    on = {
        "SAMSYN_FEED_URL": feed.url, "SAMSYN_FEED_USER_AGENT": AGENT,
        "SAMSYN_FEED_SOURCE": web.key, "SAMSYN_FEED_AS": town.people["karin"].email,
    }  # fmt: skip
    with override_settings(**on):
        assert taking.schedule() and not taking.schedule()
        assert DBTaskResult.objects.count() == 1
        DBTaskResult.objects.all().delete()
        assert taking.ask_feed.func() == "2 nya"
        assert DBTaskResult.objects.count() == 1  # the next round
        assert "igen om" in taking.ask_feed.func()
    assert Batch.objects.count() == 1 and len(feed.asked) == 1


def test_a_person_without_the_mandate_lends_no_name(
    town: Lillstad, web: Source, client: Client, feed: Feed
) -> None:
    from samsyn.organisation.acts import Forbidden

    with pytest.raises(Forbidden):
        taking.ask(town.actor("olle"), web, client)
    assert not Batch.objects.exists()
