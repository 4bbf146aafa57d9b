"""Serves the tools with the official SDK, on standard input and output: nothing listens, nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from accredit.errors import AccreditError
from accredit.mcp.tools import NOTE, Tools

P = ParamSpec("P")

_READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def server(tools: Tools) -> MCPServer[Any]:
    """The server with its six tools."""
    made: MCPServer[Any] = MCPServer(
        "accredit", instructions=f"Who runs which diplomatic mission, and who says so. {NOTE}"
    )
    for tool in (tools.status, tools.as_of, tools.who_says_what, tools.evidence, tools.compare, tools.search):
        made.add_tool(_told(tool), name=tool.__name__, description=tool.__doc__, annotations=_READ_ONLY)
    return made


def serve(tools: Tools) -> None:
    """Answer on standard input and output until the other side leaves."""
    server(tools).run("stdio")


def _told(tool: Callable[P, dict[str, Any]]) -> Callable[P, dict[str, Any]]:
    """The tool with our errors in the words of the protocol: asked wrongly is an answer, not a crash."""

    @wraps(tool)
    def asked(*given: P.args, **named: P.kwargs) -> dict[str, Any]:
        try:
            return tool(*given, **named)
        except AccreditError as error:
            raise ToolError(str(error)) from None

    return asked
