"""A person's decisions about concepts, as text that a person can read, edit and compare.

One decision a line::

    # checked on paper
    accept  ky:укук = ru:право
    reject  ky:ички миграция = ru:внешняя миграция  in a.txt   # 2026-11-25 the printed order is wrong
    merge   ru:ремиттансы = ru:денежные переводы
    rename  ru:денежные переводы = ru:денежный перевод
    drop    en:profession  in b.txt
    term    ky:каттоо
    define  ru:миграция = "перемещение населения, связанное со сменой места жительства"
    note    en:law = "in the sense of a field of study"

A line is ``VERB LABEL [= LABEL or "TEXT"] [in DOCUMENT] [# why]``. A label is ``language:words``; a
concept is named by any of its labels, however inflected, never by a number. The document is where the two
labels stand; without one the decision holds everywhere. The why may begin with a date (ISO 8601). What
holds `` in ``, ``=``, ``#`` or a double quote is written in double quotes, in which a double quote and a
backslash take a backslash before them: ``en:"migration in Central Asia"``. Capitals of the verb, spaces,
empty lines, comment lines, CRLF and a byte order mark make no difference. Of two decisions that contradict
each other the later one holds.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from .errors import DecisionError
from .languages import normalize_code


class Action(StrEnum):
    """What a person may decide."""

    ACCEPT = "accept"  # the two labels name one concept; the link is certain
    REJECT = "reject"  # they do not
    MERGE = "merge"  # the concepts of the two labels, with all their labels, are one
    RENAME = "rename"  # in the concept of the first label, the second is the preferred one of its language
    DROP = "drop"  # the label is no term
    TERM = "term"  # the label is a term, though it stands in no keyword list
    DEFINE = "define"  # a definition of the concept, in the language of the label
    NOTE = "note"  # a remark on the concept, in the language of the label


PAIRED = frozenset({Action.ACCEPT, Action.REJECT, Action.MERGE, Action.RENAME})
WRITTEN = frozenset({Action.DEFINE, Action.NOTE})


class Name(NamedTuple):
    """How a person names a concept: a label in a language."""

    language: str
    label: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    ``second`` is there for accept, reject, merge and rename; ``text`` for define and note; ``document`` is
    None where the decision holds everywhere. ``note`` is the why, ``date`` ISO 8601 or empty, ``comment`` the
    comment and empty lines above it, as they stand in the file.
    """

    action: Action
    first: Name
    second: Name | None = None
    document: str | None = None
    note: str = ""
    date: str = ""
    text: str = ""
    comment: tuple[str, ...] = ()

    @property
    def substance(self) -> tuple[object, ...]:
        """What is decided, apart from why, when and the comments: two decisions with one substance are one."""
        names: tuple[Name | None, ...] = (self.first, self.second)
        if self.action in PAIRED and self.action is not Action.RENAME:
            names = tuple(sorted(names, key=str))  # the two sides of a link may be swapped
        return self.action, names, self.document, self.text

    @property
    def subject(self) -> tuple[object, ...]:
        """What it is about: a later decision on one subject takes the place of an earlier one."""
        if self.action in (Action.ACCEPT, Action.REJECT, Action.MERGE):
            return "link", tuple(sorted((self.first, self.second), key=str)), self.document
        if self.action is Action.RENAME:
            return "rename", self.first, self.second and self.second.language
        if self.action in (Action.DROP, Action.TERM):
            return "term", self.first, self.document
        return self.action, self.first, self.document

    def __str__(self) -> str:
        return _line(self)


def parse(text: str, path: str = "decisions") -> tuple[Decision, ...]:
    """The decisions in *text*, in its order. Raises DecisionError with the line that says nothing we know.

    >>> [decision] = parse("accept  ky:укук = ru:право  in a.txt  # 2026-11-25 sure")
    >>> decision.first, decision.second, decision.document, decision.date, decision.note
    (Name(language='ky', label='укук'), Name(language='ru', label='право'), 'a.txt', '2026-11-25', 'sure')
    """
    found: list[Decision] = []
    comment: list[str] = []
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = raw.strip().strip("\ufeff")
        if not line or line.startswith("#"):
            comment.append(line)
            continue
        try:
            found.append(_decision(line, tuple(comment)))
        except ValueError as error:
            raise DecisionError(path, number, str(error)) from None
        comment.clear()
    return tuple(found)


def format(decisions: Iterable[Decision]) -> str:
    """The text of *decisions*, one a line, each below its comments; ``parse`` gives them back.

    >>> print(format([Decision(Action.DROP, Name("en", "study in Russia"), note="too vague")]), end="")
    drop    en:"study in Russia"  # too vague
    """
    lines = [line for decision in decisions for line in (*decision.comment, _line(decision))]
    return "".join(f"{line}\n" for line in lines)


def append(text: str, decision: Decision) -> str:
    """*text* with a line for *decision* at its end; *text* itself if its last word on the subject is the same.

    Nothing else in *text* is touched: comments, order, line ends and a byte order mark stay. Raises
    DecisionError if *text* is no decisions file.

    >>> once = append("", Decision(Action.DROP, Name("en", "study")))
    >>> append(once, Decision(Action.DROP, Name("en", "study"), note="again")) == once
    True
    """
    last = {earlier.subject: earlier for earlier in parse(text)}.get(decision.subject)
    if last and last.substance == decision.substance:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    if text.strip("\ufeff") and not text.endswith(("\n", "\r")):
        text += end
    return text + "".join(f"{line}{end}" for line in (*decision.comment, _line(decision)))


