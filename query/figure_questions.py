"""What is asked of the figures of many reports."""

from query.boxes import BoxPage, BoxSearch, page_of_boxes
from query.chart_words import chart_words
from query.charts import svg_of
from query.distributions import DistributionAnswer, DistributionSearch, distribution_of, spread_reports
from query.frames import CellSearch, Frame, tidy_cells
from query.indicators import IndicatorLine, IndicatorSearch, add_up, add_up_each
from query.opened import OpenedArchive
from query.series import SeriesAnswer, SeriesSearch, series_of
from query.wide_tables import WideTables
from storage.unit_of_work import read


class FigureQuestions(OpenedArchive):
    """The part of `query.archive.Archive` that adds up, follows and draws figures."""

    def indicator(self, search: IndicatorSearch) -> tuple[IndicatorLine, ...]:
        """Add figures up, by division, publisher, year or key; see `query.indicators`."""
        self.refuse_unknown(search)
        wide = self._wide_for(search)
        return self._memory.ask(wide.add_up if wide else add_up, search)

    def frame(self, search: CellSearch | None = None) -> Frame:
        """Return the cells of all reports as a tidy table for pandas, polars and Arrow; see `query.frames`."""
        return read(self.engine, lambda connection: tidy_cells(connection, search or CellSearch()))

    def series(self, search: SeriesSearch) -> SeriesAnswer:
        """Follow a cell, sum or rate over the years and forms; see `query.series`."""
        self.refuse_unknown(search)
        wide = self._wide_for(search)
        adder = wide.add_up_each if wide else add_up_each
        return self._memory.ask(series_of, search, adder)

    def distribution(self, search: DistributionSearch) -> DistributionAnswer:
        """Tell how a cell, sum or rate is spread over publishers; see `query.distributions`."""
        self.refuse_unknown(search)
        wide = self._wide if search.as_of is None else None
        return self._memory.ask(distribution_of, search, wide.spread if wide else spread_reports)

    def boxes(self, search: BoxSearch, limit: int) -> BoxPage:
        """List the boxes behind a figure, report by report; see `query.boxes`."""
        return read(self.engine, lambda connection: page_of_boxes(connection, search, limit))

    def chart(self, search: SeriesSearch, *, is_chinese: bool = True) -> str:
        """Draw a figure over the years as SVG, with its source; see `query.charts` (extra ``chart``)."""
        named = self.choose_publisher(search.publisher_id).publisher.name if search.publisher_id else None
        words = chart_words(search, self.edition(search.as_of), named, is_chinese=is_chinese)
        return svg_of(self.series(search), words)

    def _wide_for(self, search: IndicatorSearch | SeriesSearch) -> WideTables | None:
        """Return the tables of a release for what scans all reports: not for the past, nor for one publisher."""
        return None if search.as_of is not None or search.publisher_id else self._wide
