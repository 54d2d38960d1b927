"""Makes the public face a package where gongkai is installed: a module alone cannot say that it is typed (PEP 561)."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Puts gongkai.py into a wheel as gongkai/__init__.py, beside the marker py.typed. A checkout stays as it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the two files; ``version`` is how it is built: standard, or editable."""
        if version == "standard":
            build_data["force_include"] |= {
                "gongkai.py": "gongkai/__init__.py",
                "py.typed": "gongkai/py.typed",
            }
