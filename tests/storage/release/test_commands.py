"""`gongkai release` and `gongkai verify-release` as whoever types them meets them."""

import hashlib
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from query.cli.program import app
from tests.storage.plain_reader import crawl_once, fetched, report_body


@pytest.fixture
def filled(archive, tmp_path):
    crawl_once(archive, fetched(report_body()))
    return tmp_path


@pytest.fixture
def run(filled, monkeypatch):
    monkeypatch.chdir(filled)

    def run_(*arguments):
        return CliRunner().invoke(app, ["--archive", "archive.sqlite", *map(str, arguments)])

    return run_


@pytest.mark.needs("analysis")
def test_a_release_is_made_verified_and_refused_a_second_time(run, filled):
    made = run("release")
    assert made.exit_code == 0, made.output
    assert made.stdout.startswith("1 reports are in data/releases/2026.11.1, as of 2026-11-")
    assert "set GONGKAI_CONTACT" in made.stderr
    folder = filled / "data" / "releases" / "2026.11.1"
    whole, published = run("verify-release", folder).stdout.splitlines()
    assert whole == "2026.11.1 is whole: every file is as its SHA256SUMS says"
    digest = hashlib.sha256((folder / "SHA256SUMS").read_bytes()).hexdigest()
    assert published.endswith(digest)
    assert made.stdout.splitlines()[1].endswith(digest)
    again = run("release", "--label", "2026.11.1")
    assert (again.exit_code, "never changed" in again.stderr) == (1, True)


@pytest.mark.needs("analysis")
def test_what_changed_since_the_last_release_is_told(run, archive):
    run("release")
    crawl_once(archive, fetched(report_body(4), day=2))
    made = run("release")
    assert made.stdout.splitlines()[2:] == [
        "  1 figure_changed (publisher) since 2026.11.1",
        "  1 version_replaced (publisher) since 2026.11.1",
    ]


@pytest.mark.needs("analysis")
def test_a_damaged_release_ends_with_1_and_names_the_file(run, filled):
    run("release")
    path = filled / "data" / "releases" / "2026.11.1" / "reports.csv"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"x")
    told = run("verify-release", path.parent)
    assert told.exit_code == 1
    assert "reports.csv is not what SHA256SUMS says" in told.stderr


@pytest.mark.needs("analysis")
def test_whoever_runs_the_archive_is_named_as_the_place_for_errors(run, filled, monkeypatch):
    monkeypatch.setenv("GONGKAI_CONTACT", "errors@example.org")
    assert run("release", "--out", "there").stderr == ""
    assert "errors@example.org" in (filled / "there" / "2026.11.1" / "README.md").read_text(encoding="utf-8")


@pytest.mark.needs("analysis")
def test_a_release_is_verified_from_within_as_its_readme_says(run, filled, monkeypatch):
    run("release")
    monkeypatch.chdir(filled / "data" / "releases" / "2026.11.1")
    assert run("verify-release", ".").stdout.startswith("2026.11.1 is whole")


@pytest.mark.needs("analysis")
@pytest.mark.parametrize("how", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_a_release_that_is_broken_off_leaves_no_half_folder(run, filled, monkeypatch, how):
    from storage.release import making

    def broken(*_):
        raise how

    monkeypatch.setattr(making, "write_dataset_card", broken)
    told = run("release")
    assert told.exit_code in {1, 130}
    assert list((filled / "data" / "releases").iterdir()) == []


@pytest.mark.needs("analysis")
def test_a_label_that_is_none_is_wrong_usage(run):
    told = run("release", "--label", "november")
    assert (told.exit_code, "YYYY.MM.N" in told.stderr) == (2, True)


@pytest.mark.parametrize("words", [("release",), ("verify-release", "nowhere")])
def test_without_the_extra_the_commands_say_what_to_install(words):
    start = f"import sys; sys.modules['pyarrow'] = None; sys.argv[1:] = {words!r}; from query.cli import main; main()"
    told = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=False)
    assert (told.returncode, "pip install 'gongkai[analysis]'" in told.stderr) == (1, True), told.stderr


def test_the_program_starts_without_the_extra():
    """What a release says of itself is read by pages and charts, which need no writer of Parquet."""
    block = "import sys; sys.modules.update(dict.fromkeys(['pyarrow', 'pandas', 'polars', 'pyreadstat'])); "
    subprocess.run([sys.executable, "-c", f"{block}import gongkai, query.cli"], check=True)
