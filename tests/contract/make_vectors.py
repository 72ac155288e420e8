#!/usr/bin/env python3
"""Prints vectors.json. Made from proto/README.md alone, so that our library can be held against it.

    tests/contract/make_vectors.py > tests/contract/vectors.json

Vectors are published: new ones are added, none is changed.
"""
import json
import sys

import canonical
from canonical import Cause, Record


def an_event(prev, offset, value, cause_offset, writer="ordering-3-5f00"):
    cause_hash = canonical.hash_of(f"input {cause_offset}".encode())
    return Record(prev=prev, key="3024-sandvika", id=f"ordering.commands.v1/3/{cause_offset}",
                  source="/matbud/ordering/3", type="matbud.ordering.v1.OrderPlaced", subject=f"order/{offset:04x}",
                  time_ms=1_790_000_000_000 + offset, cause=Cause("ordering.commands.v1", 3, cause_offset, cause_hash),
                  writer=writer, value=value)


def records():
    yield "empty", Record()
    yield "command", Record(key="3024-sandvika", id="01J9ZK3V7Q", source="/matbud/edge",
                            type="matbud.ordering.v1.PlaceOrder", subject="order/7f3a", time_ms=1_790_000_000_123,
                            traceparent="00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                            value=bytes.fromhex("0a060a0437663361"))
    event = an_event(canonical.genesis("ordering.events.v1", 3), 0, b"\x0a\x00\x01", 17)
    event.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    yield "event", event
    yield "letters beyond ASCII, counted in bytes", Record(key="3024-bærum", subject="område/Snarøya", value=b"\xff\x00")
    yield "a time before 1970", Record(time_ms=-1)
    yield "the largest numbers", Record(time_ms=2**63 - 1, cause=Cause("a.events.v1", 2**32 - 1, 2**63 - 1, b"\xff" * 32))
    yield "sizes of more than one byte", Record(subject="s" * 258, value=bytes(i % 251 for i in range(772)))
    yield "tombstone", Record(key="c-5d81", id="keys/c-5d81/1790000000000", source="/matbud/keys",
                              type="matbud.privacy.v1.WrappedKey", subject="citizen/c-5d81", time_ms=1_790_000_000_000)


def chain(topic, partition):
    """Accepted records with void ones between them, as faults leave them."""
    start = canonical.genesis(topic, partition)
    stranger = an_event(canonical.genesis(topic, partition + 1), 0, b"first of another partition", 0)
    first = an_event(start, 1, b"first", 1)
    rival = an_event(start, 2, b"rival", 2, writer="ordering-3-zombie")
    second = an_event(canonical.hash_of(canonical.encode(first)), 4, b"second", 3)
    after_rival = an_event(canonical.hash_of(canonical.encode(rival)), 5, b"after the rival", 4, "ordering-3-zombie")
    third = an_event(canonical.hash_of(canonical.encode(second)), 6, b"third", 5)
    for why, record in (("void: another partition's genesis", stranger), ("accepted", first),
                        ("void: came second on the same head", rival), ("void: the first again", first),
                        ("accepted", second), ("void: extends a void record", after_rival), ("accepted", third),
                        ("void: an old record again", second)):
        yield why, record


def fields_of(record):
    cause = record.cause
    return {
        "prev": record.prev.hex(), "key": record.key, "id": record.id, "source": record.source, "type": record.type,
        "subject": record.subject, "time_ms": record.time_ms, "traceparent": record.traceparent,
        "cause": cause and {"topic": cause.topic, "partition": cause.partition, "offset": cause.offset,
                            "hash": cause.hash.hex()},
        "writer": record.writer, "value_hex": record.value.hex(),
    }


def vectors():
    topic, partition = "ordering.events.v1", 3
    out = {"geneses": [{"topic": t, "partition": p, "hash": canonical.genesis(t, p).hex()}
                       for t, p in ((topic, 0), (topic, 3), ("grocer.dagros.orders.v1", 11))],
           "records": [], "chain": {"topic": topic, "partition": partition, "records": []}}
    for name, record in records():
        encoded = canonical.encode(record)
        out["records"].append({"name": name, "fields": fields_of(record), "canonical_hex": encoded.hex(),
                               "hash": canonical.hash_of(encoded).hex()})
    followed = canonical.Chain(topic, partition)
    for offset, (why, record) in enumerate(chain(topic, partition)):
        encoded = canonical.encode(record)
        accepted = followed.follow(record, canonical.hash_of(encoded))
        assert accepted == (why == "accepted"), why
        out["chain"]["records"].append({"offset": offset, "why": why, "accepted": accepted,
                                        "canonical_hex": encoded.hex(), "hash": canonical.hash_of(encoded).hex()})
    out["chain"].update(head=followed.head.hex(), accepted=followed.accepted, void=followed.void)
    return out


if __name__ == "__main__":
    json.dump(vectors(), sys.stdout, indent=1, ensure_ascii=True)
    print()
