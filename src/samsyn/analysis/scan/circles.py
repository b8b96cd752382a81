"""Circles that grow from a centre, one place at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.verdicts import Refusal

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]
EARTH = 6_367_000.0  # metres; the sphere that SaTScan uses
TOO_MANY = 20_000_000
MOST_CENTRES, MOST_WINDOWS = 256, 4 << 20  # in a block


@dataclass(frozen=True)
class Block:
    """Some centres with their circles. `members[r, c]` is the place that circle r of centre c adds.

    Centres stand in order of how many circles they have, most first; where a centre has no circle
    r its member is 0 and is not to be used: `sizes` (c,) tells how many there are.
    """

    centres: Indices
    members: Indices
    sizes: Indices

    def __len__(self) -> int:
        return len(self.centres)

    def active(self) -> Iterator[tuple[int, int, Indices]]:
        """Circle r, how many of the first centres have it, and the place each adds."""
        rising = np.sort(self.sizes)
        for r, row in enumerate(self.members):
            m = len(self.sizes) - int(np.searchsorted(rising, r, side="right"))
            yield r, m, row[:m]

    def places(self, centre: int, circle: int) -> Indices:
        """The places of a circle, nearest first."""
        return self.members[: circle + 1, centre]


@dataclass(frozen=True)
class Circles:
    """Every circle, in blocks that fit in a processor's cache."""

    blocks: tuple[Block, ...]

    @property
    def number(self) -> int:
        return int(sum(block.sizes.sum() for block in self.blocks))


def on_sphere(longitude: Floats, latitude: Floats) -> Floats:
    """Degrees as points (n, 3) in metres on a sphere, where a chord tells a distance."""
    a, b = np.radians(longitude), np.radians(latitude)
    flat = np.cos(b)
    return EARTH * np.column_stack((flat * np.cos(a), flat * np.sin(a), np.sin(b)))


def by_coordinates(points: Floats) -> Indices:
    """Each point's number in the order of the first coordinate, then the second."""
    rank = np.empty(len(points), np.int64)
    rank[np.lexsort(points.T[::-1])] = np.arange(len(points))
    return rank


def circles_around(
    points: Floats,
    weights: Floats,
    *,
    largest: float,
    radius: float = np.inf,
    centres: Floats | None = None,
    windows: int = 1,
) -> Circles:
    """The circles around every centre with at most `largest` of the weight, up to `radius`.

    `points` has shape (n, 2) in a plane or (n, 3) on the sphere (`on_sphere`, with `radius` along
    the ground), `weights` (n,) is the population at risk. `centres` are the points themselves if
    not given. Places at the same distance are added in the order of their coordinates, each a
    circle of its own, as SaTScan does. `windows` in time per circle decide how many centres make a
    block. Raises Refusal when there are too many circles to hold.
    """
    around = points if centres is None else centres
    tie = by_coordinates(points)
    if points.shape[1] == 3 and np.isfinite(radius):
        radius = 2 * EARTH * np.sin(min(radius / (2 * EARTH), np.pi / 2))
    found: list[Indices] = []
    total = 0
    for near in _neighbours(points, around, radius, tie):
        inside = near[np.cumsum(weights[near]) <= largest * (1 + 1e-12)]
        total += len(inside)
        if total > TOO_MANY:
            raise Refusal("Cirklarna blir för många. Ange en största radie med --max-radius.")
        found.append(inside)
    return Circles(_blocks(found, windows))


def _neighbours(points: Floats, centres: Floats, radius: float, tie: Indices) -> Iterator[Indices]:
    """For each centre the places within the radius, nearest first."""
    if np.isfinite(radius):
        yield from _within(points, centres, radius, tie)
        return
    for centre in centres:
        apart = np.sqrt(((points - centre) ** 2).sum(axis=1))
        yield np.lexsort((tie, apart))


def _within(points: Floats, centres: Floats, radius: float, tie: Indices) -> Iterator[Indices]:
    from scipy.spatial import cKDTree

    tree = cKDTree(points)
    for start in range(0, len(centres), 4096):
        some = centres[start : start + 4096]
        lists = tree.query_ball_point(some, radius * (1 + 1e-12), return_sorted=False)
        size = np.array([len(each) for each in lists])
        near = np.concatenate([*lists, np.empty(0)]).astype(np.int64)
        which = np.repeat(np.arange(len(some)), size)
        apart = np.sqrt(((points[near] - some[which]) ** 2).sum(axis=1))
        near = near[np.lexsort((tie[near], apart, which))]
        yield from np.split(near, np.cumsum(size)[:-1])


def _blocks(found: list[Indices], windows: int) -> tuple[Block, ...]:
    sizes = np.array([len(each) for each in found], np.int64)
    order = np.argsort(-sizes, kind="stable")
    order = order[sizes[order] > 0]
    blocks = []
    while len(order):
        room = MOST_WINDOWS // (int(sizes[order[0]]) * windows)
        centres, order = np.split(order, [min(max(room, 1), MOST_CENTRES)])
        members = np.zeros((int(sizes[centres[0]]), len(centres)), np.int64)
        for c, centre in enumerate(centres):
            members[: sizes[centre], c] = found[centre]
        blocks.append(Block(centres, members, sizes[centres]))
    return tuple(blocks)
