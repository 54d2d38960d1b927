import pytest
from typer.testing import CliRunner

from query.archive import Archive
from query.cli.program import app
from storage.archive import Archive as KeptArchive
from storage.release.making import make_release
from tests.query.postgres_copy import copied_to
from tests.query.seeds import fill


@pytest.fixture(scope="session")
def archive_path(tmp_path_factory):
    """An archive of the five seed reports, each captured twice; nobody writes to it."""
    folder = tmp_path_factory.mktemp("archive")
    fill(folder)
    return folder / "archive.sqlite"


@pytest.fixture
def archive(archive_path):
    with Archive.open(archive_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def release_path(made_path, tmp_path_factory):
    """The database in a release of the archive that a module made up."""
    with KeptArchive.open(made_path, made_path.parent, is_read_only=True) as kept:
        folder, _ = make_release(kept.engine, kept.blobs, tmp_path_factory.mktemp("releases"))
    return folder / "archive.sqlite"


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param("release", marks=pytest.mark.needs("analysis")),
        pytest.param("postgres", marks=pytest.mark.needs("postgres")),
    ]
)
def made(request, made_path):
    """The archive that a module made up (its ``made_path``), wherever it can be asked."""
    if request.param == "postgres":
        there = copied_to(request.getfixturevalue("postgres"), made_path)
    else:
        there = request.getfixturevalue("release_path") if request.param == "release" else made_path
    with Archive.open(there) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _pipe(monkeypatch, tmp_path):
    """Run every test as in a pipe, in an empty folder, whatever the environment says."""
    for name in ("GONGKAI_ARCHIVE", "GONGKAI_DATA", "FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run():
    """Run `gongkai` with these arguments."""

    def run_(*arguments):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run_


@pytest.fixture
def ask(run, archive_path):
    """Run a command of `gongkai` on the archive of the seeds."""

    def ask_(command, *arguments):
        return run(command, *arguments, "--archive", archive_path)

    return ask_
