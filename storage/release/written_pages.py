"""The pages of a release: README, CITATION.cff, LICENSE-DATA and CHANGELOG.md, from templates."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template

from storage.release.facts import LICENCE_ID, TITLE_EN, TITLE_ZH, Cause, Change, Release

PAGES = Path(__file__).parent / "pages"
_OTHER_FILES = {
    "archive.sqlite": ("完整的档案数据库（SQLite）", "the whole archive (SQLite), with views"),
    "stata/": ("每年度一个 .dta 文件（Stata 14 及以上）", "one .dta file a year (Stata 14 and later)"),
    "codebook.md, codebook.csv": ("代码本", "what every column means"),
    "datapackage.json": ("机器可读的说明", "all of it, for machines (Frictionless)"),
    "croissant.json": ("供数据集检索的说明（Croissant）", "the same for searches of data sets (Croissant)"),
    "originals/": ("原始文件，以 SHA-256 命名", "the original files, named by their SHA-256"),
}
_CHANGES = {
    Change.ADDED: ("新增报告", "reports added"),
    Change.GONE: ("不再展示的报告", "reports gone"),
    Change.WITHDRAWN: ("网页已撤下、档案仍保留的报告", "reports whose page is gone, and which are kept"),
    Change.RETURNED: ("网页重新出现的报告", "reports whose page is there again"),
    Change.REPLACED: ("换了版本的报告", "reports with another version"),
    Change.REREAD: ("同一版本、读法不同的报告", "reports of the same version, read differently"),
    Change.FIGURE: ("变化的单元格", "cells changed"),
}
_CAUSES = {
    Cause.PUBLISHER: ("发布机关改动", "by the publisher"),
    Cause.READING: ("识读改变", "by another reading"),
    Cause.BOTH: ("版本与识读都变了，无法区分", "another version read by another parser: it cannot be told"),
}


def write_pages(folder: Path, release: Release) -> None:
    """Write every page."""
    words = _words(release)
    for template in sorted(PAGES.iterdir()):
        page = Template(template.read_text(encoding="utf-8")).substitute(words)
        (folder / template.name).write_text(page, encoding="utf-8", newline="\n")


def citation(release: Release) -> str:
    """Return how the release is cited, in one line."""
    return f"The Gongkai contributors: {TITLE_EN} ({TITLE_ZH}), release {release.label}, {release.as_of:%Y-%m-%d}. {LICENCE_ID}."


def _words(release: Release) -> Mapping[str, str]:
    since = release.previous
    return {
        "label": release.label,
        "title_zh": TITLE_ZH,
        "title_en": TITLE_EN,
        "as_of": f"{release.as_of:%Y-%m-%d %H:%M:%S}",
        "date": f"{release.as_of:%Y-%m-%d}",
        "made_by": release.made_by,
        "reports": f"{release.report_count}",
        "licence": LICENCE_ID,
        "citation": citation(release),
        "files_zh": "\n".join(f"| `{name}` | {zh} |" for name, (zh, _) in _files(release)),
        "files_en": "\n".join(f"| `{name}` | {en} |" for name, (_, en) in _files(release)),
        "contact_zh": f"请告知：{release.contact}"
        if release.contact
        else "请告知发布本数据的人（本发布物未注明联系方式）。",
        "contact_en": f"Please tell {release.contact}."
        if release.contact
        else "Please tell whoever published these data; this release names no contact.",
        "since_zh": f"与 {since} 相比：" if since else "第一次发布：没有可比较的上一次。",
        "since_en": f"Since {since}:"
        if since
        else "The first release: there is none before it to compare with.",
        "counts": "\n".join(_counts(release)) or ("- 没有变化 nothing changed" if since else ""),
        "withdrawn": "\n".join(_withdrawn(release)),
    }


def _files(release: Release) -> Iterator[tuple[str, tuple[str, str]]]:
    paths: dict[str, tuple[list[str], tuple[str, str]]] = {}
    for one in release.tables:
        paths.setdefault(one.table.name, ([], (one.table.zh, one.table.en)))[0].append(one.path)
    for names, told in paths.values():
        yield ", ".join(names), told
    for name, told in _OTHER_FILES.items():
        if name != "originals/" or release.has_originals:
            yield name, told


def _counts(release: Release) -> Iterator[str]:
    for change, (zh, en) in _CHANGES.items():
        for cause, (why_zh, why_en) in _CAUSES.items():
            count = release.changes[change, cause]
            if count:
                yield f"- {count} {zh}（{why_zh}） {en} ({why_en})"


def _withdrawn(release: Release) -> Iterator[str]:
    if release.withdrawn:
        yield "\n已撤下、未收入 originals/ 的文件。Files that were withdrawn and are not in originals/:\n"
        yield from (f"- `{sha256}`" for sha256 in release.withdrawn)
