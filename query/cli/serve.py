"""`gongkai serve`: the archive as web pages."""

from typing import Annotated

import typer

from query.cli.failures import tells_failures
from query.cli.options import ArchiveOption
from query.cli.terminal import write

EXAMPLES = (
    "gongkai serve",
    "gongkai serve --port 8080 --archive data/releases/2026.11.1/archive.sqlite",
)


@tells_failures
def serve(
    context: typer.Context,
    *,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")
    ] = 8000,
    archive: ArchiveOption = None,
) -> None:
    """Show the archive as web pages, in Chinese and English, until it is stopped. Nothing can be written."""
    try:
        import uvicorn  # noqa: PLC0415  # an extra

        from query.web.app import create_app  # noqa: PLC0415
    except ImportError as missing:
        write(f"the pages need the extra web ({missing.name} is not there): pip install 'gongkai[web]'")
        raise typer.Exit(1) from missing
    app = create_app(archive or context.obj)
    write(f"http://{host}:{port}/ until Ctrl-C")
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
