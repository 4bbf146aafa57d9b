"""The same answers for assistants, over the Model Context Protocol: read-only tools on standard input and output.

`tools` has what they answer, `server` serves it. Whatever comes from an article stands under `untrusted_text`.
"""
