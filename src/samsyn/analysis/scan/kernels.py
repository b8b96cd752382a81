"""Which of the two searches to use: NumPy, or compiled by numba when that pays."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from numpy.typing import NDArray

from samsyn.analysis.scan.circles import Block
from samsyn.analysis.scan.exceeding import Hits, exceeding
from samsyn.analysis.scan.windows import Windows

Kernel = Callable[[NDArray[Any], Block, Windows, NDArray[Any]], Hits]
WORTH_COMPILING = 1e10  # windows × data sets: some ten seconds of NumPy


def kernel(fast: bool | None, work: float) -> Kernel:
    """The compiled search if `fast`, the plain one if not; None chooses by the work there is."""
    if fast is None:
        fast = work > WORTH_COMPILING and find_spec("numba") is not None
    if not fast:
        return exceeding
    from samsyn.analysis.scan.compiled import exceeding_compiled

    return exceeding_compiled
