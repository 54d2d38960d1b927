"""Six more CMS families, a small site each, on hosts that cannot exist."""

from demo.families import directory, gkmlpt, plain, trs, ucap, vsb
from demo.families.family import Family, Lie, answer

FAMILIES: dict[str, Family] = {
    family.host: family
    for family in (directory.SITE, trs.SITE, ucap.STATIC, ucap.SERVICE, gkmlpt.SITE, vsb.SITE, plain.SITE)
}

__all__ = ["FAMILIES", "Family", "Lie", "answer"]
