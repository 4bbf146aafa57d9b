"""Archives read by a Ray cluster: pieces go out to its workers, what they find comes back to the one who writes.

Ray runs a piece again when its worker dies. Content has the same ids wherever it is read, and a piece counts once, so
nothing is lost and nothing is there twice. This is the one module that imports ray.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from accredit.crawl.resume import Known, Resume
from accredit.crawl.shards import Done, Joined, Shard, read_shard
from accredit.errors import ClusterError
from accredit.model import Article, Situation
from accredit.pipeline import Extracted, Outcome
from accredit.read import Problem, Progress, archives, is_archive_file, is_gzip, sources
from accredit.sift.sieve import Sieve
from accredit.sift.team import SIZE
from accredit.triage import Screen

LOCAL = "local"
RETRIES = 3
"""How often a piece is tried again whose worker died."""

_SECONDS = 60
"""The most time that a cluster may take to let itself be joined."""

_LOOPBACK = "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"
"""Where this is 0, Ray takes the loopback address for this machine's, on every system: nobody else can reach it."""

_sieves: dict[str, Sieve] = {}


@dataclass(slots=True)
class _Archive:
    """One archive of the job, and what is noted of it."""

    name: str
    known: Known
    joined: Joined


def clustered(
    paths: Iterable[str | Path], situations: Sequence[Situation], resume: Resume, address: str, *, size: int = SIZE
) -> Iterator[str | Article | Outcome]:
    """As `taken`, with the archives read by a cluster, in pieces of `size` bytes.

    `address` is the cluster's, or "local" for one on this machine ("local:2": of two workers). Raises ClusterError
    where there is none.
    """
    paths = list(paths)
    for source in sources(paths):
        if isinstance(source, Problem):
            yield source
        elif source.path is None or not is_archive_file(source.path):
            yield str(source.path or "-")
    job: list[_Archive] = []
    for path in archives(paths):
        name, known = resume.known(path)
        joined = Joined(path, known.place, path.stat().st_size, is_gzip(path))
        if known.pages:
            yield Progress(str(path), known.place.offset, joined.size, before=known.pages, repeated=known.kept)
        if not known.finished:
            joined.cut(size)
            job.append(_Archive(name, known, joined))
    if job:
        with _connected(address) as ray:
            yield from _worked(ray, job, situations, resume)


def _worked(ray: Any, job: Sequence[_Archive], situations: Sequence[Situation], resume: Resume) -> Iterator[Outcome]:
    """Keep the workers busy, and take up what comes back: some pieces wait for each processor, the first ones first."""
    held = ray.put(list(situations))
    task = ray.remote(num_cpus=1, max_retries=RETRIES)(_on_worker)
    waiting = [(at, number) for at, each in enumerate(job) for number in range(len(each.joined.shards))][::-1]
    running: dict[Any, tuple[int, int]] = {}
    most = 2 * max(1, int(ray.cluster_resources().get("CPU", 1)))
    while waiting or running:
        while waiting and len(running) < most:
            at, number = waiting.pop()
            if not job[at].joined.ended:
                running[task.remote(job[at].joined.shards[number], held)] = (at, number)
        if not running:
            return
        (ready, *_), _ = ray.wait(list(running), num_returns=1)
        at, number = running.pop(ready)
        for item in _taken_up(ray, ready, job[at], number, situations, resume):
            if isinstance(item, Shard):
                waiting.append((at, job[at].joined.shards.index(item)))
            else:
                yield item


def _taken_up(
    ray: Any, ready: Any, archive: _Archive, number: int, situations: Sequence[Situation], resume: Resume
) -> Iterator[Outcome | Shard]:
    """What came of one piece, and of those that waited for it; noted once all of it is kept."""
    joined = archive.joined
    try:
        done: Done = ray.get(ready)
    except ray.exceptions.RayError as error:
        words = " ".join(str(error).split())[:150]
        yield from joined.give_up(f"one piece of it ended its worker {RETRIES + 1} times: {words}")
        return
    for item in joined.take(number, done):
        if isinstance(item, Extracted) and resume.repeats(item, situations):
            item = replace(item, readings=(), repeated=True)
        yield item
        if isinstance(item, Progress):
            archive.known = replace(archive.known, pages=archive.known.pages + item.pages)
        elif isinstance(item, Extracted) and resume.holds(item.article.key):
            archive.known = archive.known.with_article(item.article.key)
    archive.known = replace(archive.known, place=joined.place, finished=joined.finished)
    resume.keep(archive.name, archive.known)


def _on_worker(shard: Shard, situations: list[Situation]) -> Done:
    """Runs in a worker, which keeps its sieve for the next piece."""
    key = ",".join(s.digest for s in situations)
    if key not in _sieves:
        _sieves[key] = Sieve(Screen.of(situations))
    return read_shard(shard, _sieves[key], situations)


def _answers(address: str) -> bool:
    """Whether a cluster can be joined there. Asked by a process of its own: where none is, Ray ends the asking one."""
    asking = "import ray, sys; ray.init(address=sys.argv[1], log_to_driver=False, logging_level='error')"
    soon = {"RAY_gcs_rpc_server_reconnect_timeout_s": "5", "RAY_gcs_server_request_timeout_seconds": "5"}
    try:
        command = [sys.executable, "-P", "-c", asking, address]
        asked = subprocess.run(command, check=False, capture_output=True, env=os.environ | soon, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return asked.returncode == 0


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Ray, joined to a cluster or to one of its own that ends with this. Nothing is told to anybody."""
    name, _, workers = address.partition(":")
    # Read by Ray when it is imported, here and in each process that it starts.
    os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
    if name == LOCAL:
        os.environ[_LOOPBACK] = "0"
    try:
        import ray
    except ImportError as error:
        raise ClusterError("--cluster needs the extra: pip install 'accredit[cluster]'") from error
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "error"}
    try:
        if name == LOCAL:
            count = int(workers) if workers.isdigit() and int(workers) else os.cpu_count() or 1
            ray.init(address="local", num_cpus=count, include_dashboard=False, _node_ip_address="127.0.0.1", **quiet)
        elif not _answers(address):
            raise ConnectionError("nothing there can be joined")
        else:
            ray.init(address=address, **quiet)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        raise ClusterError(f"{address}: no Ray cluster answers: {' '.join(str(error).split())[:200]}") from error
    try:
        yield ray
    finally:
        ray.shutdown()
