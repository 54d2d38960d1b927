"""What is installed by pip: all that a run reads, and the marks by which type checkers believe the annotations."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PACKAGES = ("parsers", "checks", "storage", "query", "crawler", "demo")


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The names in a wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=REPOSITORY, check=True, capture_output=True)
    (wheel,) = folder.iterdir()
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_public_face_and_every_package_say_that_they_are_typed(installed):
    assert "gongkai/__init__.py" in installed
    assert {f"{name}/py.typed" for name in ("gongkai", *PACKAGES)} <= installed


def test_every_file_of_the_packages_is_in_it(installed):
    there = [path for package in PACKAGES for path in (REPOSITORY / package).rglob("*") if path.is_file()]
    listed = {path.relative_to(REPOSITORY).as_posix() for path in there if path.suffix != ".pyc"}
    assert listed - installed == set()
    assert not [name for name in installed if name.startswith(("tests/", "docs/", "benchmarks/", "data/"))]
