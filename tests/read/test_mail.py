"""Letters and pages saved as MHTML."""

from __future__ import annotations

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from accredit.errors import UnreadableError
from accredit.read import mail
from tests.read.reading import Read
from tests.read.test_pages import page

TEXT = "The consul of Karvania left the town on the first train and took the seal with him.\nNobody waved.\n"


def letter(**headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {"From": "Selm Courier <desk@selm-courier.example>", "Subject": "Keys", "To": "list@x.example",
             "Date": "Sun, 26 Mar 2023 09:40:00 +0430"} | headers  # fmt: skip
    for name, value in given.items():
        message[name] = value
    return message


def test_a_plain_letter(read: Read) -> None:
    message = letter(Subject="Ключи — keys")
    message.set_content(TEXT)
    (article,), problems = read(bytes(message))
    assert (article.text, problems) == (TEXT, [])
    assert (article.title, article.outlet) == ("Ключи — keys", "Selm Courier")
    assert (article.published, article.language) == ("2023-03-26T09:40:00+04:30", "en")


def test_header_lines_of_ours_are_no_mail(read: Read) -> None:
    (article,), _ = read("Title: Keys\nPublished: 2023-03-26\n\nThe body.")
    assert (article.title, article.text) == ("Keys", "The body.")


def test_the_plain_part_outranks_the_page_and_attachments_are_left(read: Read) -> None:
    message = letter()
    message.set_content(TEXT * 3)
    message.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    message.add_attachment(b"%PDF-1.7 x", maintype="application", subtype="pdf", filename="../../etc/passwd")
    (article,), problems = read(bytes(message))
    assert (article.text.strip(), problems) == ((TEXT * 3).strip(), [])


def test_a_letter_in_html_alone(read: Read) -> None:
    message = letter()
    message.set_content("See the page.")
    message.add_alternative("<table><tr><td>The consul left.</td></tr></table><p>Nobody waved.</p>", subtype="html")
    (article,), _ = read(bytes(message))
    assert article.text == "The consul left.\nNobody waved."


def test_lines_broken_for_sending_are_joined(read: Read) -> None:
    content = (
        b"From: a@b.example\nSubject: x\nContent-Type: text/plain; format=flowed\n\nThe consul \nleft.\n\nHe waved.\n"
    )
    (article,), _ = read(content)
    assert article.text == "The consul left.\n\nHe waved.\n"


def test_the_encoding_of_a_part(read: Read) -> None:
    message = MIMEText("سفارت کاروانیا در شهر سلم باز شد", "plain", "utf-8")
    message.replace_header("Content-Type", 'text/plain; charset="windows-1256"')
    message.set_payload("سفارت در شهر".encode("windows-1256").hex(), None)
    del message["Content-Transfer-Encoding"]
    raw = b"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=windows-1256\n\n" + "سفارت در سلم".replace(
        "ی", "ي"
    ).encode("windows-1256")
    (article,), _ = read(raw)
    assert article.text == "سفارت در سلم"


def test_a_page_saved_by_a_browser(read: Read) -> None:
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://selm-courier.example/doors"
    message["Subject"] = "Doors"
    root = MIMEText(page(), "html", "utf-8")
    root["Content-Location"] = "https://selm-courier.example/doors"
    message.attach(root)
    message.attach(MIMEText("body {}", "css"))
    (article,), problems = read(bytes(message))
    assert ("stamped four passports" in article.text, problems) == (True, [])
    assert (article.title, article.url) == ("Doors", "https://selm-courier.example/doors")
    assert article.published is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"From: a@b.example\nSubject: x\n\n", "without words"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\n--x--\n", "without a page"),
        (b"From: a\nSubject: x\nContent-Type: multipart/mixed; boundary=x\n" + b"Content-Type: multipart/mixed\n" * 600
         + b"\ntext", "parts"),
    ],
)  # fmt: skip
def test_a_message_that_gives_nothing_says_why(read: Read, content: bytes, words: str) -> None:
    found, (problem,) = read(content)
    assert (found, problem.error) == ([], UnreadableError)
    assert words in problem.message


def test_an_encoding_that_is_no_name_costs_no_letter() -> None:
    head = b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=x\0y\r\n\r\n"
    found = mail.found(head + "The consul left, said the café’s owner. ".encode() * 9)
    assert found.text.startswith("The consul left, said the café’s owner.")
