"""The state of the portals at this moment: what is published, edited, withdrawn, and what goes wrong."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from demo.build_documents import DOCUMENTS
from demo.edits import Place, edit_docx, edit_page
from demo.families import FAMILIES
from demo.hosts import SEARCH
from demo.page import body_of
from demo.publishing import Article, Body, File, ListColumn, Report, Site, digest, new_path, old_path
from demo.sites import SITES
from demo.troubles import Trouble, Troubles, Where, usual_place


@dataclass(slots=True)
class Posting:
    """A report as it stands published now; `page` is the report's body where the page carries it."""

    article: Article
    report: Report
    column: str
    page: str | None
    file: bytes | None
    changed_at: datetime
    is_withdrawn: bool = False
    is_lying: bool = False  # its validators stay, whatever is edited
    is_unlisted: bool = False


class World:
    """Everything the replica shows; changes only by its methods."""

    def __init__(self) -> None:
        index = json.loads((DOCUMENTS / "places.json").read_text(encoding="utf-8"))
        self.sites: dict[str, Site] = {site.host: site for site in SITES}
        self.picture = (DOCUMENTS / "000_changhua_2020.png").read_bytes()
        self.templates: dict[str, str] = {site.host: site.template for site in SITES}
        self.visits = 1000
        self.built_at = datetime(2024, 6, 1, tzinfo=UTC)
        self._places: dict[str, dict[str, list[int]]] = index["places"]
        self._postings: list[Posting] = []
        self.troubles = Troubles()
        for site in SITES:
            for column in site.columns:
                for article in column.articles:
                    if article.report:
                        self._post(article, article.report, column.column)

    @property
    def cases(self) -> tuple[str, ...]:
        """The seeds that are published, in the order of their numbers."""
        return tuple(sorted({posting.report.case for posting in self._postings}))

    def listed(self, column: ListColumn) -> list[Article]:
        """Return the articles a column lists now, newest first."""
        hidden = {
            posting.article.href for posting in self._postings if posting.is_withdrawn or posting.is_unlisted
        }
        known = {article.href for article in column.articles}
        added = [
            posting.article
            for posting in self._postings
            if posting.column == column.column and posting.article.href not in known
        ]
        articles = [article for article in (*column.articles, *added) if article.href not in hidden]
        return sorted(articles, key=lambda article: (article.on, article.title), reverse=True)

    def articles_of(self, host: str) -> list[Article]:
        """Return every article of a portal that can be read now, in a list or not, newest first."""
        listed = {article.href: article for column in self.sites[host].columns for article in column.articles}
        posted = {
            posting.article.href: posting.article
            for posting in self._postings
            if posting.article.host == host
        }
        gone = {posting.article.href for posting in self._postings if posting.is_withdrawn}
        articles = [article for href, article in {**listed, **posted}.items() if href not in gone]
        return sorted(articles, key=lambda article: (article.on, article.title), reverse=True)

    def find_article(self, host: str, path: str) -> Article | None:
        """Return the article at a path; a withdrawn one is still found, see :meth:`posting_of`."""
        for posting in self._postings:
            if (posting.article.host, posting.article.href) == (host, path):
                return posting.article
        return next(
            (
                article
                for column in self.sites[host].columns
                for article in column.articles
                if article.href == path
            ),
            None,
        )

    def posting_of(self, article: Article) -> Posting | None:
        """Return the report an article publishes, or None for any other article."""
        return next((posting for posting in self._postings if posting.article.href == article.href), None)

    def posting_of_file(self, stored_name: str) -> tuple[Posting, File] | None:
        """Return the report whose attachment is stored under a name."""
        for posting in self._postings:
            file = posting.report.file
            if file and file.stored_name == stored_name:
                return posting, file
        return None

    def original(self, case: str) -> Posting:
        """Return the first posting of a case."""
        for posting in self._postings:
            if posting.report.case == case:
                return posting
        raise ValueError(f"no case {case!r}; there are {', '.join(self.cases)}")

    def edit_cell(self, case: str, key: str, text: str, where: str = "both") -> None:
        """Change one cell of the published report: on its page, in its file, or wherever it stands."""
        posting = self.original(case)
        self._edit(posting, key, text, where)
        posting.changed_at = datetime.now(UTC)

    def touch(self, case: str) -> None:
        """Give a report new validators and leave every byte of its content."""
        self.original(case).changed_at = datetime.now(UTC)

    def repost(self, case: str, key: str | None = None, text: str = "1") -> str:
        """Publish the report again as 更正, with one cell changed, and return the new article's path."""
        posting = self.original(case)
        number = sum(other.report.case == case for other in self._postings)
        title = posting.article.title + "（更正）" + ("" if number == 1 else str(number))
        on = posting.article.on + timedelta(days=40 + number)
        path_style = old_path if posting.article.href.startswith("/art/") else new_path
        report = replace(posting.report, file=_renamed(posting.report.file, number))
        article = replace(
            posting.article, href=path_style(posting.column, title, on), title=title, on=on, report=report
        )
        corrected = self._post(article, report, posting.column)
        self._edit(corrected, key or next(iter(self._places[case])), text, "both")
        return article.href

    def withdraw(self, case: str) -> None:
        """Take the report off its list; its page and file answer 404."""
        self.original(case).is_withdrawn = True

    def unlist(self, case: str) -> None:
        """Take the report off its list and leave its page: only who knows or searches finds it."""
        self.original(case).is_unlisted = True

    def restore(self, case: str) -> None:
        """Publish a withdrawn report again, where it was."""
        self.original(case).is_withdrawn = False

    def republish_template(self, host: str) -> None:
        """Give a JPaaS portal a new template id; the old one finds nothing any more."""
        self.templates[host] = digest(self.templates[host])[:21]

    def add_trouble(
        self, kind: str, subject: str, where: Where | None = None, times: int | None = None
    ) -> None:
        """Let something go wrong for a case, or for a host (its lists, its robots.txt, the whole site)."""
        place = where or usual_place(kind)
        if place not in {Where.PAGE, Where.FILE} and subject not in {*self.sites, *FAMILIES, SEARCH}:
            subject = self.original(subject).article.host
        elif subject not in self.sites and place is Where.FILE and not self.original(subject).report.file:
            place = Where.PAGE  # a report without a file has its trouble on the page
        self.troubles.add(Trouble(kind, subject, place, times))

    def _post(self, article: Article, report: Report, column: str) -> Posting:
        page = (DOCUMENTS / f"{report.case}.html").read_text(encoding="utf-8")
        posting = Posting(
            article,
            report,
            column,
            body_of(page) if report.body is Body.WHOLE else None,
            (DOCUMENTS / f"{report.case}.docx").read_bytes() if report.file else None,
            datetime(article.on.year, article.on.month, article.on.day, 1, 30, tzinfo=UTC),
        )
        self._postings.append(posting)
        return posting

    def _edit(self, posting: Posting, key: str, text: str, where: str) -> None:
        case = posting.report.case
        if key not in self._places[case]:
            raise ValueError(f"no cell {key!r} in {case}")
        place = Place(*self._places[case][key])
        on_page = posting.page is not None and where in {"page", "both"}
        in_file = posting.file is not None and where in {"file", "both"}
        if not on_page and not in_file:
            raise ValueError(f"{case} has no cells in its {where}")
        if on_page and posting.page is not None:
            posting.page = edit_page(posting.page, place, text)
        if in_file and posting.file is not None:
            posting.file = edit_docx(posting.file, place, text)


def _renamed(file: File | None, number: int) -> File | None:
    """Store a corrected file under a new hash, as the object store does."""
    if file is None:
        return None
    stem, _, extension = file.stored_name.rpartition(".")
    stored = f"{digest(stem, str(number))}.{extension}"
    return replace(
        file,
        href=file.href.replace(file.stored_name, stored),
        path=file.path.replace(file.stored_name, stored),
        stored_name=stored,
    )
