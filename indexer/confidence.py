"""How sure a link is, as a person is told it."""

from __future__ import annotations

import math


def sure(confidence: float, link_class: str) -> str:
    """A confidence to two places, rounded down; certain is only what a person said.

    >>> sure(0.9987, "strong"), sure(0.559, "order-only"), sure(1.0, "accepted")
    ('0.99', '0.55', '1.00')
    """
    if link_class == "accepted":
        return f"{confidence:.2f}"
    return f"{min(math.floor(confidence * 100 + 1e-9), 99) / 100:.2f}"
