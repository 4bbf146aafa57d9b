"""`docs/commands.md` from the help pages themselves, so that the two cannot differ.

`python -m accredit.cli.reference > docs/commands.md` writes it again.
"""

from __future__ import annotations

import click

_HEAD = """# Commands

Every command's own help, as `accredit COMMAND --help` prints it.
Made by `python -m accredit.cli.reference`; a test keeps it in step.

Exit codes: 0 done; 1 failed, or some article could not be read (all others were); 2 asked wrongly; 130 interrupted.
A failure is one line on stderr.

What `--json` prints is held to a JSON Schema in [schemas](schemas): `read.json`, `fetch.json`, `watch.json`,
`alert-sent.json` (`alert-status.json` with `accredit alert status`), `exports.json`, `status.json` (`states.json` with
`--states`), `show.json`, `matrix.json`, `diff.json`, `log.json`, `compare.json`, `panel.json`, `gaps.json`,
`rulings.json`, `check.json`, `backup.json`, `merge.json`, `reread.json`, `redact.json`, `compare-extractors.json`,
`plugins.json`, `situation-list.json`, `situation-check.json`, `demo.json`. `accredit quotes --json` prints one line a
file, each held
to `quotes.json`; `accredit extract --jsonl` prints lines of [the claim contract](contract.md).
"""


_WIDTH = 100


def commands_page(program: click.Group) -> str:
    """The page: the program's help, then that of each command in the order of the program's list."""
    with _context(program, "accredit") as context:
        sections = [("accredit", program.get_help(context))]
        for name in program.list_commands(context):
            command = program.get_command(context, name)
            if command is not None:
                sections += _sections(command, name, context)
    pages = (f"## {name}\n\n```text\n{_trimmed(page)}\n```\n" for name, page in sections)
    return "\n".join([_HEAD, *pages])


def _sections(command: click.Command, name: str, parent: click.Context) -> list[tuple[str, str]]:
    """The help of a command and, under it, of the commands that it has."""
    with _context(command, name, parent) as context:
        found = [(context.command_path, command.get_help(context))]
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                found += _sections(command.commands[inner], inner, context)
    return found


def _context(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    """As on a terminal of 100 columns."""
    return command.context_class(
        command, parent, name, terminal_width=_WIDTH, max_content_width=_WIDTH, **command.context_settings
    )


def _trimmed(page: str) -> str:
    return "\n".join(line.rstrip() for line in page.splitlines())


if __name__ == "__main__":
    from accredit.cli import main

    click.echo(commands_page(main), nl=False)
