"""Validators of pages that only lead to a file: "见附件". They are no publications, so the archive keeps none.

A file beside the archive, ``data/leads/<portal>.json``: an optimisation, to be deleted at any time. It
is believed only for pages whose files the archive holds, so that an archive begun anew asks for all.
"""

import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path

from scrapy.http import Response

from storage.url_key import url_key

logger = logging.getLogger(__name__)
VALIDATORS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
Conditions = dict[str, dict[str, str]]  # url_key -> headers that ask "only if it changed"


class Leads:
    """The validators of one portal's pages, as they were when the run began, and what it saw since."""

    def __init__(self, portal: str) -> None:
        self._path = Path(os.environ.get("GONGKAI_DATA") or "data") / "leads" / f"{portal}.json"
        self.known: Mapping[str, dict[str, str]] = _read(self._path)
        self._seen: Conditions = {}

    def note(self, url: str, response: Response) -> None:
        """Keep the validators of a page that was read whole and only leads to files."""
        told = {asked: response.headers.get(name) for name, asked in VALIDATORS.items()}
        self._seen[url_key(url)] = {name: value.decode("latin-1") for name, value in told.items() if value}

    def save(self) -> None:
        """Write what is known now, whole or not at all; without it the next run only asks for more."""
        if not self._seen:
            return
        unfinished = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(json.dumps({**self.known, **self._seen}, indent=0), encoding="utf-8")
            unfinished.replace(self._path)
        except OSError as error:
            logger.warning("validators of pages are not kept: %s", error)


def _read(path: Path) -> Conditions:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(key): {str(name): str(value) for name, value in told.items()} for key, told in found.items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        logger.warning("%s is not used: %s", path, error)
        return {}
