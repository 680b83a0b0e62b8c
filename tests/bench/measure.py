"""Measures whole processes against each other, for the benches of this folder.

Two commands are run in turn, so that what else the machine does falls on both; what counts is the
ratio of the medians. A line of a result reads

    map, PNG               0.081 s   MapServer 0.295 s   ratio 0.27 (at most 0.33)   cpu 0.40   48 MB

where `cpu` is the ratio of processor time, which a busy machine disturbs less, and MB the most memory
that ours held. Nothing is printed but by report(); nothing fails for being slow unless told so.
"""
import os
import statistics
import sys
import time
from collections import namedtuple

Sample = namedtuple("Sample", "wall cpu megabytes")


def once(command, env=None, cwd=None):
    """Runs a command to its end; its output is dropped. SystemExit when it fails."""
    null = os.open(os.devnull, os.O_RDWR)
    there = os.getcwd()
    os.chdir(cwd or there)
    try:
        start = time.monotonic()
        pid = os.posix_spawnp(command[0], command, env or os.environ,
                              file_actions=[(os.POSIX_SPAWN_DUP2, null, n) for n in range(3)])
        _, status, usage = os.wait4(pid, 0)
        wall = time.monotonic() - start
    finally:
        os.chdir(there)
        os.close(null)
    if status != 0:
        sys.exit(f"{' '.join(command)}: status {os.waitstatus_to_exitcode(status)}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def medians(samples):
    return Sample(*(statistics.median(column) for column in zip(*samples)))


def pair(ours, theirs, runs=7, ours_env=None, theirs_env=None):
    """Medians of both, run in turn; the first run of each only warms the caches."""
    samples = [(once(ours, ours_env), once(theirs, theirs_env)) for _ in range(runs + 1)][1:]
    return medians([a for a, _ in samples]), medians([b for _, b in samples])


def report(what, ours, peer, theirs, at_most=None, share=1):
    """One line. `share`: how many pieces (maps, articles) ours and theirs made, to print one's time."""
    wanted = "" if at_most is None else f" (at most {at_most:.2f})"
    unit, k = ("s ", 1 / share) if share == 1 else ("ms", 1000 / share)
    print(f"{what:<24} {ours.wall * k:8.3f} {unit}  {peer + ' ' + format(theirs.wall * k, '.3f'):>18} {unit}"
          f"  ratio {ours.wall / theirs.wall:.2f}{wanted:<15}  cpu {ours.cpu / theirs.cpu:.2f}"
          f"  {ours.megabytes:4.0f} MB", flush=True)
