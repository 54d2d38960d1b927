"""How a report or a figure is cited: who, what, which version, which bytes, where. The same words on every day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from query.answers import ReportAnswer
from query.form_view import label_zh
from query.web.asked import Asked
from query.web.language import Language
from query.web.links import cell_path, report_path, with_query
from query.web.rendering import day


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in both languages, and the permanent address in it."""

    zh: str
    en: str
    url: str


def cite_report(asked: Asked, found: ReportAnswer) -> Citation:
    """Cite a report as the version reads that is looked at."""
    url = asked.absolute(report_path(found.publisher.id, found.year, found.version))
    said = _of_report(found) | {"url": url}
    return Citation(
        Language.ZH.say("citation.report", **said), Language.EN.say("citation.report", **said), url
    )


def cite_cell(asked: Asked, found: ReportAnswer, key: str, text: str, label_en: str) -> Citation:
    """Cite one figure as it is printed in the version that is looked at."""
    url = asked.absolute(cell_path(found.publisher.id, found.year, key, found.version))
    said = _of_report(found) | {"url": url, "box": key, "text": text}
    label = label_zh(key, (found.document or {}).get("form"))
    return Citation(
        Language.ZH.say("citation.cell", label=label, **said),
        Language.EN.say("citation.cell", label=label_en, **said),
        url,
    )


def cite_figures(asked: Asked, path: str, values: Mapping[str, object], said: Callable[..., str]) -> Citation:
    """Cite an answer about many reports: the edition it is from, and the address that asks for it again.

    ``said`` puts both into the words of the page, in a language.
    """
    edition = asked.archive.edition(asked.as_of)
    url = asked.absolute(with_query(path, **values, asof=edition.as_of))
    zh, en = (
        said(language, edition=edition.told(is_chinese=language is Language.ZH), url=url)
        for language in (Language.ZH, Language.EN)
    )
    return Citation(zh, en, url)


def _of_report(found: ReportAnswer) -> dict[str, object]:
    document = found.document or {}
    version = found.read_version
    return {
        "publisher": found.publisher.name,
        "title": " ".join((document.get("title") or "").split()),
        "year": found.year,
        "version": found.version or "—",
        "day": day(version.first_seen_at) if version else "—",
        "sha256": document.get("sha256") or "—",
    }
