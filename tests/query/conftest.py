import pytest
from typer.testing import CliRunner

from query.archive import Archive
from query.cli.program import app
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
