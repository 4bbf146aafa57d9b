"""Made-up crawls: WARC files of web pages in words of our own, for measuring; nothing of them is committed."""
