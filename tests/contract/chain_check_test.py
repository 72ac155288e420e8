"""An auditor's script that finds nothing must not be one that looks at nothing."""
import base64
import copy
import dataclasses
import io
import json
import os
import sys
import unittest
from contextlib import redirect_stderr, redirect_stdout
from unittest import mock

import canonical
import chain_check
import make_vectors
from canonical import Cause, Record

HERE = os.path.dirname(os.path.abspath(__file__))
COMMANDS, EVENTS, BRIDGE = "ordering.commands.v1", "ordering.events.v1", "grocer-bridge.events.v1"


class Logbook:
    """A log in memory that writes what `matbud events cat --json` prints."""

    def __init__(self):
        self.partitions = {}
        self.lines = []

    def append(self, topic, record, partition=3):
        data = canonical.encode(record)
        records = self.partitions.setdefault((topic, partition), [])
        self.lines.append({"topic": topic, "partition": partition, "offset": len(records), "appended_at_ms": 1,
                           "canonical": base64.b64encode(data).decode(), "type": record.type})
        records.append(data)
        return Cause(topic, partition, len(records) - 1, canonical.hash_of(data))

    def event(self, topic, prev, cause):
        record = Record(prev=prev, id=f"{cause.topic}/{cause.partition}/{cause.offset}", cause=cause, writer="w")
        return self.append(topic, record)

    def command(self, name):
        return self.append(COMMANDS, Record(id=name, value=name.encode()))


def a_good_log():
    """Two commands, two orders, one of them sent to the grocer; a void record of a zombie."""
    log = Logbook()
    first, second = log.command("c-1"), log.command("c-2")
    placed = log.event(EVENTS, canonical.genesis(EVENTS, 3), first)
    zombie = log.event(EVENTS, canonical.genesis(EVENTS, 3), second)
    placed_too = log.event(EVENTS, placed.hash, second)
    log.event(BRIDGE, canonical.genesis(BRIDGE, 3), placed)
    return log, zombie, placed_too


def told(log):
    return chain_check.follow(json.dumps(line) for line in log.lines)[1]


class Following(unittest.TestCase):
    def test_a_good_log_is_counted_and_nothing_is_told(self):
        log, _, placed_too = a_good_log()
        partitions, wrong = chain_check.follow(json.dumps(line) for line in log.lines)
        self.assertEqual(wrong, [])
        events = partitions[EVENTS, 3]
        self.assertEqual((events.chain.accepted, events.chain.void), (2, 1))
        self.assertEqual(events.chain.head, placed_too.hash)
        self.assertIn("no chain", partitions[COMMANDS, 3].summary())

    def test_an_altered_input_is_told(self):
        log, _, _ = a_good_log()
        log.lines[0]["canonical"] = base64.b64encode(canonical.encode(Record(id="c-1", value=b"forged"))).decode()
        self.assertIn("another record than the one that was decided", " ".join(told(log)))

    def test_an_altered_event_breaks_what_follows(self):
        log, _, _ = a_good_log()
        place = next(i for i, line in enumerate(log.lines) if line["topic"] == EVENTS)
        record = canonical.decode(base64.b64decode(log.lines[place]["canonical"]))
        log.lines[place]["canonical"] = base64.b64encode(
            canonical.encode(dataclasses.replace(record, value=b"forged"))).decode()
        partitions, wrong = chain_check.follow(json.dumps(line) for line in log.lines)
        self.assertEqual(partitions[EVENTS, 3].chain.accepted, 1)
        self.assertIn("another record than the one that was decided", " ".join(wrong))

    def test_a_lost_record_is_told(self):
        log, _, _ = a_good_log()
        del log.lines[2]
        self.assertIn("ordering.events.v1/3: 0 to 0 are missing", told(log))

    def test_a_cut_log_is_told_by_those_who_read_further(self):
        log, _, _ = a_good_log()
        log.lines = [line for line in log.lines if (line["topic"], line["offset"]) != (COMMANDS, 1)]
        self.assertEqual(told(log), ["ordering.events.v1/3 at 2: its cause ordering.commands.v1/3/1 does not exist"])

    def test_records_out_of_order_are_told(self):
        log, _, _ = a_good_log()
        log.lines[0], log.lines[1] = log.lines[1], log.lines[0]
        self.assertIn("does not come after", " ".join(told(log)))

    def test_an_input_decided_twice_is_told(self):
        log, _, placed_too = a_good_log()
        log.event(EVENTS, placed_too.hash, Cause(COMMANDS, 3, 0, canonical.hash_of(log.partitions[COMMANDS, 3][0])))
        self.assertEqual(told(log), ["ordering.events.v1/3 at 3: ordering.commands.v1/3/0 was already decided at 0"])

    def test_an_event_caused_by_a_void_one_is_told(self):
        log, zombie, _ = a_good_log()
        head = canonical.hash_of(log.partitions[BRIDGE, 3][-1])
        log.event(BRIDGE, head, zombie)
        self.assertEqual(told(log), ["grocer-bridge.events.v1/3 at 1: its cause ordering.events.v1/3/1 is void"])

    def test_an_event_without_a_cause_or_under_another_id_is_told(self):
        log, _, placed_too = a_good_log()
        alone = log.append(EVENTS, Record(prev=placed_too.hash, id="x"))
        log.append(EVENTS, Record(prev=alone.hash, id="x", cause=log.command("c-3")))
        wrong = " ".join(told(log))
        self.assertIn("at 3: an event without a cause", wrong)
        self.assertIn("at 4: its id x is not its cause", wrong)

    def test_causes_outside_what_was_read_are_left_alone(self):
        log, _, _ = a_good_log()
        log.lines = [line for line in log.lines if line["topic"] != COMMANDS]
        self.assertEqual(told(log), [])

    def test_bytes_that_are_no_record_are_told(self):
        whole = canonical.encode(Record(cause=Cause("t", 1, 2, bytes(32))))
        for data in (b"", b"\x02" + whole[1:], whole[:-1], whole + b"x", whole[:52] + b"\x07" + whole[53:]):
            with self.subTest(data=data):
                log = Logbook()
                log.command("c-1")
                log.lines[0]["canonical"] = base64.b64encode(data).decode()
                self.assertEqual(len(told(log)), 1)

    def test_lines_that_are_no_entries_are_told_with_their_number(self):
        for line in ("{", "[]", '{"topic": "t", "partition": 0, "offset": 0}',
                     '{"topic": "t", "partition": 0, "offset": 0, "canonical": "?"}'):
            with self.subTest(line=line):
                self.assertRegex(chain_check.follow(["", line])[1][0], "^line 2: ")

    def test_a_compacted_topic_may_have_holes(self):
        log = Logbook()
        for _ in range(3):
            log.append("keys.v1", Record(key="c-5d81"), partition=0)
        del log.lines[1]
        self.assertEqual(told(log), [])


