"""What was found out about two terms of an article."""

from __future__ import annotations

from dataclasses import dataclass

from .labels import Printed


@dataclass(frozen=True, slots=True)
class Match:
    """``score`` 0 to 1; ``rule`` as in Evidence; ``note`` says which words matched; ``open`` the words of each term
    that did not; ``different``: the dictionary speaks against it; ``nested``: one term is a part of the other."""

    score: float
    rule: str
    note: str = ""
    open: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    different: bool = False
    nested: bool = False


NOTHING = Match(0.0, "")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two terms of an article may be one concept: what their words say, what the corpus says, what a third
    language says. ``total`` 0 to 1."""

    total: float = 0.0
    words: Match = NOTHING
    together: float = 0.0
    pivot: float = 0.0
    over: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Two terms of one article taken for one concept. ``order`` is what their places are worth, 0 to 1;
    ``anchored`` how many links of the two lists rest on other reasons."""

    document: str
    first: Printed
    second: Printed
    reason: Reason
    order: float = 0.0
    anchored: int = 0

    @property
    def weight(self) -> float:
        return max(self.reason.total, self.order)
