"""A crawl that ends with who started it: a worker that was killed must not leave a portal held by an orphan."""

import os
import signal
import sys
import threading


def hold_on() -> None:
    """Be killed when standard input ends: whoever started us holds its other end, and is dead then.

    Killed, and not stopped: another may be crawling the portal already, and a killed crawl is gone on with.
    """

    def follow() -> None:
        while os.read(sys.stdin.fileno(), 1024):
            pass
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=follow, name="tether", daemon=True).start()
