"""A record's canonical bytes, its hash and the chain's rule, written from proto/README.md and nothing else.

Needs only the standard library. Errors in bytes are ValueError, with what is wrong.
"""
import dataclasses
import hashlib
import struct
from typing import Optional

LAYOUT = 1
HASH_BYTES = 32
NO_HASH = bytes(HASH_BYTES)
TEXTS_BEFORE_TIME = ("key", "id", "source", "type", "subject")


@dataclasses.dataclass
class Cause:
    topic: str
    partition: int
    offset: int
    hash: bytes


@dataclasses.dataclass
class Record:
    prev: bytes = NO_HASH
    key: str = ""
    id: str = ""
    source: str = ""
    type: str = ""
    subject: str = ""
    time_ms: int = 0
    traceparent: str = ""
    cause: Optional[Cause] = None
    writer: str = ""
    value: bytes = b""


def hash_of(canonical: bytes) -> bytes:
    return hashlib.sha256(canonical).digest()


def genesis(topic: str, partition: int) -> bytes:
    return hash_of(f"matbud/1/{topic}/{partition}".encode("ascii"))


def is_chained(topic: str) -> bool:
    parts = topic.split(".")
    return len(parts) >= 3 and parts[-2] in ("events", "orders")


def text(value: str) -> bytes:
    encoded = value.encode("utf-8", "surrogateescape")
    return struct.pack(">H", len(encoded)) + encoded


def encode(record: Record) -> bytes:
    out = bytes([LAYOUT]) + record.prev
    for name in TEXTS_BEFORE_TIME:
        out += text(getattr(record, name))
    out += struct.pack(">q", record.time_ms) + text(record.traceparent)
    if record.cause is None:
        out += b"\x00"
    else:
        cause = record.cause
        out += b"\x01" + text(cause.topic) + struct.pack(">Iq", cause.partition, cause.offset) + cause.hash
    return out + text(record.writer) + struct.pack(">I", len(record.value)) + record.value


class Cursor:
    """Takes parts from the front of bytes."""

    def __init__(self, data: bytes):
        self.data = data
        self.at = 0

    def take(self, size: int) -> bytes:
        if self.at + size > len(self.data):
            raise ValueError("record is cut short")
        self.at += size
        return self.data[self.at - size:self.at]

    def number(self, form: str) -> int:
        return struct.unpack(">" + form, self.take(struct.calcsize(">" + form)))[0]

    def text(self) -> str:
        return self.take(self.number("H")).decode("utf-8", "surrogateescape")


def decode(canonical: bytes) -> Record:
    cursor = Cursor(canonical)
    if cursor.number("B") != LAYOUT:
        raise ValueError("record layout is not version 1")
    record = Record(prev=cursor.take(HASH_BYTES))
    for name in TEXTS_BEFORE_TIME:
        setattr(record, name, cursor.text())
    record.time_ms = cursor.number("q")
    record.traceparent = cursor.text()
    caused = cursor.number("B")
    if caused == 1:
        record.cause = Cause(cursor.text(), cursor.number("I"), cursor.number("q"), cursor.take(HASH_BYTES))
    elif caused != 0:
        raise ValueError("record has an unknown cause marker")
    record.writer = cursor.text()
    record.value = cursor.take(cursor.number("I"))
    if cursor.at != len(canonical):
        raise ValueError("record has bytes left over")
    return record


class Chain:
    """The rule of every reader, for one partition from its first record on."""

    def __init__(self, topic: str, partition: int):
        self.head = genesis(topic, partition)
        self.accepted = 0
        self.void = 0

    def follow(self, record: Record, record_hash: bytes) -> bool:
        """Whether the record is accepted."""
        if record.prev != self.head:
            self.void += 1
            return False
        self.head = record_hash
        self.accepted += 1
        return True
