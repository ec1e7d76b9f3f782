"""Sending what the outbox holds: claim a row, send, mark it; a crash in between repeats at most the row in flight."""


def drain():
    raise NotImplementedError
