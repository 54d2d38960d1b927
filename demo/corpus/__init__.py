"""Reports made up by seed, with their truth: what every room's tests and benchmarks read.

    from demo.corpus import Corpus, render
    for report in Corpus(7).reports(100):
        body = render(report, "html-mso")

Same seed, same reports, same bytes. Publishers are real divisions, all figures are invented.
"""

from demo.corpus.corpus import Corpus
from demo.corpus.faults import FAULTS, Fault
from demo.corpus.looks import LOOKS, Look, render, render_all, truth
from demo.corpus.publishers import Publisher, publishers
from demo.corpus.report import CorpusCell, Fact, Report

__all__ = [
    "FAULTS",
    "LOOKS",
    "Corpus",
    "CorpusCell",
    "Fact",
    "Fault",
    "Look",
    "Publisher",
    "Report",
    "publishers",
    "render",
    "render_all",
    "truth",
]
