"""Conversion by LibreOffice, where it is present: only for making files, never in `make test`."""

import shutil
import subprocess
import tempfile
from pathlib import Path

_FILTERS = {"doc": "doc:MS Word 97", "xls": "xls:MS Excel 97", "odt": "odt", "rtf": "rtf", "pdf": "pdf"}
_LONGEST = 600  # seconds
_BATCH = 20


class OfficeMissing(Exception):
    """LibreOffice, or the part of it that a conversion needs, is not installed."""


def is_present() -> bool:
    """Whether LibreOffice is on PATH."""
    return shutil.which("soffice") is not None


def convert(bodies: list[bytes], suffix: str, target: str) -> list[bytes]:
    """Return the files in another format, in their order; raises ``OfficeMissing``."""
    program = shutil.which("soffice")
    if program is None:
        raise OfficeMissing("LibreOffice (soffice) is not on PATH: this look cannot be made here")
    converted: list[bytes] = []
    for start in range(0, len(bodies), _BATCH):
        converted += _convert(program, bodies[start : start + _BATCH], suffix, target)
    return converted


def _convert(program: str, bodies: list[bytes], suffix: str, target: str) -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        sources = [at / f"{number:04d}.{suffix}" for number in range(len(bodies))]
        for path, body in zip(sources, bodies, strict=True):
            path.write_bytes(body)
        command = [
            program, f"-env:UserInstallation={(at / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", _FILTERS[target], "--outdir", str(at / "out"), *map(str, sources),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST)  # noqa: S603
        made = [at / "out" / f"{path.stem}.{target}" for path in sources]
        if not all(path.exists() for path in made):
            message = f"this LibreOffice makes no {target} of a {suffix}: a part of it is not installed"
            raise OfficeMissing(message)
        return [path.read_bytes() for path in made]
