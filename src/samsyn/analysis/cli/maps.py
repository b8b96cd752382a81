"""The pictures of the methods on grids: maps of cells in classes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.analysis.grid import Grid
from samsyn.figures import CellClass, CellMap
from samsyn.figures.numbers import swedish

MOST_DRAWN = 100_000
HOT = (
    CellClass("tätt, mer än slumpen kan förklara (q ≤ 5 %)", step=5),
    CellClass("möjligen tätt (q ≤ 20 %)", step=3),
    CellClass("händelser som slumpen kan förklara", step=1),
    CellClass("glest, mer än slumpen kan förklara", other=2),
)
PATTERNS = ("new", "consecutive", "intensifying", "persistent", "diminishing", "sporadic",
            "oscillating", "historical")  # fmt: skip


def hot_map(grid: Grid, n: NDArray[Any], z: NDArray[Any], q: NDArray[Any]) -> CellMap | None:
    """Cells by what Gi* says of them; those without events that are as expected are left out."""
    with np.errstate(invalid="ignore"):
        classes = np.where(n > 0, 2, -1)
        classes[(q <= 0.20) & (z > 0)] = 1
        classes[(q <= 0.05) & (z > 0)] = 0
        classes[(q <= 0.05) & (z < 0)] = 3
    note = "Varje ruta är bedömd med sina grannar (Getis-Ord Gi*)."
    return cell_map("Täta platser", note, grid, z, classes, HOT, "z")


def pattern_map(
    grid: Grid, patterns: NDArray[Any], z: NDArray[Any], words: dict[str, str]
) -> CellMap | None:
    """Cells by how their density has developed; those without a pattern are left out."""
    there = [name for name in PATTERNS if (patterns == f"{name} hot").any()]
    names = tuple(CellClass(f"{words.get(name, name)} tät", other=i + 1)
                  for i, name in enumerate(there[:6]))  # fmt: skip
    classes = np.full(len(patterns), -1)
    for i, name in enumerate(there):
        classes[patterns == f"{name} hot"] = min(i, 5)
    note = "Rutor som är täta nu eller har varit det, efter hur det har utvecklats."
    return cell_map("Täta platser över tiden", note, grid, z, classes, names, "z i sista steget")


def density_map(grid: Grid, density: NDArray[Any]) -> CellMap | None:
    """Cells in five equal steps up to the densest; the lowest 2 % of it are left out."""
    top = float(density.max())
    step = (
        np.clip((density / top * 5).astype(int), 0, 4) if top > 0 else np.zeros(len(density), int)
    )
    names = tuple(
        CellClass(f"{swedish(top * i / 5)} till {swedish(top * (i + 1) / 5)} per km²", step=i + 1)
        for i in range(5)
    )
    classes = np.where(density > 0.02 * top, step, -1)
    return cell_map("Händelser per km², utjämnat", "", grid, density, classes, names, "per km²")


def cell_map(  # noqa: PLR0917  # read in the order of the page
    title: str,
    note: str,
    grid: Grid,
    values: ArrayLike,
    classes: NDArray[Any],
    names: tuple[CellClass, ...],
    unit: str,
) -> CellMap | None:
    """The map of the cells that have a class, or None when they are too many to be seen."""
    drawn = np.flatnonzero(classes >= 0)
    if drawn.size > MOST_DRAWN:
        return None
    x, y = grid.centres()
    shown = np.nan_to_num(np.asarray(values, float)[drawn])
    return CellMap(
        title=title,
        note=note,
        x=tuple(x[drawn].tolist()),
        y=tuple(y[drawn].tolist()),
        values=tuple(shown.tolist()),
        classes=tuple(classes[drawn].tolist()),
        names=names,
        cell=grid.cell,
        shape="square" if grid.shape == "square" else "hex",
        unit=unit,
    )
