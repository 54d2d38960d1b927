"""Tasks for executors: a process of another machine finds them by their names."""

import os
import signal
import time
from pathlib import Path

from storage.executing import open_executor


def double(number):
    return 2 * number


def refuse(number):
    message = f"not {number}"
    raise ValueError(message)


def die_once(folder):
    """Be killed the first time, and say so the second."""
    seen = Path(folder) / "seen"
    if not seen.exists():
        seen.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "lives"


def die_at_seven(number):
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return double(number)


def rest(folder):
    """Leave the id of this process, and rest until something happens to it."""
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(600)


def leave_at_seven(number):
    if number == 7:
        os._exit(0)  # as a library does that thinks it is a program
    return double(number)


def give_what_cannot_be_sent(number):
    return (lambda: number) if number == 7 else double(number)


class Mistake(Exception):
    """Cannot be sent: it is made again with one argument, and wants two."""

    def __init__(self, what, number):
        super().__init__(f"{what} {number}")


def raise_what_cannot_be_sent(number):
    if number == 7:
        raise Mistake("not", number)
    return double(number)


def take_too_much_memory(number):
    return double(bytearray(2**62) if number == 7 else number)


def ask_others(numbers):
    """Give work to a process of this process."""
    with open_executor("local:1") as executor:
        return sorted(one.result for one in executor.run(double, numbers))


def say_and_rest(place):
    """Leave a mark that this was begun, and by which process; take a while."""
    Path(place).write_text(str(os.getpid()))
    time.sleep(0.3)
