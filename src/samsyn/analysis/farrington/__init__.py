"""Signals in series of counts: is this week, or month, more than earlier years let expect?

`original` is Farrington's method of 1996, `flexible` Noufaily's of 2013. Both judge many series at
many points in one go and agree with the R package surveillance in every threshold.
"""

from samsyn.analysis.farrington.monitor import Monitored, flexible, original

__all__ = ["Monitored", "flexible", "original"]
