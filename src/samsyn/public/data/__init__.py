"""All open data. A name here is an address out there: it is never changed, only added to."""

from . import agreements, causes, decisions, followup, organisation, plans, situation
from .dataset import Asked, Dataset, Field, Row

DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for room in (agreements, organisation, decisions, situation, causes, plans, followup)
    for dataset in room.DATASETS
}

__all__ = ["DATASETS", "Asked", "Dataset", "Field", "Row"]
