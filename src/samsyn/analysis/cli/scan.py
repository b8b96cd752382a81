"""`samsyn analyse scan`: clusters in place and time (Kulldorff's scan statistics)."""

from __future__ import annotations

import argparse
import math
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samsyn.analysis.cli.frame import Call, file_argument, point_arguments
from samsyn.analysis.cli.scan_files import Study, study_of
from samsyn.analysis.cli.scan_places import centres_of
from samsyn.analysis.scan import Cluster, Scan, scan
from samsyn.analysis.verdicts import BadInput, Outcome, Verdict, strength
from samsyn.figures.numbers import swedish

if TYPE_CHECKING:
    from samsyn.figures import Figure

MODELS = ("space-time-permutation", "poisson", "bernoulli")
NAMED = 5  # places to name in words


def _arguments(parser: argparse.ArgumentParser) -> None:
    file_argument(parser, "the cases: CSV or Parquet, one row per case or with --count")
    parser.add_argument("--model", choices=MODELS, default=MODELS[0])
    columns = parser.add_argument_group("columns (usual names are found if not told)")
    point_arguments(parser, required=False)
    columns.add_argument("--time", metavar="COLUMN", help="dates, years or numbers of cases")
    columns.add_argument("--place", metavar="COLUMN", help="the place of a case, by its name")
    columns.add_argument("--count", metavar="COLUMN", help="cases of a row (default: one each)")
    columns.add_argument("--place-key", metavar="COLUMN", help="the name in the other files")
    columns.add_argument("--population-column", metavar="COLUMN", help="people in --population")
    columns.add_argument(
        "--covariates",
        type=lambda text: [name.strip() for name in text.split(",") if name.strip()],
        default=[],
        metavar="COLUMN,COLUMN",
        help="age, sex, …: groups to adjust for, in both the cases' and the population's file",
    )
    files = parser.add_argument_group("other files")
    files.add_argument("--places", type=Path, metavar="FILE", help="names and coordinates")
    files.add_argument("--population", type=Path, metavar="FILE", help="people by place and time")
    files.add_argument("--controls", type=Path, metavar="FILE", help="those who are no cases")
    files.add_argument("--centres", type=Path, metavar="FILE", help="centres of the circles")
    _search_arguments(parser.add_argument_group("the search"))


def _search_arguments(search: argparse._ArgumentGroup) -> None:
    search.add_argument("--unit", choices=("day", "month", "year"), help="default: day")
    search.add_argument("--from", dest="begin", metavar="DATE", help="first day of the period")
    search.add_argument("--to", dest="end", metavar="DATE", help="last day of the period")
    search.add_argument("--max-radius", type=float, default=math.inf, metavar="METRES")
    search.add_argument("--max-share", type=float, default=0.5, help="of the population (0.5)")
    search.add_argument(
        "--max-days", type=float, metavar="DAYS", help="longest window (default: half the period)"
    )
    search.add_argument("--prospective", action="store_true", help="only what still goes on")
    search.add_argument("--spatial", action="store_true", help="places only, no time")
    search.add_argument("--replicates", type=int, default=999, metavar="N")
    search.add_argument("--all-replicates", action="store_true", help="no stop when p is large")
    search.add_argument("--clusters", type=int, default=10, metavar="N", help="at most (10)")
    search.add_argument("--seed", type=int, default=0)


def _run(chosen: argparse.Namespace) -> Outcome:
    share = _checked(chosen)
    study = study_of(chosen)
    longest = study.period.longest(chosen.max_days) if study.period else None
    found = scan(
        study.model,
        study.points,
        prospective=chosen.prospective,
        longest=longest,
        max_share=share,
        max_radius=chosen.max_radius,
        centres=centres_of(chosen, study.points),
        replicates=chosen.replicates,
        stop_after=None if chosen.all_replicates else 50,
        most=chosen.clusters,
        seed=chosen.seed,
    )
    return Outcome(
        method="scan",
        parameters=_parameters(chosen, study, found, longest),
        result={"clusters": [_row(study, cluster) for cluster in found.clusters]},
        verdict=_verdict(study, found),
        warnings=study.warnings,
        table=_table(study, found),
        figure=_figure(study, found),
    )


def _checked(chosen: argparse.Namespace) -> float:
    """The largest share, as a part of one."""
    share = chosen.max_share / 100 if chosen.max_share > 1 else chosen.max_share
    if not 0 < share <= 1:
        raise BadInput("--max-share är en andel över 0.", remedy="Ange till exempel 0.5.")
    if not chosen.max_radius > 0:
        raise BadInput("--max-radius är inte större än 0.", remedy="Ange meter, till exempel 1000.")
    if min(chosen.replicates, chosen.seed) < 0 or chosen.clusters < 1:
        raise BadInput("Antal och frö är inte negativa.", remedy="Ange 0 eller mer.")
    if chosen.spatial and chosen.model == MODELS[0]:
        raise BadInput(
            "Rum–tid-permutation jämför tider.", remedy="Välj --model poisson eller bernoulli."
        )
    return float(share)


