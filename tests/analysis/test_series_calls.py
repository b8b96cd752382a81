"""The calls signals, when, effect and survey: their answers' shape, and hostile files."""

import csv
import gzip
import json

import numpy as np
import pytest

from samsyn.analysis.cli import main
from tests.analysis.shared import shared


@pytest.fixture
def asked(tmp_path, capsys):
    """Write a file and ask about it: the exit code, the object on stdout, and stderr."""

    def ask(call, text, *options, encoding="utf-8"):
        file = tmp_path / "rader.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        code = main([call, str(file), *options, "--json"])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else None, err

    return ask


SIGNALS = ("--time", "t", "--count", "n")


def weekly(weeks=300, series="AB"):
    counts = np.random.default_rng(4).poisson(5, (len(series), weeks))
    counts[0, -3:] = 9, 20, 40
    first = np.datetime64("2018-01-01")
    rows = [
        f"{name};{first + 7 * week};{counts[s, week]}"
        for s, name in enumerate(series)
        for week in range(weeks)
    ]
    return "\n".join(["s;t;n", *rows])


@pytest.mark.parametrize(
    "method", ["farrington", "farrington-flexible", "ears-c1", "ears-c2", "ears-c3"]
)
def test_signals(asked, method):
    code, answer, err = asked(
        "signals", weekly(), *SIGNALS, "--series", "s", "--method", method, "--last", "2"
    )
    assert (code, err) == (0, "")
    assert [(row["series"], row["time"]) for row in answer["result"]] == [
        ("A", "2023-09-18"),
        ("A", "2023-09-25"),
        ("B", "2023-09-18"),
        ("B", "2023-09-25"),
    ]
    peak = answer["result"][1]
    assert {"observed", "expected", "upper", "alarm"} <= peak.keys()
    assert peak["observed"] == 40 > peak["upper"]
    assert peak["alarm"] is True
    assert answer["verdict"]["kind"] == "signal"
    assert "A, 2023-09-" in answer["verdict"]["words"]


def test_signals_of_the_reference_from_a_file(asked):
    text = gzip.decompress(shared("surveillance/salmonella_agona.csv.gz").read_bytes())
    code, answer, _ = asked(
        "signals",
        text,
        *("--time", "epoch", "--count", "observed1", "--method", "farrington-flexible"),
        *("--threshold", "nb-plugin", "--periods", "10", "--years-back", "4"),
        *("--half-window", "3", "--exclude-weeks", "26", "--weights-threshold", "2.58"),
        *("--trend-p", "1", "--alpha", "0.1", "--last", "100"),
    )
    assert code == 0
    with gzip.open(shared("surveillance/ref_agona_flexible_nbPlugin_np10.csv.gz"), "rt") as rows:
        wanted = list(csv.DictReader(rows))
    assert len(answer["result"]) == 100
    for row, reference in zip(answer["result"], wanted, strict=True):
        upper = float(reference["upper"]) if reference["upper"] else None
        assert (row["upper"], row["alarm"]) == (upper, reference["alarm"] == "TRUE")


def test_monthly_signals_by_dates(asked):
    months = (np.datetime64("2014-01") + np.arange(120)).astype(str)
    text = "t,n\n" + "\n".join(f"{month},{4 + i % 5}" for i, month in enumerate(months))
    code, answer, _ = asked("signals", text, *SIGNALS, "--last", "3")
    assert code == 0
    assert answer["parameters"]["per_year"] == 12
    assert [row["time"] for row in answer["result"]] == ["2023-10-01", "2023-11-01", "2023-12-01"]


def test_a_year_of_so_many_steps_is_as_numbered_steps(asked):
    months = (np.datetime64("2014-01") + np.arange(120)).astype(str)
    counts = [4 + (i * i) % 7 for i in range(120)]
    dated = "t,n\n" + "\n".join(map("{},{}".format, months, counts))
    numbered = "t,n\n" + "\n".join(map("{},{}".format, range(120), counts))
    answers = [
        asked("signals", text, *SIGNALS, "--per-year", "12", "--last", "5")[1]["result"]
        for text in (dated, numbered)
    ]
    assert [r["upper"] for r in answers[0]] == [r["upper"] for r in answers[1]]


