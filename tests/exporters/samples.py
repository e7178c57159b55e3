"""Glossary entries that the tests export; sentences written for this."""

from __future__ import annotations

from corpus.concepts import Example, LinkClass, Term, TermEntry
from corpus.documents import Span


def example(text: str, language: str, match: str, document: str = "articles/эмгек.pdf") -> Example:
    start = text.index(match)
    return Example(
        text,
        language,
        document,
        "Эмгек миграциясы жана үй-бүлө",
        Span(120, 120 + len(text)),
        (Span(start, start + len(match)),),
        year=2021,
        page=4,
        section="abstract",
    )


LABOUR = TermEntry(
    id="c1",
    terms={
        "ky": (
            Term(
                "эмгек миграциясы",
                frequency=12,
                documents=5,
                examples=(
                    example("Эмгек миграциясы айылдагы көп үй-бүлөнүн жашоосун өзгөрттү.", "ky", "Эмгек миграциясы"),
                ),
            ),
        ),
        "ru": (
            Term(
                "трудовая миграция",
                frequency=9,
                documents=4,
                examples=(
                    example("Трудовая миграция изменила жизнь многих сельских семей.", "ru", "Трудовая миграция"),
                ),
            ),
            Term("миграция труда", preferred=False),
        ),
        "en": (
            Term(
                "labour migration",
                frequency=7,
                documents=4,
                examples=(
                    example("We ask how labour migration changed the life of families.", "en", "labour migration"),
                ),
            ),
        ),
    },
    confidence=0.83,
    link_class=LinkClass.STRONG,
    definitions={
        "ky": "адамдардын жумуш издеп көчүшү",
        "ru": "переезд людей в поисках работы",
        "en": "moving for work",
    },
    notes={"ky": "«эмгек көчү» дегенди да көрүңүз", "ru": "ср. «маятниковая миграция»", "en": "see also “commuting”"},
    documents=("articles/эмгек.pdf", "articles/b.docx"),
)

BORDER = TermEntry(
    id="c2",
    terms={"ky": (Term("чек ара"),), "ru": (Term("граница"),), "en": (Term("border"),)},
    confidence=0.5,
    link_class=LinkClass.ORDER_ONLY,
)

NO_RUSSIAN = TermEntry("c3", {"ky": (Term("өлкө"),), "en": (Term("country"),)}, link_class=LinkClass.ACCEPTED)

KYRGYZ_ONLY = TermEntry("c4", {"ky": (Term("үй-бүлө"),)}, confidence=1.0)

ACRONYM = TermEntry(
    "c5", {"ky": (Term("ЕАЭБ"),), "ru": (Term("ЕАЭС"),), "en": (Term("EAEU"),)}, link_class=LinkClass.ACCEPTED
)

PLAIN = (LABOUR, BORDER, NO_RUSSIAN, KYRGYZ_ONLY, ACRONYM)

HOSTILE_TEXTS = (
    '=HYPERLINK("http://example.org","жаңы")',
    "+996 (312)",
    "-лык",
    "@SUM(A1)",
    "  =1+1",
    "'=жаңы",
    "'тырмакча",
    'тырмакча "ичинде"',
    "бир | эки",
    "тескери \\| сызык",
    "a,b;c\tд",
    "биринчи\nэкинчи",
    "<b>жоон</b> & </script> ]]> <!-- -->",
    "*жылдыз* _сызык_ `код` [шилтеме](x) # 1. ~~",
    "көч 🐎 ң ө ү Ң Ө Ү",
    "_x000D_ _x0041_",
    "{{макрос}} ${HOME} %s",
    "ünïcödé e\N{COMBINING ACUTE ACCENT}",
    "a\N{LINE SEPARATOR}b",
    "\N{ZERO WIDTH NO-BREAK SPACE}белги",
    "1,5",
    "TRUE",
    "2019-01-02",
)


def hostile(text: str, name: str = "c1") -> TermEntry:
    """An entry that bears *text* wherever a text may stand."""
    sentence = Example(text, "ky", text, text, Span(0, len(text)), (Span(0, 1),), section=text)
    return TermEntry(
        id=name,
        terms={"ky": (Term(text, examples=(sentence,)), Term(f"{text} эки", preferred=False)), "ru": (Term(text),)},
        subject=text,
        confidence=0.25,
        definitions={"ky": text},
        notes={"ru": text},
        documents=(text,),
    )


HOSTILE = tuple(hostile(text, f"c{number}") for number, text in enumerate(HOSTILE_TEXTS, start=101))
