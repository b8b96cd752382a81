"""Expected cases from a population that is known at some dates and changes between them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.analysis.verdicts import BadInput

Floats = NDArray[np.float64]


def person_time(people: ArrayLike, dates: ArrayLike, edges: ArrayLike) -> Floats:
    """The population's time in each interval, as mean population × share of the whole period.

    `people` (…, dates) is the population on each of `dates`, rising, and `edges` (intervals + 1,)
    are where intervals begin and the last ends, in the same unit (days). Between dates it changes
    along a straight line; before the first and after the last it stays. The integral is exact.
    """
    known, cut = np.asarray(dates, float), np.asarray(edges, float)
    knots = np.unique(np.concatenate((cut, known[(known > cut[0]) & (known < cut[-1])])))
    unit = np.eye(len(known))
    weight = np.array([np.interp(knots, known, row) for row in unit])
    pieces = (weight[:, 1:] + weight[:, :-1]) / 2 * np.diff(knots)
    sums = np.concatenate((np.zeros((len(known), 1)), np.cumsum(pieces, axis=1)), axis=1)
    at = np.searchsorted(knots, cut)
    share = np.diff(sums[:, at], axis=1) / (cut[-1] - cut[0])
    return np.asarray(np.asarray(people, float) @ share)


def expected_cases(
    people: ArrayLike, dates: ArrayLike, edges: ArrayLike, cases_by_category: ArrayLike
) -> Floats:
    """Expected cases (places, intervals), adjusted for categories such as age and sex.

    `people` has shape (categories, places, dates), `cases_by_category` (categories,). Each category
    has one rate, its cases over its person-time (indirect standardisation); the sum over places
    and intervals is the number of cases. Raises BadInput when a category with cases has no people.
    """
    time = person_time(people, dates, edges)
    cases = np.asarray(cases_by_category, float)
    total = time.sum(axis=(1, 2))
    if np.any((cases > 0) & (total <= 0)):
        raise BadInput(
            "Det finns fall i en grupp som saknar befolkning.",
            remedy="Lägg till gruppen i befolkningsfilen, eller utelämna --covariates.",
        )
    rate = np.divide(cases, total, out=np.zeros_like(total), where=total > 0)
    return np.asarray(np.einsum("c,cpt->pt", rate, time))
