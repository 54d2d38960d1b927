"""LibreOffice as a reader of .doc: all files to .docx by one process, which is how it is fastest."""

import resource
import subprocess
import tempfile
from pathlib import Path


def seconds_of_batch(program: str, folder: Path, suffix: str) -> float:
    """Return the processor seconds that one process of LibreOffice takes for all files of a folder."""
    before = _children()
    with tempfile.TemporaryDirectory() as out:
        profile = f"-env:UserInstallation={(Path(out) / 'profile').as_uri()}"
        files = [str(path) for path in sorted(folder.glob(f"*.{suffix}"))]
        command = [
            program,
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            out,
            *files,
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
