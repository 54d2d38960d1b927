"""Why a request is not sent, or its answer not used: exceptions that a capture can name."""

from scrapy.exceptions import IgnoreRequest

from crawler.warc import Kept


class Refusal(IgnoreRequest):
    """A request that we ourselves hold back."""


class AddressPrivate(Refusal):
    """The host's name leads into a private network."""


class Halted(Refusal):
    """The run may not go on: the disk is full, or another process holds the portal."""


class HostForeign(Refusal):
    """The address is on a host that the portal file does not name."""


class HostStopped(Refusal):
    """The host turned us away earlier in this run.

    ``was_asked`` says that it was asked for this address before that, and should have been once more;
    ``kept`` is where that exchange lies, where evidence is kept.
    """

    def __init__(self, message: str, *, was_asked: bool = False, kept: Kept | None = None) -> None:
        super().__init__(message)
        self.was_asked, self.kept = was_asked, kept


class NotRecorded(Refusal):
    """A replay was asked for something that its evidence does not hold."""


class RobotsForbid(Refusal):
    """robots.txt forbids the address."""


class RobotsUnreachable(Refusal):
    """robots.txt could not be read, which RFC 9309 takes for a ban until it can."""


class WindowClosed(Refusal):
    """The hours in which the portal may be crawled are over."""
