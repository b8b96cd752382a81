"""Statistics for places and times of crime. Plain Python, no Django.

What is named here can be imported from here. Methods whose function bears its module's name are
imported from it: `from samsyn.analysis.gi_star import gi_star`; so are `density`, `concentration`,
`near_repeat`, `aoristic`, `counts`, `scan` and `ears`. Names are fetched when they are
asked for, so that importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from samsyn.analysis.aoristic import WeekClock
    from samsyn.analysis.cell_key import cell_keys, perturbed, row_keys
    from samsyn.analysis.changes import Change, change
    from samsyn.analysis.concentration import Concentration
    from samsyn.analysis.counts import Counts, place_rates, tabulate
    from samsyn.analysis.effect import difference_in_differences, weighted_displacement_difference
    from samsyn.analysis.emerging import Emerging, emerging_hot_spots, mann_kendall
    from samsyn.analysis.engine import DuckDB, Engine, Spark
    from samsyn.analysis.gi_star import GiStar
    from samsyn.analysis.grid import Grid, grid_over
    from samsyn.analysis.near_repeat import NearRepeat
    from samsyn.analysis.planes import Plane, to_plane
    from samsyn.analysis.polygons import Areas, Locator, queen, read_areas
    from samsyn.analysis.protection import Protected, Why, protect
    from samsyn.analysis.queries import Source
    from samsyn.analysis.rates import Rate, rate
    from samsyn.analysis.reading import Columns, read
    from samsyn.analysis.scan import Bernoulli, Poisson, Scan, SpaceTimePermutation
    from samsyn.analysis.survey import share, stratified_share, weighted_share
    from samsyn.analysis.verdicts import BadInput, Outcome, Refusal, Verdict, benjamini_hochberg

__all__ = [
    "Areas",
    "BadInput",
    "Bernoulli",
    "Change",
    "Columns",
    "Concentration",
    "Counts",
    "DuckDB",
    "Emerging",
    "Engine",
    "GiStar",
    "Grid",
    "Locator",
    "NearRepeat",
    "Outcome",
    "Plane",
    "Poisson",
    "Protected",
    "Rate",
    "Refusal",
    "Scan",
    "Source",
    "SpaceTimePermutation",
    "Spark",
    "Verdict",
    "WeekClock",
    "Why",
    "benjamini_hochberg",
    "cell_keys",
    "change",
    "difference_in_differences",
    "emerging_hot_spots",
    "grid_over",
    "mann_kendall",
    "perturbed",
    "place_rates",
    "protect",
    "queen",
    "rate",
    "read",
    "read_areas",
    "row_keys",
    "share",
    "stratified_share",
    "tabulate",
    "to_plane",
    "weighted_displacement_difference",
    "weighted_share",
]

_HOMES = {
    "aoristic": ("WeekClock",),
    "cell_key": (
        "cell_keys",
        "perturbed",
        "row_keys",
    ),
    "changes": (
        "Change",
        "change",
    ),
    "concentration": ("Concentration",),
    "counts": (
        "Counts",
        "place_rates",
        "tabulate",
    ),
    "effect": (
        "difference_in_differences",
        "weighted_displacement_difference",
    ),
    "emerging": (
        "Emerging",
        "emerging_hot_spots",
        "mann_kendall",
    ),
    "engine": (
        "DuckDB",
        "Engine",
        "Spark",
    ),
    "gi_star": ("GiStar",),
    "grid": (
        "Grid",
        "grid_over",
    ),
    "near_repeat": ("NearRepeat",),
    "planes": (
        "Plane",
        "to_plane",
    ),
    "polygons": (
        "Areas",
        "Locator",
        "queen",
        "read_areas",
    ),
    "protection": (
        "Protected",
        "Why",
        "protect",
    ),
    "queries": ("Source",),
    "rates": (
        "Rate",
        "rate",
    ),
    "reading": (
        "Columns",
        "read",
    ),
    "scan": (
        "Bernoulli",
        "Poisson",
        "Scan",
        "SpaceTimePermutation",
    ),
    "survey": (
        "share",
        "stratified_share",
        "weighted_share",
    ),
    "verdicts": (
        "BadInput",
        "Outcome",
        "Refusal",
        "Verdict",
        "benjamini_hochberg",
    ),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
