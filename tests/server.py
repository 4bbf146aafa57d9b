"""A PostgreSQL server of the tests' own: made in a temporary folder, reached by a socket in it, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_DEBIAN = Path("/usr/lib/postgresql")
_USER = "postgres"
_SPEEDY = ("-c", "max_connections=60", "-c", "shared_buffers=32MB")


def programs() -> Path | None:
    """The folder of the server's programs, of the newest version; None where no server is installed."""
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    other = shutil.which("initdb")
    return Path(other).resolve().parent if other else None


class Server:
    """A running server; `address` is one of a schema of its own."""

    def __init__(self, bin_: Path, home: Path, user: str | None) -> None:
        self.home = home
        self.programs = bin_
        self._user = user
        self._schemas = 0
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make the files of a new database."""
        self._run("initdb", "--pgdata", str(self.home / "data"), "--username", _USER, "--encoding", "UTF8",
                  "--locale", "C.UTF-8", "--auth", "trust", "--no-sync")  # fmt: skip

    def start(self) -> None:
        """Start serving, and wait until it answers."""
        command = [str(self.programs / "postgres"), "-D", str(self.home / "data"), "-k", str(self.home),
                   "-c", "listen_addresses=", *_SPEEDY]  # fmt: skip
        with (self.home / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, user=self._user, start_new_session=True)
        for _ in range(300):
            ready = [str(self.programs / "pg_isready"), "-q", "-h", str(self.home), "-U", _USER, "-d", "postgres"]
            if subprocess.run(ready, check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError(f"the server does not start: {(self.home / 'log').read_text('utf-8')[-500:]}")

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """End it; with SIGKILL every process of it, as a power cut would."""
        if self._process is None:
            return
        if how == signal.SIGKILL:
            os.killpg(self._process.pid, how)
        else:
            self._process.send_signal(how)
        self._process.wait()
        self._process = None

    def address(self) -> str:
        """The address of a new, empty schema."""
        self._schemas += 1
        name = f"ledger_{os.getpid()}_{self._schemas}"
        self.sql(f"CREATE SCHEMA {name} AUTHORIZATION accredit")
        at, options = quote(str(self.home), safe=""), quote(f"-csearch_path={name}", safe="")
        return f"postgresql://accredit@/postgres?host={at}&options={options}"

    def sql(self, words: str) -> None:
        """Run a statement as the server's own administrator."""
        self._run("psql", "-q", "-h", str(self.home), "-U", _USER, "-d", "postgres", "-c", words)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, user=self._user, cwd=self.home)


@contextmanager
def running(bin_: Path) -> Iterator[Server]:
    """A server of one's own; the server itself refuses to be run by root."""
    with tempfile.TemporaryDirectory(prefix="ledger-") as name:
        home, user = Path(name), None
        if os.geteuid() == 0:
            entry = pwd.getpwnam(_USER)
            os.chown(home, entry.pw_uid, entry.pw_gid)
            user = _USER
        server = Server(bin_, home, user)
        server.make()
        server.start()
        # Nobody special: what the ledger may not need, it does not have.
        server.sql("CREATE ROLE accredit LOGIN")
        try:
            yield server
        finally:
            server.stop()
