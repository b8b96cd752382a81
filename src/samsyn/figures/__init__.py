"""A picture as data, its SVG and its table twin. Plain Python, no Django.

Every figure has `title`, `note`, `svg()` and `table()`. The SVG carries no style and no script, so
a strict content security policy holds. Each mark has a class for the page's own colours and plain
presentation attributes for where no style sheet reaches (a PDF, a saved file):

| class | colours | custom property |
|---|---|---|
| `fig` | the `<svg>` itself | |
| `fig-text`, `fig-muted` | text: fill | `--fig-ink`, `--fig-muted` |
| `fig-grid`, `fig-axis` | lines: stroke | `--fig-grid`, `--fig-ink` |
| `fig-fill-1` … `fig-fill-6` | areas: fill | `--fig-1` … `--fig-6` |
| `fig-line-1` … `fig-line-6` | lines: stroke | `--fig-1` … `--fig-6` |
| `fig-scale-1` … `fig-scale-5` | classes of a map, from low to high: fill | `--fig-scale-1` … |
| `fig-paper` | what lies behind text and hatching: fill | `--fig-paper` |
| `fig-edge` | borders between areas of a map: stroke | `--fig-paper` |
| `fig-halo`, `fig-onto` | names on a map: stroke about them; fill on dark areas | `--fig-paper` |
| `fig-ink` | strong lines: stroke | `--fig-ink` |

`as_csv(figure.table())` is the table twin as a file. A value of `None` is a protected number: it is
drawn hatched, or as a cross at the foot of a line, and written `skyddat`.
"""

from samsyn.figures.bars import Bar, Bars
from samsyn.figures.base import HIDDEN, Figure, Table
from samsyn.figures.cells import CellClass, CellMap
from samsyn.figures.choropleth import Cell, Choropleth
from samsyn.figures.classes import ClassedArea, ClassMap
from samsyn.figures.expected import ExpectedBand
from samsyn.figures.handovers import Handover, Handovers
from samsyn.figures.intervals import Interval, Intervals
from samsyn.figures.lineage import Lineage, Link, Node
from samsyn.figures.links import Chain, Links
from samsyn.figures.lorenz import Lorenz
from samsyn.figures.multiples import SmallMultiples
from samsyn.figures.numbers import swedish
from samsyn.figures.rounds import Asked, Point, Rounds
from samsyn.figures.series import Line, MonthlySeries
from samsyn.figures.spotmap import Outline, SpotMap
from samsyn.figures.timeline import Strip, Timeline
from samsyn.figures.tracks import Track
from samsyn.figures.tree import Branch, Tree
from samsyn.figures.triangle import Corner, Triangle
from samsyn.figures.twin import as_csv
from samsyn.figures.weekclock import WeekClock
from samsyn.figures.wheel import Event, Mark, YearWheel

__all__ = [
    "HIDDEN",
    "Asked",
    "Bar",
    "Bars",
    "Branch",
    "Cell",
    "CellClass",
    "CellMap",
    "Chain",
    "Choropleth",
    "ClassMap",
    "ClassedArea",
    "Corner",
    "Event",
    "ExpectedBand",
    "Figure",
    "Handover",
    "Handovers",
    "Interval",
    "Intervals",
    "Line",
    "Lineage",
    "Link",
    "Links",
    "Lorenz",
    "Mark",
    "MonthlySeries",
    "Node",
    "Outline",
    "Point",
    "Rounds",
    "SmallMultiples",
    "SpotMap",
    "Strip",
    "Table",
    "Timeline",
    "Track",
    "Tree",
    "Triangle",
    "WeekClock",
    "YearWheel",
    "as_csv",
    "swedish",
]
