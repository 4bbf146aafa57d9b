"""The program's frame: the one place where an error becomes a line on stderr and an exit code.

0: done. 1: failed. 2: asked wrongly. 130: interrupted.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from accredit.errors import AccreditError, QuestionError

FAILED, ASKED_WRONGLY, INTERRUPTED = 1, 2, 130


class Program(click.Group):
    """A click group whose failures are one line each; defects of our own keep their traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of use, not of the alphabet."""
        return list(self.commands)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line and end the process with its exit code."""
        _speak_utf8()
        try:
            code = super().main(args, prog_name or "accredit", complete_var, standalone_mode=False, **extra)
            sys.stdout.flush()
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            code = ASKED_WRONGLY
        except click.ClickException as error:
            code = _say(error.format_message(), ASKED_WRONGLY, _help_hint(error))
        except click.Abort:
            code = _say("interrupted", INTERRUPTED)
        except QuestionError as error:
            code = _say(str(error), ASKED_WRONGLY)
        except AccreditError as error:
            code = _say(str(error), FAILED)
        except OSError as error:
            # Whoever read our output has left (`| head`): say nothing.
            code = FAILED if error.errno == errno.EPIPE else _say(_os_words(error), FAILED)
        except RuntimeError as error:
            # What Python up to 3.11 makes of an interrupt that met it while a loaded module made a class.
            if not isinstance(error.__cause__, KeyboardInterrupt):
                raise
            code = _say("interrupted", INTERRUPTED)
        _drop_unwritable()
        sys.exit(code or 0)


def _speak_utf8() -> None:
    """What is piped is UTF-8 on every system, as JSON must be; a terminal keeps its own, with escapes for the rest."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _say(message: str, code: int, hint: str = "") -> int:
    click.echo(f"accredit: {' '.join(message.split())}{hint}", err=True)
    return code


def _os_words(error: OSError) -> str:
    return ": ".join(str(part) for part in (error.filename, error.strerror or type(error).__name__) if part)


def _drop_unwritable() -> None:
    """What still waits for a full disk or a closed pipe goes nowhere; the interpreter would fail on it at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _help_hint(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f" (see {context.command_path if context else 'accredit'} --help)"


def version() -> str:
    """The installed version; from a bare checkout, 0 with a note."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("accredit")
    except PackageNotFoundError:
        return "0 (not installed)"


def show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """Print the version and end, when `--version` is given."""
    if wanted:
        click.echo(f"accredit {version()}")
        context.exit()
