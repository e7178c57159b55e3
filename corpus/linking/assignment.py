"""Pairs that are best together: the assignment problem, where a row may stay alone."""

from __future__ import annotations

from collections.abc import Sequence


def assign(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Rows and columns paired so that the sum of *worth* is the greatest; pairs worth 0 or less stay apart.

    Each row and each column is in one pair at most. Kuhn–Munkres with potentials, O(rows² · columns)
    (E-maxx, "Assignment problem", after Kuhn 1955).

    >>> assign([[0.9, 0.8], [0.8, 0.1]]), assign([[0.9, -1.0], [0.8, -1.0]])
    ([(0, 1), (1, 0)], [(0, 0)])
    """
    if not worth or not worth[0]:
        return []
    best = [max(range(len(row)), key=row.__getitem__) for row in worth]
    wanted = [(row, column) for row, column in enumerate(best) if worth[row][column] > 0]
    if len({column for _, column in wanted}) == len(wanted):
        return wanted  # no two rows want one column
    if len(worth) > len(worth[0]):
        turned = assign([list(column) for column in zip(*worth, strict=True)])
        return sorted((row, column) for column, row in turned)
    costs = [[-max(value, 0.0) for value in row] for row in worth]
    pairs = enumerate(_columns(costs))
    return [(row, column) for row, column in pairs if worth[row][column] > 0]


def _columns(costs: Sequence[Sequence[float]]) -> list[int]:
    """The column of each row at the least cost; no more rows than columns."""
    rows, columns = len(costs), len(costs[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # column → row, both from 1; 0 is free
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        slack, came_from = [float("inf")] * (columns + 1), [0] * (columns + 1)
        visited = [False] * (columns + 1)
        while owner[column]:
            visited[column] = True
            here, step, following = owner[column], float("inf"), 0
            for other in range(1, columns + 1):
                if visited[other]:
                    continue
                reduced = costs[here - 1][other - 1] - row_price[here] - column_price[other]
                if reduced < slack[other]:
                    slack[other], came_from[other] = reduced, column
                if slack[other] < step:
                    step, following = slack[other], other
            for other in range(columns + 1):
                if visited[other]:
                    row_price[owner[other]] += step
                    column_price[other] -= step
                else:
                    slack[other] -= step
            column = following
        while column:
            owner[column], column = owner[came_from[column]], came_from[column]
    found = [0] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            found[owner[column] - 1] = column - 1
    return found
