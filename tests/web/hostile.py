"""Words that try to be more than words: markup, scripts, styles, addresses, templates, queries, paths, controls."""

from __future__ import annotations

_MARKUP = [
    "<script>steal()</script>", "<ScRiPt>steal()</ScRiPt>", "<script src=//x.example></script>", "<script/x>steal()</script>",
    "</script><script>steal()</script>", "<<script>steal()//<</script>", "<img src=x onerror=steal()>",
    "<img src=x onerror='steal()'>", '"><img src=x onerror=steal()>', "'><img src=x onerror=steal()>",
    "<svg onload=steal()>", "<svg><script>steal()</script></svg>", "<svg><animate onbegin=steal() attributeName=x>",
    "<body onload=steal()>", "<iframe src=javascript:steal()>", "<iframe srcdoc='<script>steal()</script>'>",
    "<object data=javascript:steal()>", "<embed src=javascript:steal()>", "<link rel=stylesheet href=//x.example>",
    "<style>*{display:none}</style>", "<style>@import '//x.example'</style>", "<base href=//x.example/>",
    "<meta http-equiv=refresh content='0;url=//x.example'>", "<form action=//x.example><input name=q>",
    "<a href=javascript:steal()>x</a>", "<a href='data:text/html,<script>steal()</script>'>x</a>", "<details open ontoggle=steal()>",
    "<video><source onerror=steal()></video>", "<math><mtext><script>steal()</script></mtext></math>",
    "<template><script>steal()</script></template>", "<noscript><p title='</noscript><img src=x onerror=steal()>'>",
    "<textarea></textarea><script>steal()</script>", "<title></title><script>steal()</script>", "<!--><script>steal()</script>-->",
    "<![CDATA[<script>steal()</script>]]>", "<?xml version='1.0'?><x/>", "<x onclick=steal()>", "<p style='position:fixed;inset:0'>",
    "<marquee onstart=steal()>", "<input autofocus onfocus=steal()>", "<button formaction=javascript:steal()>x</button>",
    "&lt;script&gt;steal()&lt;/script&gt;", "&#60;script&#62;steal()&#60;/script&#62;", "&#x3c;script&#x3e;", "%3Cscript%3Esteal()%3C/script%3E",
    "\\u003cscript\\u003esteal()\\u003c/script\\u003e", "＜script＞steal()＜/script＞", "<scr\0ipt>steal()</scr\0ipt>", "<a\thref='x'>",
    "`><img src=x onerror=steal()>", "<!DOCTYPE html><h1>x", "</main></body></html>", "</q></a></blockquote><h1>x", "</table><h1>x</h1>",
    "</title><h1>x</h1>", "--></style></script>", "<plaintext>", "<xmp><script>steal()</script></xmp>",
]  # fmt: skip
_ATTRIBUTES = [
    '" onmouseover="steal()', "' onmouseover='steal()", '" autofocus onfocus="steal()', '"/><script>steal()</script>',
    '" style="position:fixed', "x' y='z", 'x" class="hidden', '" href="javascript:steal()', '" data-island="map', '" id="list',
    '"></a><a href="//x.example', "= onclick=steal()", "\" aria-hidden=\"true", "\t\"\n", '&quot; onclick=&quot;steal()',
]  # fmt: skip
_ADDRESSES = [
    "javascript:steal()", "JaVaScRiPt:steal()", " javascript:steal()", "java\tscript:steal()", "javascript&colon;steal()",
    "data:text/html,<script>steal()</script>", "vbscript:steal()", "file:///etc/passwd", "//x.example", "\\\\x.example\\x",
    "http://x.example/\"><script>steal()</script>", "https://x.example/'onmouseover='steal()", "https://x.example/?a=<b>&c=\"d\"",
    "https://user:word@x.example/", "https://x.example/#<script>", "ftp://x.example/", "http://", "https://x.example/\r\nX: y",
]  # fmt: skip
_TEMPLATES = [
    "{{ 7*7 }}", "{{ config }}", "{% for x in [] %}", "{# gone #}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{''.__class__.__mro__}}",
    "{{ request }}", "{0}", "{n}", "{name.__class__}", "%(x)s", "%s%n%d", "$(steal)", "`steal`", "{{", "}}", "{%", "{",
]  # fmt: skip
_QUERIES = [
    "'; DROP TABLE claims; --", "' OR '1'='1", "\" OR 1=1 --", "1; SELECT 1", "' UNION SELECT body FROM texts --", "admin'--", "%' --",
    "'||(SELECT 1)||'", "\\'; --", "Robert'); --", "NULL", "null", "undefined", "NaN", "true", "[object Object]", "__proto__", "constructor",
]  # fmt: skip
_PATHS = [
    "../../../etc/passwd", "..\\..\\windows", "/etc/passwd", "....//....//", "%2e%2e%2f", "..%c0%af", "a/b/c", ".", "..", "con", "nul",
    "~root", "x?y=z", "x#y", "x;y", "x&y", "x=y", "x%00y", "x y", "x+y", "index.html", ".json", "x.json", "marks", "static/style.css",
]  # fmt: skip
_CONTROLS = [
    "a\u202eb", "a\u2066b\u2069", "\u202d\u202dcba", "a\u200bb", "a\u200fb", "\ufeffa", "a\u0000b", "a\u001bb", "a\x1b[31mb", "a\u0085b",
    "a\u2028b", "a\u2029b", "a\ud800b", "\udc00", "a\x7fb", "a\x08b", "e\u0301\u0301\u0301\u0301", "\U0010ffff", "🇦🇫", "\u0627\u0644\u0639",
    "\u05d0\u05d1", "a\r\nSet-Cookie: x=y", "a\nb", "a\tb", " ", "\u00a0", "Z" * 4000, "word " * 400, "é" * 100, "<" * 300, "&" * 300,
    '"' * 300, "'" * 300, "\\" * 300, "İ", "ß", "ﬁ", "①", "Ⅷ", "\u0130\u0131", "=1+1", "@SUM(1)", "+1", "-1", "| rm", "; ls", "&& ls",
]  # fmt: skip
_MORE = [
    f"<{tag} {event}=steal()>x</{tag}>"
    for tag in ("b", "div", "select", "audio")
    for event in ("onclick", "onpointerenter", "onanimationstart", "onwheel")
]

INJECTIONS = (*_MARKUP, *_ATTRIBUTES, *_ADDRESSES, *_TEMPLATES, *_QUERIES, *_PATHS, *_CONTROLS, *_MORE)