def test_rows_in_any_order_and_encoding(asked):
    head, *rows = weekly(series="ÅÄ").split("\n")
    turned = "\n".join([head, *sorted(rows, key=hash)])
    options = (*SIGNALS, "--series", "s", "--last", "3")
    _, one, _ = asked("signals", "\n".join([head, *rows]), *options)
    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        _, other, _ = asked("signals", turned, *options, encoding=encoding)
        by_name = {(row["series"], row["time"]): row for row in other["result"]}
        for row in one["result"]:
            again = by_name[row["series"], row["time"]]
            assert again["observed"] == row["observed"]
            assert (again["upper"], again["q"]) == pytest.approx((row["upper"], row["q"]))


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("t;n\n", 2, "inga rader"),
        ("t;n\n2024-01-01;3", 1, "en tidpunkt"),
        ("t;n\n2024-01-01;3\n2024-01-08;4", 1, "för korta"),
        ("t;n\n2024-01-01;3\n2024-01-08;", 2, "Rad 3, kolumnen »n«"),
        ("t;n\n2024-01-01;3\n2024-01-08;-4", 2, "Rad 3, kolumnen »n«"),
        ("t;n\n2024-01-01;3\n2024-01-08;2,5", 2, "inget antal"),
        ("t;n\n2024-01-01;3\nigår;4", 2, "Rad 3, kolumnen »t«"),
        ("t;n\n2024-01-01;3\n2924-01-08;4", 2, "framtiden"),
        ("t;n\n1;3\n2;4\n4;5", 2, "3 saknas"),
        ("t;n\n1;3\n1,5;4", 2, "inget helt tal"),
        ("t;m\n1;3\n2;4", 2, "Kolumnen »n« finns inte"),
    ],
)
def test_hostile_series(asked, text, code, words):
    found, _, err = asked("signals", text, *SIGNALS)
    assert found == code
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "options",
    [("--alpha", "2"), ("--last", "0"), ("--half-window", "30"), ("--periods", "99")],
)
def test_parameters_out_of_range(asked, options):
    code, _, err = asked("signals", weekly(), *SIGNALS, "--series", "s", *options)
    assert code == 2
    assert err.count("\n") == 1


def test_when(asked):
    text = (
        "a,b\n2024-01-01 00:30,2024-01-01 01:30\n2024-01-02 10:00,2024-01-02 10:00\n"
        "2024-01-01,2024-02-01\n2024-01-03 12:00,2024-01-03 11:00\nokänt,2024-01-03 11:00\n"
    )
    code, answer, _ = asked("when", text, "--start", "a", "--end", "b")
    assert code == 0
    result = answer["result"]
    assert len(result["hours"]) == 168
    assert result["hours"][:2] == [0.5, 0.5]
    assert result["hours"][24 + 10] == 1
    assert (result["placed"], result["too_long"], result["unreadable"]) == (2, 1, 2)
    assert answer["verdict"]["kind"] == "refused"
    assert any("längre än en vecka" in warning for warning in answer["warnings"])


@pytest.mark.parametrize(
    ("text", "code"),
    [("a,b\n", 2), ("a,b\n1,2\n", 2), ("a,b\nx,y\n", 1), ("a,b\n2924-01-01,2924-01-02\n", 2)],
)
def test_hostile_intervals(asked, text, code):
    found, _, err = asked("when", text, "--start", "a", "--end", "b")
    assert found == code
    assert err.count("\n") == 1


STUDY = "p,t,n\nT,före,40\nT,efter,20\nC,före,38\nC,efter,36\nB,före,10\nB,efter,13\n"
EFFECT = ("--place", "p", "--period", "t", "--count", "n", "--treated", "T", "--control", "C")


def test_effect(asked):
    code, answer, _ = asked("effect", STUDY, *EFFECT, "--displacement", "B")
    assert code == 0
    result = answer["result"]
    assert result["wdd"] == -15
    assert result["se"] == pytest.approx(np.sqrt(157))
    assert result["interval"] == pytest.approx([-15 - 24.5583, -15 + 24.5583], abs=1e-3)
    assert result["did"]["ratio"] == pytest.approx(20 / 40 / (36 / 38))
    assert [row["group"] for row in result["before_after"]] == [
        "treated",
        "control",
        "displacement",
    ]


