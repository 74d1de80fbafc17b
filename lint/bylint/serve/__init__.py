"""Checks over HTTP, for publishing systems on the same machine.

A request is read and answered by the server's process, which runs no rule and reads no config; a page is
checked by one of its worker processes, which may die over it.
"""
