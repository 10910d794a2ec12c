"""Plays a page of docs/: its blocks are run statement by statement in one process, and each shows the lines that the page says."""

import ast
import contextlib
import io
import os
import pathlib
import re
import sys

from steps import step

CHECKOUT = pathlib.Path(__file__).resolve().parents[3]
BLOCK = re.compile(r"^```(python|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page):
    """The commands of the page with the line they begin in, and the lines they show."""
    result = []
    for match in BLOCK.finditer(page):
        if match[1] == "python":
            result.append((page.count("\n", 0, match.start()) + 1, match[2], []))
        else:
            result[-1][2].extend(match[2].splitlines())
    return result


def show(told, expected):
    """Each line is there, in this order."""
    lines = iter(told.splitlines())
    for line in expected:
        pattern = ".*".join(re.escape(part) for part in line.split("…"))
        if not any(re.fullmatch(pattern, seen) for seen in lines):
            raise AssertionError(f"{line!r} is not shown, but:\n{told}")


def run(page, first, code, expected, names):
    """Whether the block ran to its end: what follows needs it."""
    told = io.StringIO()
    for statement in ast.parse(code).body:
        source = ast.get_source_segment(code, statement).splitlines()[0]
        done = False
        with step(f"line {first + statement.lineno}, {source}"):
            with contextlib.redirect_stdout(told):
                exec(compile(ast.Module([statement], []), f"{page}:{first}", "exec"), names)
            done = True
        if not done:
            return False
    if expected:
        with step(f"line {first} shows what the page says"):
            show(told.getvalue(), expected)
    return True


def play(page):
    """Plays the blocks in their order, up to the first that does not end."""
    os.chdir(CHECKOUT)
    names = {"__name__": "page"}
    for first, code, expected in blocks((CHECKOUT / page).read_text()):
        if not run(page, first, code, expected, names):
            sys.exit(1)
