"""Statistics for places and times of crime. Plain Python, no Django.

`rate` and `change` put an interval on a number; `protect` decides which numbers may be shown.
"""

from samsyn.analysis.changes import Change, change
from samsyn.analysis.protection import Protected, Why, protect
from samsyn.analysis.rates import Rate, rate

__all__ = ["Change", "Protected", "Rate", "Why", "change", "protect", "rate"]
