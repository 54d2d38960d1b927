"""Zip packages with the same bytes each time."""

import io
import zipfile
from collections.abc import Mapping

_DATE = (2021, 1, 20, 9, 0, 0)


def pack(members: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of these members, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, body in members.items():
            member = zipfile.ZipInfo(name, _DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, body)
    return out.getvalue()
