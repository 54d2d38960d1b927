"""Command line of the replica: `python -m demo serve`, and `python -m demo change ORIGIN ...` beside it."""

import argparse
import json
import signal
import sys
import threading
from types import FrameType
from typing import Any

from demo.control import ReplicaRefused, ask, change
from demo.replica import TROUBLES, Replica


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused by the replica, 2 wrong usage."""
    options = vars(_parser().parse_args(arguments))
    command = options.pop("command")
    if command == "serve":
        return _serve(**options)
    try:
        result = _asked(command, options)
    except (ReplicaRefused, OSError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    if result is not None:
        sys.stdout.write(
            result if isinstance(result, str) else json.dumps(result, ensure_ascii=False, indent=1)
        )
        sys.stdout.write("\n")
    return 0


def _asked(command: str, options: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    origin = options.pop("origin")
    if command != "change":
        return ask(origin, "GET", f"/{command}")
    name = options.pop("change")
    return change(origin, name, {key: value for key, value in options.items() if value is not None})


def _serve(port: int, trouble: list[list[str]]) -> int:
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with Replica(port) as replica:
        for kind, subject in trouble:
            replica.trouble(kind, subject)
        sys.stdout.write(f"{replica.origin}\n")
        sys.stdout.flush()
        stopped.wait()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m demo", description="a replica of four portals on loopback")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="serve until stopped; the first line printed is the origin")
    serve.add_argument("--port", type=int, default=0)
    serve.add_argument(
        "--trouble",
        nargs=2,
        action="append",
        default=[],
        metavar=("KIND", "SUBJECT"),
        help=", ".join(TROUBLES),
    )
    for name, meaning in (("requests", "how often what was asked"), ("urls", "where the reports stand")):
        commands.add_parser(name, help=meaning).add_argument("origin")
    changes = commands.add_parser("change", help="change what a running replica shows")
    changes.add_argument("origin")
    _add_changes(changes.add_subparsers(dest="change", required=True))
    return parser


def _add_changes(changes: Any) -> None:  # noqa: ANN401 - argparse gives its sub-parsers no public type
    edit = changes.add_parser("edit", help="change one cell in place")
    edit.set_defaults(change="edit_cell")
    for name in ("case", "key", "text"):
        edit.add_argument(name)
    edit.add_argument("--where", choices=("page", "file", "both"))
    repost = changes.add_parser("repost", help="publish again, marked 更正, with one cell changed")
    repost.add_argument("case")
    repost.add_argument("key", nargs="?")
    repost.add_argument("text", nargs="?")
    for name in ("touch", "withdraw", "restore"):
        changes.add_parser(name).add_argument("case")
    changes.add_parser("republish_template").add_argument("host")
    trouble = changes.add_parser("trouble", help=", ".join(TROUBLES))
    trouble.add_argument("kind", choices=TROUBLES)
    trouble.add_argument("subject", help="a case or a portal host")
    trouble.add_argument("--where", choices=("page", "file", "column", "list", "robots", "site"))
    trouble.add_argument("--times", type=int)
    changes.add_parser("calm", help="end every trouble")
    changes.add_parser("forget_requests", help="begin to count anew")


if __name__ == "__main__":
    sys.exit(main())
