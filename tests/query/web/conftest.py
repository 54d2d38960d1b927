import pytest
from fastapi.testclient import TestClient

from query.web.app import create_app


@pytest.fixture(scope="session")
def site(archive_path):
    """The site over the archive of the five seed reports."""
    with TestClient(create_app(archive_path, archive_path.parent)) as client:
        yield client


@pytest.fixture
def see(site):
    """Get a page, which must be there; return its text."""

    def see_(path, **query):
        response = site.get(path, params=query)
        assert response.status_code == 200, response.text
        return response.text

    return see_
