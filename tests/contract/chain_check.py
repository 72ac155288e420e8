#!/usr/bin/env python3
"""Checks chains without our code: an auditor's own pair of eyes. Needs only Python's standard library.

    matbud events cat --json | chain_check.py follow          follow whole partitions, from their first record
    chain_check.py follow FILE...                              the same, from files of JSON lines
    chain_check.py vectors [vectors.json]                      recompute the published vectors

`follow` reads one JSON object a line: topic, partition, offset, canonical (base64), and whatever else. Records of one
partition stand in offset order; partitions may be mixed. It prints a line for each partition, and tells on stderr

  * bytes that are no canonical record, offsets that do not rise, and in a chained topic offsets that are missing,
  * an accepted event whose cause is not the record it names, was void itself, or was already decided,
    as far as the cause's partition is among what was read.

Void records are counted, not told: they are normal. Exit code: 0 all well, 2 called wrongly, 4 something was told.
"""
import base64
import binascii
import json
import os
import sys

import canonical

COMPACTED = {"keys.v1"}


class Partition:
    """What was read of one partition."""

    def __init__(self, topic, number):
        self.topic = topic
        self.number = number
        self.chain = canonical.Chain(topic, number) if canonical.is_chained(topic) else None
        self.next_offset = 0
        self.records = 0
        self.hashes = {}     # offset -> hash
        self.accepted = {}   # offset -> (ce_id, Cause), of a chained topic

    def __str__(self):
        return f"{self.topic}/{self.number}"

    def take(self, offset, data):
        """Follows one record; yields what is wrong with it."""
        if offset < self.next_offset:
            yield f"{self} at {offset}: does not come after {self.next_offset - 1}"
            return
        if offset > self.next_offset and self.topic not in COMPACTED:
            yield f"{self}: {self.next_offset} to {offset - 1} are missing"
        self.next_offset = offset + 1
        self.records += 1
        self.hashes[offset] = canonical.hash_of(data)
        try:
            record = canonical.decode(data)
        except ValueError as error:
            yield f"{self} at {offset}: {error}"
            return
        if self.chain and self.chain.follow(record, self.hashes[offset]):
            self.accepted[offset] = (record.id, record.cause)

    def summary(self):
        if self.chain is None:
            return f"{self}: {self.records} records, no chain"
        return f"{self}: {self.records} records, {self.chain.accepted} accepted, {self.chain.void} void, " \
               f"head {self.chain.head.hex()}"


def cause_findings(partition, partitions):
    """Yields what is wrong with the causes of a partition's accepted events."""
    decided = {}
    for offset, (event_id, cause) in partition.accepted.items():
        where = f"{partition} at {offset}"
        if cause is None:
            yield f"{where}: an event without a cause"
            continue
        named = f"{cause.topic}/{cause.partition}/{cause.offset}"
        if event_id != named:
            yield f"{where}: its id {event_id} is not its cause {named}"
        if named in decided:
            yield f"{where}: {named} was already decided at {decided[named]}"
        decided.setdefault(named, offset)
        source = partitions.get((cause.topic, cause.partition))
        if source is None:
            continue
        if cause.offset not in source.hashes:
            yield f"{where}: its cause {named} does not exist"
        elif source.hashes[cause.offset] != cause.hash:
            yield f"{where}: its cause {named} is another record than the one that was decided"
        elif source.chain and cause.offset not in source.accepted:
            yield f"{where}: its cause {named} is void"


def parsed(line):
    """(topic, partition, offset, canonical bytes) of one JSON line. ValueError says what is wrong."""
    entry = json.loads(line)
    if not isinstance(entry, dict):
        raise ValueError("is not an object")
    for name, kind in (("topic", str), ("partition", int), ("offset", int), ("canonical", str)):
        if not isinstance(entry.get(name), kind):
            raise ValueError(f"has no {name}")
    try:
        data = base64.b64decode(entry["canonical"], validate=True)
    except binascii.Error as error:
        raise ValueError(f"canonical is not base64: {error}") from error
    return entry["topic"], entry["partition"], entry["offset"], data


def follow(lines):
    """(partitions by (topic, number), what is wrong)."""
    partitions, wrong = {}, []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            topic, index, offset, data = parsed(line)
        except ValueError as error:
            wrong.append(f"line {number}: {error}")
            continue
        partition = partitions.setdefault((topic, index), Partition(topic, index))
        wrong.extend(partition.take(offset, data))
    for place in sorted(partitions):
        wrong.extend(cause_findings(partitions[place], partitions))
    return partitions, wrong


def record_of(fields):
    """A canonical.Record of a vector's fields."""
    cause = fields["cause"]
    texts = {name: fields[name] for name in ("key", "id", "source", "type", "subject", "traceparent", "writer")}
    return canonical.Record(
        prev=bytes.fromhex(fields["prev"]), time_ms=fields["time_ms"], value=bytes.fromhex(fields["value_hex"]),
        cause=cause and canonical.Cause(cause["topic"], cause["partition"], cause["offset"],
                                        bytes.fromhex(cause["hash"])), **texts)


def vector_findings(vectors):
    """Yields what is wrong with the published vectors."""
    for entry in vectors["geneses"]:
        if canonical.genesis(entry["topic"], entry["partition"]).hex() != entry["hash"]:
            yield f"genesis of {entry['topic']}/{entry['partition']} differs"
    for vector in vectors["records"]:
        data = bytes.fromhex(vector["canonical_hex"])
        if canonical.encode(record_of(vector["fields"])) != data:
            yield f"record '{vector['name']}': its fields encode to other bytes"
        if canonical.decode(data) != record_of(vector["fields"]):
            yield f"record '{vector['name']}': its bytes decode to other fields"
        if canonical.hash_of(data).hex() != vector["hash"]:
            yield f"record '{vector['name']}': its hash differs"
    chain = canonical.Chain(vectors["chain"]["topic"], vectors["chain"]["partition"])
    for vector in vectors["chain"]["records"]:
        data = bytes.fromhex(vector["canonical_hex"])
        if canonical.hash_of(data).hex() != vector["hash"]:
            yield f"chain at {vector['offset']}: its hash differs"
        if chain.follow(canonical.decode(data), canonical.hash_of(data)) != vector["accepted"]:
            yield f"chain at {vector['offset']}: {vector['why']}, and is not"
    if (chain.head.hex(), chain.accepted, chain.void) != tuple(vectors["chain"][k] for k in ("head", "accepted", "void")):
        yield "chain: ends with another head or other counts"


def main(arguments):
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "vectors" and len(rest) <= 1:
        path = rest[0] if rest else os.path.join(os.path.dirname(os.path.abspath(__file__)), "vectors.json")
        with open(path, encoding="utf-8") as file:
            vectors = json.load(file)
        wrong = list(vector_findings(vectors))
        print(f"{len(vectors['records'])} records, {len(vectors['geneses'])} geneses, "
              f"a chain of {len(vectors['chain']['records'])}")
    elif command == "follow":
        lines = []
        for path in rest:
            with open(path, encoding="utf-8") as file:
                lines.extend(file)
        partitions, wrong = follow(lines if rest else sys.stdin)
        for place in sorted(partitions):
            print(partitions[place].summary())
    else:
        print(__doc__, file=sys.stderr)
        return 2
    for finding in wrong:
        print(finding, file=sys.stderr)
    return 4 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
