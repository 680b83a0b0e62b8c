#!/usr/bin/env python3
"""Runs the cases of the command line: run.py YAQUT [CASE...]

A folder is a case: `cmd` is a shell script, run in an empty folder of its own with $YAQUT (the
program), $CASE (this folder) and $ROOT (the checkout); `stdout`, `stderr` (each a text, or a regular
expression where its first line is `#regex`; not compared when missing) and `status` (0 when missing) are what it
must give. A new case needs no code. A `cmd` that exits with 77 is skipped, and says why.
"""
import os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def read(path):
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as f:
        return f.read()


def matches(want, got):
    if want is None:
        return True
    if want.startswith("#regex\n"):
        return re.fullmatch(want[7:].rstrip("\n"), got.rstrip("\n"), re.S) is not None
    return want == got


def run(yaqut, case):
    """None when it passes, "skip: why", or what went wrong."""
    folder = os.path.join(HERE, case)
    env = dict(os.environ, YAQUT=yaqut, CASE=folder, ROOT=ROOT, LC_ALL="C.UTF-8")
    with tempfile.TemporaryDirectory() as work:
        done = subprocess.run(["sh", os.path.join(folder, "cmd")], cwd=work, env=env,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    if done.returncode == 77:
        return "skip: " + (out + err).strip()
    wanted = int(read(os.path.join(folder, "status")) or 0)
    if done.returncode != wanted:
        return f"status {done.returncode}, not {wanted}\n{out}{err}"
    for name, got in (("stdout", out), ("stderr", err)):
        want = read(os.path.join(folder, name))
        if not matches(want, got):
            return f"{name} is\n{got}\nnot\n{want}"
    return None


def main():
    yaqut = os.path.abspath(sys.argv[1])
    cases = sys.argv[2:] or sorted(d for d in os.listdir(HERE)
                                   if os.path.exists(os.path.join(HERE, d, "cmd")))
    failed = skipped = 0
    for case in cases:
        problem = run(yaqut, case)
        skip = problem is not None and problem.startswith("skip: ")
        failed += problem is not None and not skip
        skipped += skip
        print("ok" if problem is None else "skip" if skip else "FAIL", case, problem or "")
    print(f"{len(cases) - failed - skipped} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed or len(cases) == 0 else 0)


if __name__ == "__main__":
    main()
