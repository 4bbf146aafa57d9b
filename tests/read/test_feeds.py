"""RSS, Atom and JSON Feed: an article an entry, with what the entry states."""

from __future__ import annotations

import json

import pytest

from accredit.errors import OversizedError, UnreadableError
from accredit.read import feed
from tests.read.reading import Read

LONG = "The consul of Karvania left the town on the first train and took the seal with him, said the porter."

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet href="look.xsl"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Selm Courier</title><link>https://selm-courier.example/</link><language>en-GB</language>
<item><title>Keys &amp; seals</title><link>/keys</link><dc:creator>Rana Dellow</dc:creator>
<pubDate>Sun, 26 Mar 2023 09:40:00 +0430</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{LONG}</p><p>Nobody&nbsp;waved.<br>Not <b>one</b>.</p><script>no()</script>]]>
</content:encoded></item>
<item><title>Second</title>
<guid>https://selm-courier.example/2</guid><description>&lt;p&gt;{LONG}&lt;/p&gt;</description></item>
<item><title>Only a title</title><link>https://selm-courier.example/3</link></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Duvrin Post</title>
<link rel="self" href="https://duvrin-post.example/atom"/><link href="https://duvrin-post.example/"/>
<entry><title type="html">&lt;i&gt;Doors&lt;/i&gt; open</title><link rel="replies" href="https://x.example/r"/>
<link href="https://duvrin-post.example/doors"/><author><name>Oto Lemm</name></author>
<updated>2024-06-01T10:00:00Z</updated><published>2024-05-04T12:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p><p>The end.</p></div></content></entry>
<entry><title>Changed</title><link href="https://duvrin-post.example/c"/><updated>2024-06-01T10:00:00Z</updated>
<summary>{LONG}</summary></entry></feed>"""

RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old Wire</title></channel>
<item><title>One</title><link>https://old-wire.example/1</link><dc:date>2005-03-01</dc:date>
<description>{LONG}</description></item></rdf:RDF>"""


def test_rss(read: Read) -> None:
    (first, second), problems = read(RSS)
    assert problems == []
    assert first.text == f"{LONG}\nNobody waved.\nNot one."
    assert (first.title, first.outlet, first.author) == ("Keys & seals", "Selm Courier", "Rana Dellow")
    assert (first.url, first.published) == ("https://selm-courier.example/keys", "2023-03-26T09:40:00+04:30")
    assert (first.language, second.language) == ("en", "en")
    assert (second.text, second.url, second.published) == (LONG, "https://selm-courier.example/2", None)


def test_atom_takes_no_day_of_change_for_one_of_publication(read: Read) -> None:
    (first, second), problems = read(ATOM)
    assert problems == []
    assert (first.title, first.url, first.author) == ("Doors open", "https://duvrin-post.example/doors", "Oto Lemm")
    assert (first.published, second.published) == ("2024-05-04T12:00:00Z", None)
    assert [first.modified, second.modified] == ["2024-06-01T10:00:00Z"] * 2
    assert first.text == f"{LONG}\nThe end."


def test_rdf(read: Read) -> None:
    (article,), _ = read(RDF)
    assert (article.outlet, article.published, article.text) == ("Old Wire", "2005-03-01", LONG)


@pytest.mark.parametrize("indent", [None, 1])
def test_json_feed(read: Read, indent: int | None) -> None:
    value = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Selm Courier", "language": "en",
        "authors": [{"name": "The desk"}],
        "items": [
            {"id": "1", "url": "https://selm-courier.example/1", "title": "Keys", "content_html": f"<p>{LONG}</p>",
             "date_published": "2024-05-04T12:00:00Z", "date_modified": "2024-06-01T12:00:00Z"},
            {"id": "2", "content_text": "Plain <words>.", "authors": [{"name": "Oto Lemm"}]},
            {"id": "3"}, 7,
        ],
    }  # fmt: skip
    (first, second), problems = read(json.dumps(value, indent=indent))
    assert problems == []
    assert (first.text, first.outlet, first.published) == (LONG, "Selm Courier", "2024-05-04T12:00:00Z")
    assert (first.author, second.author, second.text) == ("The desk", "Oto Lemm", "Plain <words>.")


def test_a_declared_encoding_is_that_of_the_feed(read: Read) -> None:
    text = "Консул Карвании покинул город первым поездом и увёз с собой печать."
    content = f'<?xml version="1.0" encoding="windows-1251"?><rss><channel><title>В</title><item><description>{text}'
    (article,), _ = read((content + "</description></item></channel></rss>").encode("windows-1251"))
    assert (article.text, article.language) == (text, "ru")


def test_a_feed_cut_off_still_has_its_whole_entries(read: Read) -> None:
    (article,), _ = read(RSS[: RSS.index("<item><title>Second")])
    assert article.title == "Keys & seals"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<rss><channel></channel></rss>", "without entries"),
        ("<rss><channel><item><title>x</title></item></channel></rss>", "no text"),
        ("<!DOCTYPE rss [<!ENTITY a 'aaaa'>]><rss><channel><item><description>&a;</description></item></channel></rss>",
         "entities"),
        ('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><item><description>&a;</description></item>'
         "</rss>", "entities"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', "without entries"),
    ],
)  # fmt: skip
def test_a_feed_that_gives_nothing_says_why(read: Read, content: str, words: str) -> None:
    found, (problem,) = read(content)
    assert (found, problem.error) == ([], UnreadableError)
    assert words in problem.message


def test_a_feed_without_end_is_refused(read: Read) -> None:
    found, (problem,) = read("<rss><channel>" + "<item><title>x</title></item>" * (feed.MOST_ENTRIES + 1))
    assert (found, problem.error) == ([], OversizedError)


def test_an_address_that_is_none_costs_the_address_alone(read: Read) -> None:
    content = RSS.replace("https://selm-courier.example/2", "").replace("<link>/keys</link>", "<link>//[keys</link>")
    (first, second), _ = read(content)
    assert (first.url, first.title, second.url) == (None, "Keys & seals", None)


def test_a_date_of_impossible_numbers_costs_itself_and_not_the_feed(read: Read) -> None:
    feed = RSS.replace("<item>", "<item><pubDate>Sat, 04 May 99999999999999999999 12:00:00 GMT</pubDate>", 1)
    (before, _), (after, problems) = read(RSS), read(feed)
    assert [a.text for a in after] == [a.text for a in before] and problems == []
