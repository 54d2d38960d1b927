"""What the first reader would wait for, done once when a process begins to serve."""

import gc
from functools import cache

from checks.catalogue import catalogue
from checks.messages import labels
from parsers.divisions import known_divisions
from query.figures import figure_groups
from query.web.language import texts
from query.web.rendering import environment


@cache
def warm_up() -> None:
    """Read texts, forms, the crosswalk, checks and divisions, and translate the templates.

    What is there then stays for good, so the garbage collector no longer walks through it: that would hold up
    one page in some dozens for a tenth of a second.
    """
    for name in environment().list_templates():
        environment().get_template(name)
    for read in (texts, labels, catalogue, known_divisions, figure_groups):
        read()
    gc.collect()
    gc.freeze()
