"""Lines joined end to end."""

from collections import defaultdict

import numpy


def join(lines):
    """Joins lines end to end wherever just two ends meet; ways of lines do not matter."""
    ends = defaultdict(list)
    for i, line in enumerate(lines):
        ends[tuple(line[0])].append(i)
        ends[tuple(line[-1])].append(i)
    used = [False] * len(lines)

    def follow(line, at):
        """The lines after @at, the end of @line, as far as it is clear where to go."""
        while True:
            options = ends[at]
            onward = [i for i in options if not used[i]]
            if len(options) != 2 or len(onward) != 1:
                return line
            used[onward[0]] = True
            more = lines[onward[0]]
            more = more if tuple(more[0]) == at else more[::-1]
            line.append(more[1:])
            at = tuple(more[-1])

    joined = []
    for i, line in enumerate(lines):
        if used[i]:
            continue
        used[i] = True
        forth = follow([line], tuple(line[-1]))
        back = follow([], tuple(line[0]))
        joined.append(numpy.concatenate([piece[::-1] for piece in reversed(back)] + forth))
    return joined
