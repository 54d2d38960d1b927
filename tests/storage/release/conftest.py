import shutil

import pytest

from storage.archive import Archive
from tests.query.seeds import fill


@pytest.fixture(scope="session")
def seeds(tmp_path_factory):
    """The folder of an archive of the five real reports, crawled twice; nobody writes to it."""
    folder = tmp_path_factory.mktemp("seeds")
    fill(folder)
    return folder


@pytest.fixture(scope="session")
def made(seeds, tmp_path_factory):
    """A release of that archive, with its originals; nobody writes to it."""
    return release_of(seeds, tmp_path_factory.mktemp("releases"), has_originals=True)


@pytest.fixture
def loose(made, tmp_path):
    """A copy of the release that may be damaged."""
    copy = shutil.copytree(made, tmp_path / made.name)
    for path in (copy, *copy.rglob("*")):
        path.chmod(0o755)
    return copy


def release_of(folder, out, **rest):
    from storage.release.making import (
        make_release,
    )  # needs the extra, which may be missing where tests are counted

    with Archive.open(folder / "archive.sqlite", folder, is_read_only=True) as archive:
        return make_release(archive.engine, archive.blobs, out, **rest)[0]
