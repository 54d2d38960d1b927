"""croissant.json of a release: schema.org/Dataset as JSON-LD (Croissant 1.0), for searches of data sets.

mlcroissant 1.1.1 found it valid, with no errors; it is no dependency, for it brings scipy and networkx.
"""

import json
from pathlib import Path

from storage.backup import file_digest
from storage.release.checksums import SUMS, files_of
from storage.release.facts import LICENCE_URL, TITLE_EN, TITLE_ZH, Release
from storage.release.metadata import media_type
from storage.release.originals import ORIGINALS
from storage.release.written_pages import citation

CARD = "croissant.json"
_CROISSANT = (
    "citeAs", "column", "extract", "field", "fileProperty", "fileObject", "fileSet", "format", "includes",
    "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex", "repeated",
    "replace", "samplingRate", "separator", "source", "subField", "transform", "equivalentProperty",
)  # fmt: skip
# The context that Croissant 1.0 prescribes, whether its words are used here or not.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{word: f"cr:{word}" for word in _CROISSANT},
}


def write_dataset_card(folder: Path, release: Release) -> None:
    """Describe every file that stands in a folder by now, but for originals."""
    said = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "gongkai",
        "alternateName": TITLE_ZH,
        "description": f"{TITLE_EN}: {release.report_count} reports, cell by cell.",
        "version": release.label,
        "datePublished": f"{release.as_of:%Y-%m-%d}",
        "license": LICENCE_URL,
        "inLanguage": ["zh", "en"],
        "creator": {"@type": "sc:Organization", "name": "The Gongkai contributors"},
        "citeAs": citation(release),
        "isBasedOn": [one.url for one in release.sources],
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": path,
                "name": path,
                "contentUrl": path,
                "contentSize": f"{(folder / path).stat().st_size} B",
                "encodingFormat": media_type(path),
                "sha256": file_digest(folder / path),
            }
            for path in files_of(folder)
            if path != SUMS and not path.startswith(f"{ORIGINALS}/")
        ],
    }
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    (folder / CARD).write_text(text, encoding="utf-8", newline="\n")
