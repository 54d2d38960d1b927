"""Where portal files lie: who asks for a portal by its name may mean one that nobody has visited yet."""

import os
from pathlib import Path

BUNDLED = Path(__file__).parent.parent / "crawler" / "portals"
ENVIRONMENT = "GONGKAI_PORTALS"


def portal_folders() -> tuple[Path, ...]:
    """Return the folders of portal files: the bundled one, then those of GONGKAI_PORTALS."""
    extra = os.environ.get(ENVIRONMENT, "")
    return (BUNDLED, *(Path(part) for part in extra.split(os.pathsep) if part))


def described_portals() -> frozenset[str]:
    """Return the ids of the portals that have a file, which is named after its portal."""
    return frozenset(path.stem for folder in portal_folders() for path in folder.glob("*.toml"))
