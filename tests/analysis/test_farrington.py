"""Farrington's methods: the R package's thresholds, and what must hold for any series."""

import csv
import gzip

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.analysis.farrington import flexible, original
from samsyn.analysis.farrington.thresholds import at_least, at_most, quantile
from tests.analysis.shared import shared


def column(file, name):
    with gzip.open(shared(f"surveillance/{file}.csv.gz"), "rt") as rows:
        words = {"TRUE": 1.0, "FALSE": 0.0, "": np.nan, "NA": np.nan}
        texts = [row[name] for row in csv.DictReader(rows)]
    return np.array([words[text] if text in words else float(text) for text in texts])


def agona():
    return column("salmonella_agona", "observed1"), np.arange(212, 312)


def made(length, per_year, k):
    """A series by formula, with seasons and peaks."""
    t = np.arange(length)
    season = 4 + 3 * np.cos(2 * np.pi * t / per_year)
    return np.floor(season + (7 * t * t + 3 * t * (k + 1)) % 11 / 2 + 12 * (t % 97 == 50 + k))


def test_the_flexible_method_agrees_with_r_in_every_week():
    counts, weeks = agona()
    found = flexible(counts, weeks, alpha=0.1)
    file = "ref_agona_flexible_nbPlugin_np10"
    np.testing.assert_array_equal(found.upper[0], column(file, "upper"))
    np.testing.assert_array_equal(found.alarm[0], column(file, "alarm"))
    for name, values in (
        ("expected", found.expected),
        ("phiVector", found.dispersion),
        ("trendVector", found.slope),
        ("pvalue", found.p),
    ):
        np.testing.assert_allclose(values[0], column(file, name), rtol=1e-10, atol=1e-14)


def test_the_original_method_agrees_with_r_in_every_week():
    counts, weeks = agona()
    found = original(counts, weeks, alpha=0.05)
    np.testing.assert_allclose(
        found.upper[0], column("ref_agona_farrington_orig", "upper"), rtol=1e-10
    )
    np.testing.assert_array_equal(found.alarm[0], column("ref_agona_farrington_orig", "alarm"))


WEEKS = np.datetime64("2000-01-03") + 7 * np.arange(312)
MONTHS = (np.datetime64("2000-01") + np.arange(120)).astype("datetime64[D]")
MONTHLY = {"per_year": 12, "periods": 4, "years_back": 5, "half_window": 1, "exclude": 3}


@pytest.mark.parametrize(
    ("counts", "how", "upper"),  # R surveillance 1.20.3, the last four times
    [
        (made(312, 52, 0), {"trend_p": 0.05}, [13, 13, 13, 13]),
        (
            made(312, 52, 0),
            {"trend_p": 0.05, "threshold": "delta"},
            [12.9547164667, 13.1861500979, 13.3250441732, 13.4175196956],
        ),
        (made(312, 52, 0), {"trend_p": 0.05, "threshold": "muan"}, [13, 13, 14, 14]),
        (
            made(312, 52, 0),
            {"threshold": "delta", "dates": WEEKS},
            [12.8119902785, 13.0955016152, 13.0540404002, 13.4501658423],
        ),
        (made(312, 52, 0), {"threshold": "muan", "dates": WEEKS}, [13, 14, 14, 14]),
        (made(120, 12, 1), MONTHLY | {"trend_p": 0.05, "dates": MONTHS}, [8, 10, 11, 12]),
        (
            made(120, 12, 1),
            MONTHLY | {"trend_p": 0.05, "dates": MONTHS, "threshold": "delta"},
            [8.19409713098, 10.0180345182, 11.3561483111, 12.4060276216],
        ),
        (
            made(120, 12, 1),
            MONTHLY | {"trend_p": 0.05, "dates": MONTHS, "threshold": "muan"},
            [8, 10, 12, 13],
        ),
    ],
)
def test_thresholds_by_weeks_and_months_with_dates_and_without(counts, how, upper):
    found = flexible(counts, np.arange(len(counts) - 4, len(counts)), **how)
    np.testing.assert_allclose(found.upper[0], upper, rtol=1e-10)


