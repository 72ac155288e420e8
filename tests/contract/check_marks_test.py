"""proto/check_marks.py must fail for each kind of carelessness, or the build's promise is empty.

The environment names protoc: PROTOC.
"""
import os
import subprocess
import sys
import tempfile
import unittest

PROTO = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "proto")
HEAD = """syntax = "proto3";
package matbud.careless.v1;
import "matbud/privacy/v1/privacy.proto";
import "matbud/ordering/v1/reference.proto";
"""
GOOD = "string x = 1 [(privacy.v1.mark) = MARK_OPEN];"


def verdict(body):
    """(exit code, what is told) for a contract with one more file."""
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "matbud", "careless", "v1"))
        path = os.path.join(folder, "matbud", "careless", "v1", "careless.proto")
        with open(path, "w", encoding="utf-8") as file:
            file.write(HEAD + body)
        out = os.path.join(folder, "contract.bin")
        subprocess.run([os.environ.get("PROTOC", "protoc"), "-I", PROTO, "-I", folder, "--include_imports",
                        "--include_source_info", "-o", out, path], check=True, stderr=subprocess.DEVNULL)
        checked = subprocess.run([sys.executable, os.path.join(PROTO, "check_marks.py"), out], capture_output=True,
                                 text=True, check=False)
        return checked.returncode, checked.stderr


def message(field, comment="// What it holds.\n", name="Careless"):
    return f"// A message.\nmessage {name} {{\n{comment}{field}\n}}\n"


class CheckMarks(unittest.TestCase):
    def refused(self, body, why):
        code, told = verdict(body)
        self.assertEqual(code, 1, told)
        self.assertIn(why, told)
        self.assertEqual(len(told.splitlines()), 1, told)

    def test_lets_a_careful_file_pass(self):
        self.assertEqual(verdict(message(GOOD)), (0, ""))
        self.assertEqual(verdict(message("privacy.v1.Sealed x = 1 [(privacy.v1.mark) = MARK_SEALED];")), (0, ""))
        self.assertEqual(verdict(message("map<string, int32> x = 1 [(privacy.v1.mark) = MARK_OPEN];")), (0, ""))

    def test_refuses_a_field_without_a_mark(self):
        self.refused(message("string x = 1;"), "matbud.careless.v1.Careless.x is not marked")
        self.refused(message("string x = 1 [(privacy.v1.mark) = MARK_UNSPECIFIED];"), "is not marked")
        self.refused("// A.\nmessage A {\n// B.\nmessage B {\n// X.\nstring x = 1;\n}\n}\n", "A.B.x is not marked")
        self.refused("// A.\nmessage A {\noneof o {\n// X.\nstring x = 1;\n}\n}\n", "A.x is not marked")

    def test_refuses_what_has_no_comment(self):
        self.refused(message(GOOD, comment=""), "field matbud.careless.v1.Careless.x has no comment")
        self.refused("message Careless {}\n", "message matbud.careless.v1.Careless has no comment")
        self.refused("// E.\nenum E {\nE_UNSPECIFIED = 0;\n}\n", "value matbud.careless.v1.E.E_UNSPECIFIED has no")

    def test_refuses_sealed_text_without_a_box_and_a_box_marked_open(self):
        self.refused(message("string x = 1 [(privacy.v1.mark) = MARK_SEALED];"), "is not a matbud.privacy.v1.Sealed")
        self.refused(message("privacy.v1.Sealed x = 1 [(privacy.v1.mark) = MARK_OPEN];"), "not marked MARK_SEALED")

    def test_refuses_clear_text_outside_a_box(self):
        self.refused(message("ordering.v1.Diet x = 1 [(privacy.v1.mark) = MARK_OPEN];"), "in the open")

    def test_refuses_to_carry_on_what_was_never_sealed(self):
        carried = 'privacy.v1.Sealed x = 1 [(privacy.v1.mark) = MARK_SEALED, (privacy.v1.sealed_as) = "%s"];'
        self.assertEqual(verdict(message(carried % "matbud.ordering.v1.Citizen.name")), (0, ""))
        for nowhere in ("matbud.ordering.v1.Citizen.nam", "matbud.ordering.v1.Citizen.area_id",
                        "matbud.careless.v1.Careless.x"):
            self.refused(message(carried % nowhere), f"is sealed_as {nowhere}")
        self.refused(message('string x = 1 [(privacy.v1.mark) = MARK_OPEN, '
                             '(privacy.v1.sealed_as) = "matbud.ordering.v1.Citizen.name"];'), "is not a sealed box")


if __name__ == "__main__":
    unittest.main()
