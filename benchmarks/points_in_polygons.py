"""Points into areas: Samsyn's look-up against shapely's STRtree, on the same points.

    python benchmarks/points_in_polygons.py [--areas FILE] [--points 1000000]

Without a file of areas (GeoJSON or GeoPackage), 419 ragged ones are made. CPU seconds are told, the
best of three, with the building of the look-up and of the tree apart.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from samsyn.analysis.polygons import Locator, read_areas


def ragged(many: int = 419, corners: int = 30) -> list[Any]:
    """Areas as cities have them: cells about scattered centres, with bent borders."""
    rng = np.random.default_rng(1)
    centres = shapely.MultiPoint(rng.uniform(0, 20_000, (many, 2)))
    cells = shapely.get_parts(
        shapely.voronoi_polygons(centres, extend_to=shapely.box(0, 0, 2e4, 2e4))
    )
    cells = shapely.intersection(cells, shapely.box(0, 0, 2e4, 2e4))
    step = 4 * 20_000 / np.sqrt(many) / corners

    def bend(at: np.ndarray) -> np.ndarray:
        return at + 60 * np.sin(at[:, ::-1] / 140)

    return [shapely.transform(each, bend) for each in shapely.segmentize(cells, step)]


def best(run: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    took = []
    for _ in range(times):
        begun = time.process_time()
        found = run()
        took.append(time.process_time() - begun)
    return min(took), found


def by_tree(tree: shapely.STRtree, x: np.ndarray, y: np.ndarray, areas: int) -> np.ndarray:
    point, area = tree.query(shapely.points(x, y), predicate="within")
    found = np.full(len(x), areas)
    np.minimum.at(found, point, area)
    return np.where(found < areas, found, -1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=Path)
    parser.add_argument("--points", type=int, default=1_000_000)
    chosen = parser.parse_args()
    shapes = list(read_areas(chosen.areas).shapes) if chosen.areas else ragged()
    west, south, east, north = shapely.total_bounds(shapes)
    rng = np.random.default_rng(2)
    x, y = rng.uniform(west, east, chosen.points), rng.uniform(south, north, chosen.points)
    Locator(shapes).find(x[:10], y[:10])  # imports
    built, locator = best(lambda: Locator(shapes))
    mine, found = best(lambda: locator.find(x, y))
    tree = shapely.STRtree(shapes)
    theirs, wanted = best(lambda: by_tree(tree, x, y, len(shapes)))
    corners = int(shapely.get_num_coordinates(shapes).sum())
    print(f"{chosen.points} points, {len(shapes)} areas with {corners} corners")
    print(f"samsyn: {mine:.3f} CPU s, and {built:.3f} once to build")
    print(f"shapely {shapely.__version__} STRtree within: {theirs:.3f} CPU s")
    print(f"ratio: {theirs / mine:.1f}, with building {theirs / (mine + built):.1f}")
    print(f"points placed otherwise: {int((found != wanted).sum())}")


if __name__ == "__main__":
    main()
