"""The files of articles, made when they are first asked for; those that LibreOffice makes, all together before."""

from collections import defaultdict
from collections.abc import Iterable

from demo.corpus import LOOKS, render, render_all
from demo.province.articles import Article, printed
from demo.province.recipes import Form


class Files:
    """What stands in the file of each article, as it is now."""

    def __init__(self) -> None:
        self._bodies: dict[tuple[int, int], bytes] = {}

    def prepare(self, articles: Iterable[Article]) -> None:
        """Make the files that cost LibreOffice a start, for all of these at once."""
        slow = defaultdict(list)
        for one in articles:
            if one.report and one.recipe.form in {Form.FILE, Form.BOTH} and LOOKS[one.recipe.look].source:
                slow[one.recipe.look].append(one)
        for look, these in slow.items():
            bodies = render_all([printed(one) for one in these], look)
            self._bodies |= {
                (one.number, one.revision): body for one, body in zip(these, bodies, strict=True)
            }

    def body(self, article: Article) -> bytes:
        """Return the bytes of a file."""
        key = (article.number, article.revision)
        if key not in self._bodies:
            self._bodies[key] = render(printed(article), article.recipe.look)
        return self._bodies[key]
