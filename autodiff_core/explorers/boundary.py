"""Where a function of the plane is above a level and where it crosses it, as the paths of an SVG.

The function is known at the points of a grid, and taken as straight along each side of a cell between them.
A path counts in cells: x from the left, y from the top. (Each cell is cut at the level for itself, which is
known as marching squares.)
"""

from __future__ import annotations

import numpy as np

CORNERS = ((0, 0), (0, 1), (1, 1), (1, 0))  # of a cell, as (row, column), once around


def region_path(heights: np.ndarray, level: float = 0.0) -> str:
    """The path around all that is above `level`. heights: shape (rows, columns), the first row on top."""
    whole, _ = _kinds(heights, level)
    parts = []
    for row, full in enumerate(whole):
        # In each row of cells, neighbours that lie wholly above are one rectangle.
        edges = np.flatnonzero(np.diff(np.concatenate([[False], full, [False]])))
        parts += [f"M{left},{row}H{right}v1H{left}z" for left, right in edges.reshape(-1, 2)]
    parts += [f"M{_text(above)}z" for above, _ in _cut_cells(heights, level)]
    return "".join(parts)


def line_path(heights: np.ndarray, level: float = 0.0) -> str:
    """The path of the line where the level is crossed."""
    return "".join(f"M{_text(line)}" for _, lines in _cut_cells(heights, level) for line in lines)


def line_points(heights: np.ndarray, level: float = 0.0) -> np.ndarray:
    """The points of that line, as (x, y) in cells: shape (count, 2)."""
    lines = [point for _, lines in _cut_cells(heights, level) for line in lines for point in line]
    return np.array(lines).reshape(-1, 2)


def _kinds(heights, level):
    """For each cell: does it lie wholly above the level, and is it cut by it?"""
    above = heights > level
    count = sum(above[r : r + len(above) - 1, c : c + above.shape[1] - 1].astype(int) for r, c in CORNERS)
    return count == 4, (count > 0) & (count < 4)


def _cut_cells(heights, level):
    """For each cell that is cut: the corners of its part above, and its pieces of the line, as (x, y)."""
    _, cut = _kinds(heights, level)
    for row, column in np.argwhere(cut).tolist():
        corners = [(column + c, row + r, float(heights[row + r, column + c] - level)) for r, c in CORNERS]
        yield _cut(corners)


def _cut(corners):
    """Walk once around a cell: keep the corners above 0, and the points where a side crosses 0."""
    above, crossings = [], []
    for (x, y, height), (next_x, next_y, next_height) in zip(corners, corners[1:] + corners[:1]):
        if height > 0:
            above.append((x, y))
        if (height > 0) != (next_height > 0):
            part = height / (height - next_height)
            above.append((x + part * (next_x - x), y + part * (next_y - y)))
            crossings.append((above[-1], height > 0))
    if not crossings[0][1]:  # begin with a crossing at which the walk leaves what is above
        crossings = crossings[1:] + crossings[:1]
    points = [point for point, _ in crossings]
    return above, list(zip(points[::2], points[1::2]))


def _text(points) -> str:
    return "L".join(f"{round(x, 2):g},{round(y, 2):g}" for x, y in points)
