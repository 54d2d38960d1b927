"""Whatever is captured in whatever order, Postgres says what a notebook would say."""

import pytest
from hypothesis import HealthCheck, settings

from tests.storage.test_any_sequence import ROUNDS, Notebook

pytestmark = pytest.mark.needs("postgres")


@pytest.fixture(autouse=True, scope="module")
def _server(postgres):
    OnPostgres.server = postgres


class OnPostgres(Notebook):
    """The same notebook beside an archive on Postgres."""

    def place(self, folder):
        self.lent = self.server.lent_database()
        return self.lent.__enter__()

    def teardown(self):
        super().teardown()
        self.lent.__exit__(None, None, None)


TestAnySequenceOnPostgres = OnPostgres.TestCase
TestAnySequenceOnPostgres.settings = settings(
    max_examples=2 * ROUNDS, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
