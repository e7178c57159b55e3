"""Names of authors out of one string."""

from __future__ import annotations


def people(printed: str) -> tuple[str, ...]:
    """The people in a list divided by semicolons, or by commas where each part is a whole name.

    >>> people("Асанов А.А., Осмонова Б."), people("Asanov, A.; Osmonova, B."), people("Asanov, A.")
    (('Асанов А.А.', 'Осмонова Б.'), ('Asanov, A.', 'Osmonova, B.'), ('Asanov, A.',))
    """
    if ";" in printed or "\n" in printed:
        parts = printed.replace("\n", ";").split(";")
    else:
        parts = printed.split(",")
        if not all(len(part.replace(".", ". ").split()) > 1 for part in parts):
            parts = [printed] if len(parts) == 2 and parts[1].strip().endswith(".") else parts
    return tuple(name for part in parts if (name := " ".join(part.split())))
