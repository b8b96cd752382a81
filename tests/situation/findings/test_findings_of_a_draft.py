"""Anna's draft of Norra: its findings are computed by the worker, shown, outdated by new rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.situation import reckoning
from samsyn.situation.actions import withdraw_batch
from samsyn.situation.actions.findings import suggest_words
from samsyn.situation.actions.picture import draft, publish
from samsyn.situation.findings.computed import NAMES
from samsyn.situation.findings.methods.material import Material
from samsyn.situation.models import Batch, Findings, Picture
from samsyn.situation.picture.making import counted_draft
from tests.lillstad import Lillstad
from tests.situation.picture.conftest import SINCE, UNTIL, WORDS, browser

from .conftest import FRAUD, GRAFFITI, SQUARE, Deliver, four_years
from .test_week_picture import allow


def content(picture: Picture) -> dict:  # type: ignore[type-arg]
    row = Findings.objects.get(picture=picture)
    assert row.content is not None
    return row.content


def test_the_square_is_dense_and_the_rest_is_not(found: Picture) -> None:
    told = content(found)["hotspots"]
    assert told["verdict"]["kind"] == "signal"
    everything = told["result"]["maps"][0]
    cells = [cell for cell in everything["cells"] if cell["kind"] == "signal"]
    assert cells
    for cell in cells:
        assert np.hypot(cell["x"] - SQUARE[0], cell["y"] - SQUARE[1]) < 500


def test_the_month_of_the_burst_is_a_signal_and_no_other_is(found: Picture) -> None:
    told = content(found)
    (graffiti,) = (row for row in told["kinds"]["result"]["rows"] if row["key"] == GRAFFITI)
    assert (graffiti["kind"], graffiti["months"]) == ("signal", ["2023-07"])
    assert FRAUD not in {row["key"] for row in told["kinds"]["result"]["rows"]}
    everything = told["signals"]["result"]["series"][0]
    assert [m["month"] for m in everything["months"] if m["kind"] == "signal"] == ["2023-07"]


def test_the_weeks_clock_holds_every_row_with_a_clock(found: Picture) -> None:
    clock = content(found)["clock"]["result"]["clocks"][0]
    assert sum(clock["hours"]) == pytest.approx(clock["placed"], abs=1)
    assert clock["placed"] + clock["too_long"] == clock["timed"]
    assert "lördag kl. 21–24" in clock["words"]


def test_numbers_agree_with_those_of_the_picture(found: Picture, town: Lillstad) -> None:
    told, counted = content(found), counted_draft(found, town.today)
    assert told["rows"] == counted["areas"][0]["n"]
    for series, area in zip(told["signals"]["result"]["series"], counted["areas"], strict=True):
        assert [m["n"] for m in series["months"]] == [m["n"] for m in area["months"]]


def test_the_same_rows_give_the_same_findings(town: Lillstad, found: Picture) -> None:
    before = content(found)
    reckoning.reckon(found, town.today)
    assert content(found) == before


def test_too_short_a_history_is_told_and_not_guessed(town: Lillstad, deliver: Deliver) -> None:
    deliver([row for row in four_years() if str(row[4])[:4] == "2023"])
    picture = draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL)
    reckoning.reckon(picture, town.today)
    told = content(picture)
    assert told["signals"]["verdict"]["kind"] == "refused"
    assert "månader före perioden" in told["signals"]["verdict"]["words"]
    assert told["trends"]["verdict"]["kind"] == "refused"


def test_without_rows_every_finding_refuses_in_words(town: Lillstad) -> None:
    picture = draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL)
    reckoning.reckon(picture, town.today)
    told = content(picture)
    for key in NAMES:
        assert told[key]["verdict"]["kind"] in ("refused", "none"), key
        assert told[key]["verdict"]["words"].endswith("."), key


def test_whoever_writes_the_draft_asks_and_the_worker_computes(
    town: Lillstad, picture: Picture
) -> None:
    anna = browser(town, "anna")
    address = picture.get_absolute_url()
    assert "Räkna fynden" in anna.get(address).content.decode()
    anna.post(f"{address}fynd/")
    assert "Fynden räknas i bakgrunden" in anna.get(address).content.decode()
    reckoning.find.func(picture.pk, town.today.isoformat())
    page = anna.get(address).content.decode()
    assert "Vad analysen visar" in page and "Så gjordes det" in page
    assert "samsyn analyse hotspots" in page


def test_cecilia_of_another_district_may_not_ask(town: Lillstad, picture: Picture) -> None:
    with pytest.raises(Forbidden):
        reckoning.ask(town.actor("cecilia"), picture)
    assert not Findings.objects.exists()


def test_two_who_ask_at_once_have_it_computed_once(town: Lillstad, picture: Picture) -> None:
    reckoning.ask(town.actor("anna"), picture)
    reckoning.ask(town.actor("bjorn"), picture)
    reckoning.find.func(picture.pk, town.today.isoformat())
    done = Findings.objects.get().done_at
    reckoning.find.func(picture.pk, town.today.isoformat())
    assert Findings.objects.get().done_at == done


def test_a_failure_is_told_and_can_be_tried_again(
    town: Lillstad, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    reckoning.ask(town.actor("anna"), picture)
    monkeypatch.setattr(reckoning, "computed", lambda material: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        reckoning.find.func(picture.pk, town.today.isoformat())
    page = browser(town, "anna").get(picture.get_absolute_url()).content.decode()
    assert "Det gick inte att räkna fynden" in page and "Räkna" in page


def test_a_new_delivery_makes_them_outdated_and_they_stay_behind(
    town: Lillstad, found: Picture, deliver: Deliver
) -> None:
    more = deliver([("X1", FRAUD, 674_500.0, 6_581_500.0, np.datetime64("2023-05-05T12:00"), 5)],
                   "mer.csv")  # fmt: skip
    page = browser(town, "anna").get(found.get_absolute_url()).content.decode()
    assert "Föråldrade" in page
    assert more.status == Batch.Status.DONE
    done = draft(town.actor("anna"), found.place, picture=found, since=SINCE, until=UNTIL, **WORDS)
    out = publish(town.actor("anna"), done)
    assert out.content is not None and "findings" not in out.content


def test_a_withdrawn_delivery_takes_its_numbers_along(
    town: Lillstad, found: Picture, rows: Batch
) -> None:
    allow(town, "withdraw_batch")
    withdraw_batch(town.actor("karin"), rows, reason="Fel fil.")
    assert Findings.objects.get(picture=found).content is None
    page = browser(town, "anna").get(found.get_absolute_url()).content.decode()
    assert "Föråldrade" in page and "Räkna om" in page
    assert browser(town, "anna").get(f"/lagesbild/{found.pk}/karta/").status_code == 200


def test_numbers_of_what_was_withdrawn_while_they_were_computed_are_not_kept(
    town: Lillstad, picture: Picture, rows: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(town, "withdraw_batch")
    real = reckoning.computed

    def slowly(material: Material) -> dict[str, Any]:
        told = real(material)
        if rows.status == Batch.Status.DONE:
            withdraw_batch(town.actor("karin"), rows, reason="Fel fil.")
            rows.refresh_from_db()
        return told

    monkeypatch.setattr(reckoning, "computed", slowly)
    kept = reckoning.reckon(picture, town.today)
    assert kept is not None and kept.content is not None
    assert kept.content["rows"] == 0


def test_at_publication_they_are_protected_and_frozen_with_the_picture(
    town: Lillstad, found: Picture
) -> None:
    done = draft(town.actor("anna"), found.place, picture=found, since=SINCE, until=UNTIL, **WORDS)
    out = publish(town.actor("anna"), done)
    assert out.content is not None and out.content["findings"]["protected"]
    assert not Findings.objects.exists(), "true numbers are not kept beside a published picture"
    nobody = browser(town, None)
    page = nobody.get(out.get_absolute_url()).content.decode()
    assert "Vad analysen visar" in page and "Räkna om" not in page
    told = nobody.get(f"/lagesbild/{out.pk}.json").json()
    assert told["findings"]["hotspots"]["verdict"]["kind"] == "signal"


def test_a_picture_published_while_they_are_computed_gets_no_true_numbers(
    town: Lillstad, found: Picture
) -> None:
    done = draft(town.actor("anna"), found.place, picture=found, since=SINCE, until=UNTIL, **WORDS)
    stale = Picture.objects.get(pk=done.pk)
    publish(town.actor("anna"), done)
    assert reckoning.reckon(stale, town.today) is None
    assert not Findings.objects.exists()


def test_a_first_text_fills_only_what_is_empty(town: Lillstad, found: Picture) -> None:
    draft(town.actor("anna"), found.place, picture=found, since=SINCE, until=UNTIL,
          analysis="Annas egen analys, som ingen regel skriver om.")  # fmt: skip
    found.refresh_from_db()
    assert suggest_words(town.actor("anna"), found) == ["mapping", "other_information"]
    found.refresh_from_db()
    assert found.analysis == "Annas egen analys, som ingen regel skriver om."
    assert found.mapping.startswith("Analysen visar")
    assert "juli 2023" in found.mapping


def test_there_is_no_text_to_suggest_before_there_are_findings(
    town: Lillstad, picture: Picture
) -> None:
    with pytest.raises(Refused, match="Räkna fynden först"):
        suggest_words(town.actor("anna"), picture)


def test_whoever_publishes_is_told_when_findings_stay_behind(
    town: Lillstad, picture: Picture
) -> None:
    done = draft(town.actor("anna"), picture.place, picture=picture, since=SINCE, until=UNTIL,
                 **WORDS)  # fmt: skip
    anna, address = browser(town, "anna"), f"{picture.get_absolute_url()}publicera/"
    assert "fynd följer inte med" in anna.get(address).content.decode()
    assert reckoning.reckon(done, town.today) is not None
    assert "fynd följer inte med" not in anna.get(address).content.decode()
