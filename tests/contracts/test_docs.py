"""What the docs claim to list is all there, and what they point to exists."""

import importlib.util
import re
import textwrap
import tomllib
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest
from sqlalchemy import create_engine, text

from checks.outcome import Severity, Verdict
from checks.registry import checks
from crawler.alarms import AlarmKind
from crawler.portal import load_portal
from parsers.forms.form import Relation
from parsers.report import Certainty, Kind, Mark, ProblemKind
from storage.capture import CaptureVerdict
from storage.crawl import CrawlVerdict
from storage.models import metadata
from storage.portal_folders import BUNDLED
from storage.views import VIEWS, create_views

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
PAGES = [
    *REPOSITORY.glob("*.md"),
    *(
        page
        for folder in ("docs", "benchmarks", "data", "demo", "tests")
        for page in (REPOSITORY / folder).rglob("*.md")
    ),
]
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCE = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
FIRST_CELL = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
A_PAGE = 420  # words


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def _words(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _fenced(name: str, language: str) -> list[str]:
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```", _words(name), re.DOTALL | re.MULTILINE)
    return [textwrap.dedent(example) for example in found]


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _anchors(page: str) -> set[str]:
    """Give the anchors that a forge makes of the headings of a page."""
    headings = re.findall(r"^#+ +(.+)$", FENCE.sub("", page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_context_decision_and_consequences(path):
    page = path.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert page.startswith(f"# {path.name[:4]}. ")


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_fits_on_one_page(path):
    assert len(path.read_text(encoding="utf-8").split()) <= A_PAGE


def test_decisions_are_numbered_without_gaps_and_indexed():
    assert [path.name[:4] for path in DECISIONS] == [f"{n:04d}" for n in range(1, len(DECISIONS) + 1)]
    indexed = re.findall(r"^\| \[\d+\]\(([^)]+)\)", _words("decisions/README.md"), re.MULTILINE)
    assert indexed == [path.name for path in DECISIONS]


def test_every_problem_kind_is_explained_and_no_other():
    explained = FIRST_CELL.findall(_words("problems.md"))
    assert sorted(explained) == sorted(kind.value for kind in ProblemKind)


def test_every_registered_check_is_listed_and_no_other():
    listed = FIRST_CELL.findall(_words("checks.md").partition("\n## List\n")[2])
    assert listed == [check.id for check in checks()]


def test_every_portal_of_the_house_is_listed():
    listed = set(FIRST_CELL.findall(_words("portals.md")))
    assert {path.stem for path in BUNDLED.glob("*.toml")} <= listed


def test_every_table_and_view_is_explained_and_no_other():
    explained = set(FIRST_CELL.findall(_words("data-model.md").partition("\n## Columns\n")[0]))
    assert explained == {*metadata.tables, *VIEWS}


@pytest.mark.parametrize(
    "words",
    [Mark, Kind, Certainty, Verdict, Severity, CaptureVerdict, CrawlVerdict, AlarmKind],
    ids=lambda words: words.__name__,
)
def test_closed_vocabularies_are_in_the_glossary(words):
    assert [word for word in words if f"`{word}`" not in _words("glossary.md")] == []


def test_generated_parts_are_current():
    generator = _generator()
    behind = []
    for path in sorted(DOCS.rglob("*.md")):
        page = path.read_text(encoding="utf-8")
        if path.name != "README.md" and generator.renew(page) != page:
            behind.append(_name(path))
    assert behind == [], "run: python docs/generate.py"


def test_the_portal_file_shown_is_one_that_loads(tmp_path):
    (shown,) = _fenced("how-to/add-a-portal.md", "toml")
    path = tmp_path / "example.toml"
    path.write_text(shown, encoding="utf-8")
    assert load_portal(path).id == "example"


def test_the_relation_shown_is_one_that_loads():
    (shown,) = _fenced("how-to/add-a-form-year.md", "toml")
    (relation,) = tomllib.loads(shown)["tables"]["relations"]
    assert Relation.model_validate(relation).check == "R01"


def test_the_queries_shown_run():
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        create_views(connection)
        for shown in _fenced("data-model.md", "sql"):
            assert connection.execute(text(shown)).all() == []
    engine.dispose()


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_pages_name_only_targets_of_make_that_exist(path):
    targets = set(
        re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = set(re.findall(r"(?:`|^ *)make ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_links_inside_the_repository_lead_somewhere(path):
    page = path.read_text(encoding="utf-8")
    broken = []
    for found in LINK.finditer(FENCE.sub("", page)):
        target, _, anchor = found["target"].partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        aim = path.parent / unquote(target) if target else path
        is_there = aim.exists()
        if is_there and anchor and aim.suffix == ".md":
            is_there = unquote(anchor) in _anchors(aim.read_text(encoding="utf-8"))
        if not is_there:
            broken.append(found["target"])
    assert broken == []


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_pages_name_no_place_on_somebody_s_machine(path):
    page = path.read_text(encoding="utf-8")
    assert re.findall(r"(?:^|[\s`(\"'])/(?:home|root|work|Users|mnt|tmp)/\S*", page) == []