@pytest.mark.parametrize(
    ("counts", "how", "upper"),
    [
        (
            made(120, 12, 1),
            {"per_year": 12, "years_back": 5, "half_window": 1},
            [8.98900227271, 11.1145037621, 12.4134554323, 13.633067192],
        ),
        (
            made(312, 52, 1),
            {"dates": WEEKS, "alpha": 0.02},
            [14.6531577361, 14.7920605532, 14.9971137986, 15.0482841758],
        ),
    ],
)
def test_the_original_method_by_months_and_dates(counts, how, upper):
    found = original(counts, np.arange(len(counts) - 4, len(counts)), **how)
    np.testing.assert_allclose(found.upper[0], upper, rtol=1e-10)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), swap=st.permutations(range(5)))
def test_series_do_not_know_of_each_other(seed, swap):
    counts = np.random.default_rng(seed).poisson(np.geomspace(0.3, 30, 5)[:, None], (5, 290))
    points = [250, 289]
    for method in (flexible, original):
        together = method(counts, points)
        shuffled = method(counts[swap], points)
        alone = method(counts[2], points)
        np.testing.assert_allclose(shuffled.upper, together.upper[swap], rtol=1e-9)
        np.testing.assert_allclose(alone.upper[0], together.upper[2], rtol=1e-9)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_later_start_of_the_series_changes_nothing(seed):
    counts = np.random.default_rng(seed).poisson(6, 300)
    late = flexible(np.concatenate([[99] * 11, counts]), [310])
    np.testing.assert_allclose(late.upper, flexible(counts, [299]).upper, rtol=1e-9)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), more=st.integers(1, 50))
def test_the_more_the_sooner_an_alarm(seed, more):
    counts = np.random.default_rng(seed).poisson(6, 300)
    higher = counts.copy()
    higher[-1] += more
    before, after = flexible(counts, [299]), flexible(higher, [299])
    assert after.p[0, 0] <= before.p[0, 0]
    assert after.alarm[0, 0] >= before.alarm[0, 0]


@settings(max_examples=50, deadline=None)
@given(mean=st.floats(0.001, 500), dispersion=st.floats(1, 20), share=st.floats(0.5, 0.9999))
def test_a_quantile_is_the_smallest_number_that_reaches_the_share(mean, dispersion, share):
    mu, phi = np.array([mean]), np.array([dispersion])
    k = quantile(share, mu, phi)
    assert at_most(k, mu, phi) >= share - 1e-9
    assert k == 0 or at_most(k - 1, mu, phi) < share
    np.testing.assert_allclose(at_least(k, mu, phi), 1 - at_most(k - 1, mu, phi), atol=1e-9)


def test_nothing_ever_gives_no_alarm_and_the_first_events_do():
    counts = np.zeros((1, 300))
    assert not flexible(counts, [299]).alarm.any()
    counts[0, -1] = 6
    for threshold in ("nb-plugin", "delta"):
        assert flexible(counts, [299], threshold=threshold).alarm.all()
    assert original(counts, [299]).alarm.all()


def test_a_flood_of_one_point_does_not_hang():
    counts = np.zeros((2, 300))
    counts[0, 200], counts[1, 120] = 1e6, 3
    found = flexible(counts, [299], threshold="muan", enough=(0, 4))
    assert not found.alarm.any()


@pytest.mark.parametrize(
    ("counts", "how"),
    [
        ([np.nan] * 300, {}),
        ([-1] * 300, {}),
        ([1.5] * 300, {}),
        ([], {}),
        ([1] * 100, {}),
        ([1] * 300, {"alpha": 0}),
        ([1] * 300, {"half_window": 26}),
        ([1] * 300, {"periods": 60}),
        ([1] * 300, {"threshold": "none"}),
        ([1] * 300, {"exclude": 400}),
    ],
)
def test_what_cannot_be_judged_is_an_error(counts, how):
    with pytest.raises(ValueError, match=r"\w"):
        flexible(counts, [len(counts) - 1], **how)
