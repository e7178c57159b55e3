"""Learn how common each Kyrgyz stem and suffix is, from public-domain sentences.

    python benchmarks/learn_kyrgyz.py --data ../shared/data

writes ``corpus/languages/data/ky/stem_counts.tsv`` and ``suffix_costs.tsv``. The analyser reads every form of
``<data>/cc0/ky.txt`` (Common Voice, CC0); an ambiguous form counts for each reading by its probability; the counts
become the weights of the next round. Only numbers get into the project, for the headwords and suffixes it has.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from math import exp, log
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from learn_counts import words

from corpus.languages import _tables
from corpus.languages._kyrgyz import analyzer, grammar, lexicon
from corpus.languages._kyrgyz.phonology import spell

_OUT = Path(__file__).parents[1] / "corpus" / "languages" / "data" / "ky"
_TABLES = (_OUT / "stem_counts.tsv", _OUT / "suffix_costs.tsv")
_ROUNDS = 6
_PRIOR = 25.0  # occurrences that a suffix's own cost in grammar.tsv is worth

_HEAD = """# {title}
# Expected counts over sentences of Mozilla Common Voice (ky). The sentences are in the public domain (CC0 1.0),
# and so are these numbers.
# Made by benchmarks/learn_kyrgyz.py, 2026-11. Not reviewed.
"""

Stems = Counter[tuple[str, str]]
Steps = defaultdict[str, Counter[str]]
Shares = dict[str, Counter[tuple[str, str]]]
_OPEN = frozenset({"NOUN", "VERB", "PROPN"})  # words that are met in many forms; an adjective may stand bare always


def count(forms: Counter[str], before: Shares) -> tuple[Stems, Steps, Shares]:
    """Expected counts of stems, and of steps by the state they leave, under the present weights; and what each form
    gave to each stem.

    What a form gave to a noun or a verb in the round *before* does not speak for that stem in this form: жылга is the
    dative of жыл unless the ravine of that name is met in other forms too.
    """
    stems: Stems = Counter()
    steps: Steps = defaultdict(Counter)
    given: Shares = {}
    counts = lexicon.stem_counts()
    for form, times in forms.items():
        readings = analyzer.standard().listed(spell(form))
        if not readings:
            continue
        own = before.get(form, Counter())
        scores = [reading.score + _without(counts, own, reading.stem) for reading in readings]
        best = max(scores)
        shares = [exp(score - best) for score in scores]
        given[form] = Counter()
        for reading, share in zip(readings, shares, strict=True):
            weight = times * share / sum(shares)
            stems[reading.stem.lemma, reading.stem.pos] += weight
            given[form][reading.stem.lemma, reading.stem.pos] += weight
            if not reading.label:
                for state, step in path(reading):
                    steps[state][step] += weight
    return stems, steps, given


def _without(counts: Mapping[tuple[str, str], float], own: Counter[tuple[str, str]], stem: lexicon.Stem) -> float:
    """How much less likely a stem is without what this form itself gave to it."""
    key = (stem.lemma, stem.pos)
    if stem.pos not in _OPEN or not own[key]:
        return 0.0
    known = counts.get(key, 0.0)
    return log(0.5 + max(0.0, known - own[key])) - log(0.5 + known)


def path(reading: analyzer.Reading) -> list[tuple[str, str]]:
    """(state, step) along a reading; the last step is the word's end."""
    found = []
    state = reading.start
    for step in reading.steps:
        found.append((state.removeprefix("lost:"), f"{step.suffix.form} {step.suffix.label}"))
        state = step.state
    return [*found, (state, "")]


def costs(steps: Steps) -> dict[tuple[str, str], float]:
    """-log P(step | state), smoothed by the costs that the grammar gives by hand."""
    found = {}
    states = sorted({source for suffix in grammar.suffixes() for source in suffix.sources} | set(steps))
    for state in states:
        prior = {f"{s.form} {s.label}": exp(-s.cost) for s in grammar.suffixes() if state in s.sources}
        prior[""] = exp(-0.5)
        total, seen = sum(prior.values()), steps[state].total()
        for step, share in prior.items():
            probability = (steps[state][step] + _PRIOR * share / total) / (seen + _PRIOR)
            found[state, step] = -log(probability)
    return found


def refresh() -> None:
    """Let the analyser forget what it worked out with the old weights."""
    for cached in (
        grammar.costs,
        grammar.steps_at,
        grammar.place,
        lexicon.stem_counts,
        lexicon.standard,
        analyzer.standard,
    ):
        cached.cache_clear()
    _tables.counts.cache_clear()


def write(stems: Stems, learnt: dict[tuple[str, str], float]) -> None:
    rows = [f"{lemma}\t{pos}\t{times:.1f}" for (lemma, pos), times in sorted(stems.items()) if times >= 0.5]
    head = _HEAD.format(title="How often each Kyrgyz headword occurs.") + "lemma\tpos\tcount\n"
    (_OUT / "stem_counts.tsv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    rows = [f"{state}\t{step}\t{cost:.2f}" for (state, step), cost in sorted(learnt.items())]
    head = _HEAD.format(title="What a suffix costs in a state: -log P(suffix | state); empty: the word ends.")
    text = head + "state\tform\tcost\n" + "\n".join(rows) + "\n"
    (_OUT / "suffix_costs.tsv").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    lines = (parser.parse_args().data / "cc0" / "ky.txt").read_text(encoding="utf-8").split("\n")
    forms = Counter(word for line in lines for word in words(line))
    before = {path: path.read_text(encoding="utf-8") for path in _TABLES if path.is_file()}
    try:
        learn(forms)
    except BaseException:
        for path, text in before.items():
            path.write_text(text, encoding="utf-8")
        raise


def learn(forms: Counter[str]) -> None:
    """From no weights at all to those of the last round, each round written for the next to read."""
    for path in _TABLES:
        path.unlink(missing_ok=True)
    refresh()
    shares: Shares = {}
    for turn in range(_ROUNDS):
        stems, steps, shares = count(forms, shares)
        write(stems, costs(steps))
        refresh()
        print(f"round {turn + 1}: {len(stems):,} stems, {sum(map(len, steps.values())):,} steps", file=sys.stderr)


if __name__ == "__main__":
    main()
