"""The API: every question of `gongkai ... --json` as GET /api/v1/..., the same answers in JSON and CSV. Reads only."""

from fastapi import APIRouter, Depends

from query.web.api import figures, findings, index, reports, sources
from query.web.api.asking import BASE, Failure, known_parameters_only

DESCRIPTION = (
    "China's government information disclosure annual reports, cell by cell. The answers are those of the commands "
    "of `gongkai` with `--json`. Numbers are decimal strings; a blank, a slash and a picture are marks, never zero."
)
SAID = {
    300: "the name may mean several publishers: ask again with the id of one of the candidates",
    400: "a day, an instant or a cursor that is none",
    404: "there is no such thing in this archive",
    414: "an address that is too long",
    422: "a parameter that does not fit, or that there is not",
}

described = APIRouter(
    dependencies=[Depends(known_parameters_only)],
    responses={status: {"model": Failure, "description": said} for status, said in SAID.items()},
)
for part in (reports, figures, findings, sources):
    described.include_router(part.router)
router = APIRouter(prefix=BASE)
router.include_router(index.router)
router.include_router(described)
