"""Whatever the API is asked, it answers as its description says, and never breaks: on SQLite and on Postgres."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from query.web.app import create_app
from tests.query.postgres_copy import copied_to

pytestmark = pytest.mark.needs("web")
POSTGRES = pytest.param("postgres", marks=pytest.mark.needs("postgres"))
OPENAPI = "/api/v1/openapi.json"
REFUSED = SchemathesisConfig.from_dict(
    {"checks": {"negative_data_rejection": {"expected-statuses": [400, 404, 414, 422]}}}
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
EXAMPLES = 60  # requests as they are described, and as many as they are not


@pytest.fixture(scope="session", params=["sqlite", POSTGRES])
def api(request, archive_path):
    if request.param == "sqlite":
        return schemathesis.openapi.from_asgi(
            OPENAPI, create_app(archive_path, archive_path.parent), config=REFUSED
        )
    there = copied_to(request.getfixturevalue("postgres"), archive_path)
    return schemathesis.openapi.from_asgi(OPENAPI, create_app(there, archive_path.parent), config=REFUSED)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fit", "unfit"])
def test_nothing_that_is_asked_breaks_the_api(api, mode):
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=api.as_strategy(generation_mode=mode))
    def asked(case):
        case.call_and_validate(checks=CHECKS)

    asked()
