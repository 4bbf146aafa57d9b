"""PDF: words joined to paragraphs, and only what the file states."""

from __future__ import annotations

import pytest

from accredit.errors import UnreadableError
from accredit.read.pdf import paragraphs
from tests.read.reading import Read


def pdf(pages: list[list[str]], information: str = "") -> bytes:
    """A PDF of lines of Latin text, the smallest that is whole."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>", b""]
    kids = []
    for lines in pages:
        moves = "\n".join(f"({line}) Tj 0 -16 Td" for line in lines)
        stream = f"BT /F1 12 Tf 60 780 Td\n{moves}\nET".encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 << "
            b"/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >> >> >>" % len(objects)
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>".encode()
    objects.append(f"<< {information} >>".encode())
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(objects),
        len(out),
    )
    return out + head + table + tail


FIRST = [
    "Selm Courier", "Keys of the Selm embassy change hands", "26 March 2023",
    "The consul of Karvania left the town on the first train and took the seal with him,",
    "said the porter, who had carried three of the boxes to the platform and was never paid for the inter-",
    "national ones.",
    "Nobody waved.",
    "1",
]  # fmt: skip
SECOND = [
    "Selm Courier",
    "The council had asked for the keys in the autumn, and had been told to wait for spring.",
    "2",
]


def test_lines_become_paragraphs_and_the_frame_goes(read: Read) -> None:
    (article,), problems = read(pdf([FIRST, SECOND], "/Title (Keys change hands) /Author (R. Dell)"))
    assert problems == []
    assert article.text.splitlines() == [
        "Keys of the Selm embassy change hands",
        "26 March 2023",
        "The consul of Karvania left the town on the first train and took the seal with him, said the porter, who had "
        "carried three of the boxes to the platform and was never paid for the international ones.",
        "Nobody waved.",
        "The council had asked for the keys in the autumn, and had been told to wait for spring.",
    ]
    assert (article.title, article.author, article.language) == ("Keys change hands", "R. Dell", "en")
    assert article.published == "2023-03-26"


def test_the_day_on_which_the_file_was_made_is_no_day_of_publication(read: Read) -> None:
    lines = [line for line in FIRST if line != "26 March 2023"]
    (article,), _ = read(pdf([lines], "/CreationDate (D:20240101120000Z) /Title (draft_3.docx)"))
    assert (article.published, article.title) == (None, None)


def test_a_paragraph_ends_at_an_empty_line() -> None:
    assert paragraphs(["One line that is long enough to be one.", "", "Another line that is as long as that."]) == (
        "One line that is long enough to be one.\nAnother line that is as long as that."
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n1 0 obj\n", "PDF"),
        (pdf([[]]), "without text"),
        (pdf([FIRST])[:300], "PDF"),
        (pdf([FIRST]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), ""),
    ],
)
def test_a_pdf_that_gives_nothing_says_why(read: Read, content: bytes, words: str) -> None:
    found, (problem,) = read(content)
    assert (found, problem.error) == ([], UnreadableError)
    assert words in problem.message
    assert "\n" not in str(problem)
