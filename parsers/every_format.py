"""Loads every format at once, for a server that readers are forked from: each would load it for itself."""

from parsers.formats import MODULES, load

for name in sorted(set(MODULES.values())):
    load(name)