def _when(study: Study, cluster: Cluster) -> tuple[str | int | None, str | int | None]:
    if study.period is None:
        return None, None
    return study.period.begins(cluster.first), study.period.ends(cluster.last)


def _row(study: Study, cluster: Cluster) -> dict[str, Any]:
    start, end = _when(study, cluster)
    return {
        "llr": cluster.llr,
        "p": cluster.p,
        "places": [study.names[place] for place in cluster.places],
        "start": start,
        "end": end,
        "observed": cluster.observed,
        "expected": cluster.expected,
        "relative_risk": cluster.relative_risk,
    }


def _parameters(
    chosen: argparse.Namespace, study: Study, found: Scan, longest: int | None
) -> dict[str, Any]:
    period = study.period
    return {
        "file": chosen.file.name,
        "model": chosen.model,
        "columns": study.used,
        "unit": period.unit if period else None,
        "from": period.begins(0) if period else None,
        "to": period.ends(len(period) - 1) if period else None,
        "places": len(study.names),
        "cases": int(study.model.cases.sum()),
        "max_radius": chosen.max_radius,
        "max_share": chosen.max_share,
        "longest_window": (longest or max(len(period) // 2, 1)) if period else None,
        "prospective": chosen.prospective,
        "replicates": found.replicates,
        "stopped_early": found.stopped,
        "seed": chosen.seed,
    }


def _verdict(study: Study, found: Scan) -> Verdict:
    if not found.clusters:
        return Verdict("none", "Ingenstans är fallen fler än väntat.")
    first = found.clusters[0]
    kind = "possible" if math.isnan(first.p) else strength(first.p)
    if kind == "none":
        return Verdict(kind, f"Inget stöd för en anhopning (p = {swedish(first.p, 2)}).")
    start, end = _when(study, first)
    names = [study.names[place] for place in first.places]
    where = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        where += f" och {len(names) - NAMED} till"
    sure = "En anhopning" if kind == "signal" else "Möjligen en anhopning"
    time = "" if start is None else f", {start}" if start == end else f", {start} till {end}"
    p = "inte prövad mot slumpen" if math.isnan(first.p) else f"p = {swedish(first.p, 3)}"
    return Verdict(
        kind,
        f"{sure}: {where}{time}, med {swedish(first.observed)} fall mot "
        f"{swedish(first.expected, 1)} väntade ({p}).",
    )


def _table(study: Study, found: Scan) -> tuple[list[str], list[list[Any]]]:
    headers = ["Nr", "Platser", "Från", "Till", "Fall", "Väntade", "Relativ risk", "LLR", "p"]
    rows = []
    for k, cluster in enumerate(found.clusters, 1):
        start, end = _when(study, cluster)
        centre = study.names[cluster.places[0]]
        more = len(cluster.places) - 1
        where = f"{centre} och {more} till" if more else centre
        times = ["" if time is None else str(time) for time in (start, end)]
        numbers = [cluster.expected, cluster.relative_risk, cluster.llr, cluster.p]
        rows.append([k, where, *times, cluster.observed, *numbers])
    return headers, rows


def _figure(study: Study, found: Scan) -> Figure | None:
    if not found.clusters:
        return None
    from samsyn.figures import Bar, Bars, Strip, Timeline

    rows = [(k, study.names[c.places[0]], c) for k, c in enumerate(found.clusters, 1)]
    if study.period and study.period.kind == "dates":
        edges = [date.fromordinal(int(e) + 719_163) for e in study.period.edges]
        strips = tuple(
            Strip(f"{k}. {name}", edges[c.first], edges[c.last + 1], 1 if c.p <= 0.05 else 2)
            for k, name, c in rows
        )
        return Timeline(title="Anhopningar i tiden", strips=strips, start=edges[0], until=edges[-1])
    return Bars(
        title="Anhopningar: fall och väntade",
        categories=tuple(f"{k}. {name}" for k, name, _ in rows),
        groups=(
            Bar("fall", tuple(float(c.observed) for *_, c in rows)),
            Bar("väntade", tuple(c.expected for *_, c in rows)),
        ),
        heading="Anhopning",
    )


CALL = Call(
    name="scan",
    help="Where and when are there more cases than chance would deal? (Kulldorff's scan)",
    example="samsyn analyse scan cases.csv --places places.csv --place area --x east --y north "
    "--time date --max-days 14 --max-radius 1000 --prospective",
    arguments=_arguments,
    run=_run,
)
