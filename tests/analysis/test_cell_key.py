"""Cell-key noise: repeatable, without bias, and no small number left."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.analysis.cell_key import _noise, cell_keys, perturbed, row_keys


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize(("most", "threshold"), [(3, 3), (5, 5), (3, 1), (4, 2)])
def test_the_noise_of_every_count_has_mean_0(count: int, most: int, threshold: int):
    moves, shares = _noise(count, most, 1.0, threshold)
    assert shares.sum() == pytest.approx(1) and (shares >= 0).all()
    assert shares @ moves == pytest.approx(0, abs=1e-6)
    assert ((count + moves == 0) | (count + moves >= threshold)).all()
    assert np.abs(moves).max() <= most
    if count >= most + threshold - 1:
        assert shares @ moves**2 == pytest.approx(1.0, rel=1e-4)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=80), st.integers(0, 99), st.randoms())
def test_the_same_rows_get_the_same_noise(cells, seed, random):
    keys = row_keys(len(cells), seed)
    order = list(range(len(cells)))
    random.shuffle(order)
    one = cell_keys(keys, cells, 10)
    assert (cell_keys(keys[order], np.array(cells)[order], 10) == one).all()
    n = np.bincount(cells, minlength=10)
    noisy = perturbed(n, one)
    assert (noisy == perturbed(n, one)).all()
    assert (noisy[n == 0] == 0).all() and (np.abs(noisy - n) <= 3).all()
    assert not ((noisy > 0) & (noisy < 3)).any()


def test_over_many_cells_the_noise_is_what_it_is_said_to_be():
    n = np.full(200_000, 50)
    moved = perturbed(n, row_keys(len(n), 1), most=3, variance=1.5) - n
    assert moved.mean() == pytest.approx(0, abs=0.02)
    assert moved.var() == pytest.approx(1.5, abs=0.03)


@pytest.mark.parametrize(
    "wrong",
    [{"counts": [-1]}, {"keys": [1.0]}, {"most": 1, "threshold": 5}, {"variance": 0.0}],
)
def test_wrong_arguments(wrong):
    with pytest.raises(ValueError):
        perturbed(**({"counts": [4], "keys": [0.5]} | wrong))
