"""The portals of the demo, by host."""

from demo.jcms_sites import fuyang, xiuzhou
from demo.jpaas_sites import gongshu, linan
from demo.publishing import Site

SITES: tuple[Site, ...] = (linan(), xiuzhou(), fuyang(), gongshu())
