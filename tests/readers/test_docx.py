"""Word files written by hand, one trait each."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest

from corpus import readers
from corpus.documents import SectionKind
from corpus.errors import DamagedFile, EmptyFile, ProtectedFile, TooLarge, UnknownFormat, UnreadableFile
from corpus.readers import RawText, _package

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def package(parts: dict[str, str], *, prolog: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        for part, content in parts.items():
            archive.writestr(part, prolog + content)
    return stream.getvalue()


def word(body: str, **parts: str) -> bytes:
    document = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    return package({"word/document.xml": document, **{f"word/{name}.xml": part for name, part in parts.items()}})


def read(data: bytes) -> RawText:
    (text,) = readers.read(data, "макала.docx")
    return text


def p(*runs: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


BOX = "<w:txbxContent>" + p(r("Кутудагы текст")) + "</w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(r("чек "), r("ара")), "чек ара"),
        (p(r("чек")) + p(r("ара")), "чек\n\nара"),
        (
            p(r("а"), "<w:ins><w:r><w:t>б</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>в</w:delText></w:r></w:del>"),
            "аб",
        ),
        (p("<w:moveFrom><w:r><w:t>а</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>б</w:t></w:r></w:moveTo>"), "б"),
        (p("<w:hyperlink>" + r("чек ара") + "</w:hyperlink>"), "чек ара"),
        (p("<w:sdt><w:sdtContent>" + r("чек ара") + "</w:sdtContent></w:sdt>"), "чек ара"),
        ("<w:sdt><w:sdtContent>" + p(r("чек")) + p(r("ара")) + "</w:sdtContent></w:sdt>", "чек\n\nара"),
        (p("<w:smartTag>" + r("Бишкек") + "</w:smartTag>"), "Бишкек"),
        (
            p('<w:fldSimple w:instr="PAGE">' + r("5") + "</w:fldSimple>", "<w:r><w:instrText>PAGE</w:instrText></w:r>"),
            "5",
        ),
        (p("<w:r><w:t>мигра</w:t><w:softHyphen/><w:t>ция</w:t></w:r>"), "мигра\N{SOFT HYPHEN}ция"),
        (p("<w:r><w:t>үй</w:t><w:noBreakHyphen/><w:t>бүлө</w:t></w:r>"), "үй\N{NON-BREAKING HYPHEN}бүлө"),
        (p("<w:r><w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t></w:r>"), "а\tб\nв"),
        (p(r("көрүнгөн"), r("жашыруун", "<w:vanish/>")), "көрүнгөн"),
        (p(r("көрүнгөн"), r(" да", '<w:vanish w:val="0"/>')), "көрүнгөн да"),
        ("<w:tbl><w:tr><w:tc>" + p(r("бир")) + "</w:tc><w:tc>" + p(r("эки")) + "</w:tc></w:tr></w:tbl>", "бир\n\nэки"),
        (p(f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>", r("Абзац")), "Абзац\n\nКутудагы текст"),
        (
            p(
                f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{BOX}</wps:txbx></mc:Choice><mc:Fallback><w:pict>"
                f"<v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
                r("Абзац"),
            ),
            "Абзац\n\nКутудагы текст",
        ),
        (p(r("x = "), "<m:oMath><m:r><m:t>2y</m:t></m:r></m:oMath>"), "x = 2y"),
        ("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + r("чек ") + "</w:p>" + p(r("ара")), "чек ара"),
    ],
)
def test_what_a_paragraph_shows(body: str, text: str) -> None:
    assert read(word(body)).text == text


def test_notes_come_last_without_their_separators() -> None:
    notes = (
        f'<w:footnotes {NAMESPACES}><w:footnote w:type="separator">{p(r("сызык"))}</w:footnote>'
        f"<w:footnote>{p(r('Биринчи эскертүү'))}</w:footnote></w:footnotes>"
    )
    body = p(r("Текст"), "<w:r><w:footnoteReference/></w:r>", r(" уланат."))
    assert read(word(body, footnotes=notes)).text == "Текст уланат.\n\nБиринчи эскертүү"


def test_the_style_title_is_a_mark_and_not_just_a_heading() -> None:
    styles = (
        f'<w:styles {NAMESPACES}><w:style w:styleId="a3"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    text = read(word(p(r("Чек ара"), style="a3") + p(r("Киришүү"), style="1") + p(r("Текст")), styles=styles))
    assert [(mark.kind, mark.span.of(text.text)) for mark in text.marks] == [(SectionKind.TITLE, "Чек ара")]


def test_properties_are_believed_where_the_text_prints_them() -> None:
    core = "<c xmlns:d='urn:d'><d:title>Чек ара кызматы</d:title><d:creator>{}</d:creator></c>"
    body = p(r("Чек ара кызматы")) + p(r("Асанов А.А., Осмонова Б."))
    document = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    for author, expected in (("Асанов А.А., Осмонова Б.", ("Асанов А.А.", "Осмонова Б.")), ("User of Office", ())):
        data = package({"word/document.xml": document, "docProps/core.xml": core.format(author)})
        metadata = read(data).metadata
        assert (metadata.title, metadata.authors) == ("Чек ара кызматы", expected)


BOMB = (
    "<!DOCTYPE w:document ["
    + '<!ENTITY a0 "чек ара">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (word(""), EmptyFile),
        (word(p(r("  "))), EmptyFile),
        (package({"word/document.xml": "<w:document"}), DamagedFile),
        (package({"word/other.xml": "<a/>"}), DamagedFile),
        (package({"word/document.xml": "<a/>"}), DamagedFile),
        (b"PK\x03\x04 not really a package", DamagedFile),
        ("Бул документ эмес.".encode(), DamagedFile),
        (b"{\\rtf1\\ansi Some text}", UnknownFormat),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000) + "WordDocument".encode("utf-16-le"), UnknownFormat),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000) + "EncryptedPackage".encode("utf-16-le"), ProtectedFile),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, kind: type[UnreadableFile]) -> None:
    with pytest.raises(kind, match=r"макала\.docx"):
        read(data)


def test_entities_are_never_expanded() -> None:
    document = f"{BOMB}]><w:document {NAMESPACES}><w:body>{p(r('Чек &a9;'))}</w:body></w:document>"
    with contextlib.suppress(DamagedFile):
        assert len(read(package({"word/document.xml": document})).text) < 100


def test_a_part_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_package, "UNPACKED_LIMIT", 100_000)
    with pytest.raises(TooLarge, match="unpacks to"):
        read(word(p(r("а" * 200_000))))


def test_old_formats_come_with_advice_under_any_name() -> None:
    for name in ("a.doc", "a.docx", "a.rtf", "a"):
        with pytest.raises(UnknownFormat, match="save it as DOCX"):
            list(readers.read(b"{\\rtf1\\ansi Some text}", name))
    with pytest.raises(UnknownFormat, match="XLSX or CSV"):
        list(readers.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900) + "Workbook".encode("utf-16-le"), "a.xls"))
