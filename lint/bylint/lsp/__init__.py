"""The language server: what the command finds, in an editor, while a page is written.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""