def test_effect_by_months_with_a_column_of_flags(asked):
    rows = [
        f"{p},2023-{m:02d},{(7 * p + p * m * m) % 9},{int(p < 6)}"
        for p in range(12)
        for m in range(1, 13)
    ]
    text = "p,t,n,med\n" + "\n".join(rows)
    options = ("--place", "p", "--period", "t", "--count", "n", "--treated", "med")
    code, answer, _ = asked("effect", text, *options, "--from", "2023-07")
    assert code == 0
    assert answer["parameters"]["periods_before"] == 6
    assert answer["result"]["did"]["se"] > 0
    code, _, err = asked("effect", text, *options)
    assert (code, err.count("\n")) == (2, 1)
    assert "--from" in err


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("p,t,n\n", EFFECT, 2),
        (STUDY.replace("40", ""), EFFECT, 2),
        (STUDY.replace("40", "-4"), EFFECT, 2),
        (STUDY, (*EFFECT, "--displacement", "Z"), 2),
        (STUDY, (*EFFECT, "--displacement", "C"), 2),
        ("p,t,n\nT,0,5\nC,0,6\n", EFFECT, 2),
        ("p,t,n\nT,0,0\nC,0,0\nT,1,0\nC,1,0\n", EFFECT, 1),
        ("p,t,n\nT,0,5\nT,1,6\n", EFFECT[:-2], 2),
    ],
)
def test_hostile_studies(asked, text, options, code):
    found, _, err = asked("effect", text, *options)
    assert found == code
    assert err.count("\n") == 1


def test_a_study_without_events_on_one_side_still_answers(asked):
    code, answer, _ = asked("effect", STUDY.replace(",20", ",0"), *EFFECT)
    assert code == 0
    assert answer["result"]["did"]["ratio"] == 0
    assert answer["result"]["did"]["se"] is None


SURVEY = "g,y,s,n,c\nA,2019,30,400,1\nA,2021,22,420,1\nB,2021,40,300,0\nB,2019,41,300,1\n"
SHARES = ("--share", "s", "--n", "n", "--group", "g", "--year", "y")


def test_survey(asked):
    code, answer, _ = asked("survey", SURVEY, *SHARES, "--comparable", "c")
    assert code == 0
    rows = answer["result"]
    assert [(row["group"], row["year"]) for row in rows] == [
        ("A", 2019),
        ("A", 2021),
        ("B", 2019),
        ("B", 2021),
    ]
    assert (rows[0]["share"], rows[0]["low"], rows[0]["high"]) == pytest.approx(
        (0.3, 0.25716, 0.34667), abs=2e-3
    )
    assert rows[1]["difference"]["value"] == pytest.approx(-0.08)
    assert rows[3]["comparable"] is False
    assert rows[3]["difference"] is None
    assert answer["verdict"]["kind"] == "signal"


def test_survey_of_single_weighted_answers_in_a_small_population(asked):
    text = "s,w\n" + "1,1\n0,3\n" * 20
    _, free, _ = asked("survey", text, "--share", "s", "--weight", "w")
    code, bound, _ = asked("survey", text, "--share", "s", "--weight", "w", "--population", "50")
    assert code == 0
    assert free["result"][0]["share"] == bound["result"][0]["share"] == 0.25
    assert free["result"][0]["low"] < bound["result"][0]["low"]


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("g,y,s,n\n", SHARES, 2),
        ("g,y,s,n\nA,2019,130,9\n", SHARES, 2),
        ("g,y,s,n\nA,2019,-1,9\n", SHARES, 2),
        ("g,y,s,n\nA,2019,30,0\n", SHARES, 2),
        ("g,y,s,n\nA,2019,,9\n", SHARES, 2),
        ("g,y,s,n\nA,2019,30,1\n", SHARES, 1),
        ("g,y,s,n\nA,2019,30,90\n", (*SHARES, "--population", "50"), 2),
        ("s\n0.5\n1\n", ("--share", "s"), 2),
    ],
)
def test_hostile_surveys(asked, text, options, code):
    found, _, err = asked("survey", text, *options)
    assert found == code
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("call", "text", "options"),
    [
        ("signals", weekly(), (*SIGNALS, "--series", "s", "--last", "2")),
        ("when", "a,b\n2024-01-01 00:30,2024-01-01 01:30\n", ("--start", "a", "--end", "b")),
        ("effect", STUDY, EFFECT),
        ("survey", SURVEY, SHARES),
    ],
)
def test_each_has_a_table_and_a_picture(tmp_path, capsys, call, text, options):
    file, figure = tmp_path / "f.csv", tmp_path / "f.svg"
    file.write_text(text, encoding="utf-8")
    assert main([call, str(file), *options, "--figure", str(figure)]) == 0
    assert "<svg" in figure.read_text(encoding="utf-8")
    assert len(capsys.readouterr().out.splitlines()) > 2
