"""Text read in the wrong encoding is read again; good text in any language stays."""

from __future__ import annotations

import pytest

from corpus.repair import repair

from .tables import case

RUSSIAN = (
    "Внутренняя миграция населения растёт. Люди уезжают из сёл в города и ищут там работу. Это меняет рынок труда."
)
KYRGYZ = "Эмгек миграциясы жаңы көйгөйлөрдү жаратат. Жаштар үй-бүлөсүнөн алыс жүрөт. Өкмөт чара көрүшү керек."


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("r22_cp1251_as_latin1.txt", RUSSIAN),
        ("r22_utf8_as_koi8.txt", RUSSIAN),
        ("r22_utf8_as_cp1251.txt", KYRGYZ),
    ],
)
def test_reported_files(name: str, right: str) -> None:
    repaired = repair(case(name))
    assert repaired.text.strip() == right
    assert {edit.rule.split(":")[0] for edit in repaired.edits} == {"wrong encoding"}


def misread(text: str, written_in: str, read_as: str) -> str:
    """As careless programs do: a byte without a character becomes the control character of its number."""
    return "".join(bytes([byte]).decode(read_as, errors="ignore") or chr(byte) for byte in text.encode(written_in))


@pytest.mark.parametrize("read_as", ["latin-1", "cp1252", "cp1251", "koi8-r", "cp866", "mac-roman"])
@pytest.mark.parametrize("written_in", ["utf-8", "cp1251", "koi8-r", "cp866"])
def test_russian_read_wrongly(written_in: str, read_as: str) -> None:
    if written_in != read_as:
        assert repair(misread(RUSSIAN, written_in, read_as)).text == RUSSIAN


@pytest.mark.parametrize("read_as", ["latin-1", "cp1252", "cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("written_in", ["utf-8", "kz1048", "ptcp154"])
def test_kyrgyz_read_wrongly(written_in: str, read_as: str) -> None:
    assert repair(misread(KYRGYZ, written_in, read_as)).text == KYRGYZ


def test_read_wrongly_twice() -> None:
    assert repair(misread(misread(RUSSIAN, "utf-8", "cp1252"), "utf-8", "cp1252")).text == RUSSIAN


def test_only_the_damaged_line_changes() -> None:
    text = f"{KYRGYZ}\n{misread(RUSSIAN, 'cp1251', 'cp1252')}\n{KYRGYZ}"
    assert repair(text).text == f"{KYRGYZ}\n{RUSSIAN}\n{KYRGYZ}"


def test_western_quotation_marks() -> None:
    assert repair("the countryâ€™s economy").text == "the country’s economy"


@pytest.mark.parametrize(
    "line",
    [
        "Ішкі көші-қон туралы заң қабылданды.",  # Kazakh
        "Внутрішня міграція населення зростає, її вивчають.",  # Ukrainian
        "Унутраная міграцыя насельніцтва расце.",  # Belarusian
        "Эчке миграция турында яңа закон.",  # Tatar
        "Вътрешната миграция на населението расте.",  # Bulgarian
        "Đorđe živi u Beogradu.",  # Serbian, Latin
        "Унутрашње миграције и њихови узроци.",  # Serbian, Cyrillic
        "Les migrations intérieures ont été étudiées à Besançon.",
        "Über die Binnenwanderung in der Türkei.",
        "O'zbekiston aholisining ko'chishi",
        "人口のいどう",
        "∑ αβγ ≤ 5 µm ‰",
        "МИГРАЦИЯ. КАЛК. ӨЛКӨ.",
    ],
)
def test_good_text_stays(line: str) -> None:
    assert repair(line).text == line
    assert repair(f"{KYRGYZ}\n{line}\n{RUSSIAN}").text == f"{KYRGYZ}\n{line}\n{RUSSIAN}"
