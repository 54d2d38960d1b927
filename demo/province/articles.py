"""The articles of one portal, made by seed: reports in every recipe, their 图解, and what stands around them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from demo.corpus import Corpus, Publisher, Report, publishers
from demo.province.recipes import NEWS, RECIPES, SLOW, Form, Recipe
from demo.publishing import digest

_OTHERS = (
    "{name}{year}年法治政府建设年度报告",
    "关于做好{year}年政府信息公开工作年度报告编制发布工作的通知",
    "{name}召开{year}年政务公开工作推进会",
    "{name}信息公开指南（{year}年修订）",
)
NEWS_EVERY = 3  # of three rows one is something else
PICTURES_EVERY = 10  # of ten a 图解
FIRST_CORRECTION = 1_000_000


@dataclass(frozen=True, slots=True)
class Article:
    """One row of a list and what is behind it. ``revision`` counts the edits of its report."""

    number: int
    title: str
    on: date
    href: str
    recipe: Recipe
    report: Report | None = None
    revision: int = 0
    touched: int = 0  # how often its validators changed, and nothing else

    @property
    def is_variant(self) -> bool:
        """Whether it illustrates a report, and is none."""
        return self.title.startswith("【图解】")

    @property
    def stored_name(self) -> str:
        """The name under which its file lies."""
        return f"{digest('province', str(self.number))}.{self.recipe.extension}"


def authorities(place: int) -> list[Publisher]:
    """Return who publishes on a portal: the authorities of one county, but for subdistrict offices.

    Those have two full names, with and without the government that sent them out.
    """
    counties = list(dict.fromkeys(one.division_code for one in publishers()))
    here = (one for one in publishers() if one.division_code == counties[place])
    return [one for one in here if one.type != "subdistrict_office"]


def articles_of(
    seed: int,
    place: int,
    count: int,
    *,
    address: Callable[[int, date], str],
    among: Sequence[Publisher],
    recipes: Sequence[Recipe] = RECIPES,
) -> Iterator[Article]:
    """Yield the articles of the portal with this ``place`` among the portals, with reports of its publishers.

    Where there are more rows than those have reports, some are posted more than once.
    """
    corpus = Corpus(seed, faulty=0, among=among)
    rng = Random(f"province/{seed}/{place}")
    for index in range(count):
        number = place * count + index
        report = corpus.report(index % corpus.most)
        on = date(report.year + 1, 1, 20) + timedelta(days=rng.randrange(70))
        name = report.publisher.printed
        if index % NEWS_EVERY == 2:
            title = rng.choice(_OTHERS).format(name=name, year=report.year) + f"（第{number}号）"
            yield Article(number, title, on, address(number, on), NEWS)
        elif index % PICTURES_EVERY == 9:
            title = f"【图解】{name}{report.year}年政府信息公开工作年度报告"
            yield Article(number, title, on, address(number, on), Recipe(Form.PICTURE))
        else:
            # Neighbours on one portal and on the next differ, so that few articles show every recipe.
            recipe = SLOW if number == 1 else recipes[(number * 7 + place) % len(recipes)]
            yield Article(number, report.title, on, address(number, on), recipe, report)


def corrected(article: Article, address: Callable[[int, date], str]) -> Article:
    """Return the article that posts a report again, marked 更正."""
    number = FIRST_CORRECTION + article.number
    on = article.on + timedelta(days=40)
    return replace(
        article, number=number, title=f"{article.title}（更正）", on=on, href=address(number, on),
        recipe=replace(article.recipe, trouble=None, times=None), revision=2,
    )  # fmt: skip


def printed(article: Article) -> Report:
    """Return the report as it stands now: each edit is another figure in one of its boxes."""
    assert article.report is not None
    if article.revision == 0:
        return article.report
    key = next(key for key in article.report.printed if key.startswith("litigation."))
    return replace(article.report, printed={**article.report.printed, key: str(9000 + article.revision)})