class Vectors(unittest.TestCase):
    def setUp(self):
        with open(os.path.join(HERE, "vectors.json"), encoding="utf-8") as file:
            self.vectors = json.load(file)

    def test_are_what_the_readme_says(self):
        self.assertEqual(list(chain_check.vector_findings(self.vectors)), [])
        self.assertEqual(self.vectors, make_vectors.vectors())

    def test_every_altered_digit_of_a_record_is_told(self):
        canonical_hex = self.vectors["records"][2]["canonical_hex"]
        for at in range(0, len(canonical_hex), 7):
            altered = copy.deepcopy(self.vectors)
            digit = "0" if canonical_hex[at] != "0" else "1"
            altered["records"][2]["canonical_hex"] = canonical_hex[:at] + digit + canonical_hex[at + 1:]
            try:
                wrong = list(chain_check.vector_findings(altered))
            except ValueError:
                continue  # no longer a record
            self.assertTrue(wrong, f"digit {at}")

    def test_another_verdict_on_the_chain_is_told(self):
        for vector in self.vectors["chain"]["records"]:
            vector["accepted"] = not vector["accepted"]
            self.assertEqual(len(list(chain_check.vector_findings(self.vectors))), 1)
            vector["accepted"] = not vector["accepted"]

    def test_the_readme_quotes_them(self):
        with open(os.path.join(HERE, "..", "..", "proto", "README.md"), encoding="utf-8") as file:
            readme = file.read()
        self.assertIn("SHA-256: " + self.vectors["records"][0]["hash"], readme)
        self.assertIn("genesis of ordering.events.v1/0: " + self.vectors["geneses"][0]["hash"], readme)
        size = len(self.vectors["records"][0]["canonical_hex"]) // 2
        self.assertIn(f"is {size} bytes", readme)


class CommandLine(unittest.TestCase):
    def run_with(self, *arguments, stdin=""):
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), mock.patch.object(sys, "stdin", io.StringIO(stdin)):
            code = chain_check.main(list(arguments))
        return code, out.getvalue(), err.getvalue()

    def test_says_by_its_exit_code_what_it_found(self):
        log, _, _ = a_good_log()
        lines = [json.dumps(line) + "\n" for line in log.lines]
        code, out, err = self.run_with("follow", stdin="".join(lines))
        self.assertEqual((code, err), (0, ""))
        self.assertIn("ordering.events.v1/3: 3 records, 2 accepted, 1 void, head ", out)
        code, _, err = self.run_with("follow", stdin="".join(lines[1:]))
        self.assertEqual(code, 4)
        self.assertIn("missing", err)
        self.assertEqual(self.run_with("vectors")[0], 0)
        self.assertEqual(self.run_with()[0], 2)


if __name__ == "__main__":
    unittest.main()