def read(path: Path) -> tuple[Decision, ...]:
    """The decisions in the file *path*; none if there is no such file. Raises DecisionError."""
    return parse(_text(path), str(path))


def write(path: Path, decision: Decision) -> bool:
    """Append *decision* to the file *path*, in one piece or not at all; False if it says so already.

    Raises DecisionError if the file holds a line that is no decision; it is left as it is.
    """
    before = _text(path)
    parse(before, str(path))
    after = append(before, decision)
    if after == before:
        return False
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(after.encode("utf-8"))
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return True


def standing(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Those that still hold: of several on one subject the last, in the order of the file."""
    last = {decision.subject: place for place, decision in enumerate(decisions)}
    return tuple(decision for place, decision in enumerate(decisions) if last[decision.subject] == place)


# --- reading a line ---------------------------------------------------------------------------------------------

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_VERB = re.compile(r"(\S+)\s*(.*)")
_NAME = re.compile(rf"([^\W\d_][\w-]*)\s*:\s*({_QUOTED}|.*)")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(.*)")
_IN = re.compile(r"(?<=\S)\s+in\s+(?=\S)", re.IGNORECASE)
_FILE_LIKE = re.compile(r"[/\\]|\.\w{1,5}$|^\S*\d\S*$")  # a path, a name with an extension, a key with a digit


def _decision(line: str, comment: tuple[str, ...]) -> Decision:
    body, note = _split_comment(line)
    matched = _VERB.match(body)
    verb, rest = matched.groups() if matched else (body, "")
    action = _action(verb)
    rest, document = _split_document(rest)
    left, right = _split_sides(rest)
    dated = _DATE.match(note)
    date, why = dated.groups() if dated else ("", note)
    second, text = _right_side(action, right)
    return Decision(action, _name(left, action), second, document, why, date, text, comment)


def _action(verb: str) -> Action:
    try:
        return Action(verb.lower())
    except ValueError:
        raise ValueError(f"unknown word '{verb}'; known: {', '.join(Action)}") from None


def _right_side(action: Action, right: str) -> tuple[Name | None, str]:
    if action in PAIRED:
        if not right:
            raise ValueError(f"{action} needs two labels: {action} ky:укук = ru:право")
        return _name(right, action), ""
    if action in WRITTEN:
        text = _unquote(right)
        if not text:
            raise ValueError(f'{action} needs a text: {action} ru:миграция = "…"')
        return None, text
    if right:
        raise ValueError(f"{action} takes one label: {action} en:profession")
    return None, ""


def _name(written: str, action: Action) -> Name:
    matched = _NAME.fullmatch(written.strip())
    if not matched:
        raise ValueError(f"'{written.strip()}' is no label; write the language before it: {action} ru:миграция")
    label = _unquote(matched[2])
    if not label:
        raise ValueError(f"'{written.strip()}' has no words after the language")
    return Name(normalize_code(matched[1]), label)


def _masked(text: str) -> str:
    """*text* with what stands in double quotes blotted out, place by place: signs in it mean nothing."""
    return re.sub(_QUOTED, lambda quoted: "x" * len(quoted[0]), text)


def _split_comment(line: str) -> tuple[str, str]:
    """``#`` opens the why at the start of a word outside quotes."""
    mark = re.search(r"(?<!\S)#", _masked(line))
    return (line[: mark.start()].rstrip(), line[mark.end() :].strip()) if mark else (line, "")


def _split_sides(rest: str) -> tuple[str, str]:
    place = _masked(rest).find("=")
    return (rest[:place].strip(), rest[place + 1 :].strip()) if place >= 0 else (rest, "")


def _split_document(rest: str) -> tuple[str, str | None]:
    marks = list(_IN.finditer(_masked(rest)))
    if not marks:
        return rest, None
    before, written = rest[: marks[-1].start()], rest[marks[-1].end() :].strip()
    if written.startswith('"'):
        return before, _unquote(written)
    if not _FILE_LIKE.search(written):  # "migration in Central Asia": a label, or a document of that name?
        raise ValueError(f"is '{written}' a document? write in \"{written}\"; if not, put the label in double quotes")
    return before, written


def _unquote(written: str) -> str:
    written = written.strip()
    if len(written) > 1 and written.startswith('"') and written.endswith('"'):
        written = re.sub(r"\\(.)", r"\1", written[1:-1])
    return " ".join(written.split())


# --- writing a line ---------------------------------------------------------------------------------------------

_PLAIN = re.compile(r'(?!.*(?:["=#\\]|\bin\b)).+', re.IGNORECASE)


def _line(decision: Decision) -> str:
    line = f"{decision.action:<6}  {_written(decision.first)}"
    if decision.second:
        line += f" = {_written(decision.second)}"
    if decision.text:
        line += f" = {_quote(decision.text)}"
    if decision.document is not None:
        document = decision.document
        plain = _PLAIN.fullmatch(document) and _FILE_LIKE.search(document)
        line += f"  in {document if plain else _quote(document)}"
    why = " ".join(f"{decision.date} {decision.note}".split())
    return f"{line}  # {why}" if why else line


def _written(name: Name) -> str:
    label = " ".join(name.label.split())
    return f"{name.language}:{label if _PLAIN.fullmatch(label) else _quote(label)}"


def _quote(text: str) -> str:
    escaped = re.sub(r'(["\\])', r"\\\1", " ".join(text.split()))
    return f'"{escaped}"'


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DecisionError(str(path), line, "not UTF-8; save the file as UTF-8") from None
