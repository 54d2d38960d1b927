"""The curves of memory over the size of the archive, as a small picture; needs the extra ``chart``."""

from collections.abc import Iterator, Mapping

import altair
import vl_convert

from benchmarks.peaks import Peak

WIDTH, HEIGHT = 420, 260


def draw(measured: Mapping[str, Mapping[int, Peak]]) -> str:
    """Return an SVG: a line for each command, from its smallest archive to sixteen times as much."""
    chart = (
        altair.Chart({"values": list(_points(measured))})
        .mark_line(point=True)
        .encode(
            x=altair.X("times:Q", title="size, the smallest = 1").scale(type="log", base=2),
            y=altair.Y("megabytes:Q", title="MB at most, of the command itself"),
            color=altair.Color("command:N", title=None).scale(scheme="tableau20"),
        )
        .properties(width=WIDTH, height=HEIGHT)
    )
    return str(vl_convert.vegalite_to_svg(chart.to_dict()))


def _points(measured: Mapping[str, Mapping[int, Peak]]) -> Iterator[dict[str, object]]:
    for name, peaks in measured.items():
        for size, peak in sorted(peaks.items()):
            yield {"command": name, "times": size / min(peaks), "megabytes": round(peak.own)}
