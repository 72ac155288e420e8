#!/usr/bin/env python3
"""Prints the tables of services/grocer_bridge/edge/models from what the judges judge by: make_models.py JARS OUT.

Of each kind of document that is read, the elements in the order of UBL's schemas with what the published rules say of
them one by one. What the rules say of several elements together (sums, codes that call for lines) is written by hand in
the same folder. Run it when pom.xml names newer rules, and look at the differences.
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as tree
import zipfile

XSL = "{http://www.w3.org/1999/XSL/Transform}"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
XS = "{http://www.w3.org/2001/XMLSchema}"
PEPPOL = "external/schematron/openpeppol/2026.5/xslt/PEPPOLBIS-%s.xslt"
EHF = "external/schematron/2023-02/xslt/%s.xslt"

# kind of document: root element, and for each variant its letter, rules, and version of UBL.
MODELS = {
    "order_response": ("OrderResponse", [
        ("a", PEPPOL % "T76", "2.1"), ("b", PEPPOL % "T116", "2.3"),
        ("c", EHF % "ordering-3.0/EHF-ORDER-RESPONSE-3.0", "2.2"),
        ("d", EHF % "advanced-ordering-3.0/EHF-P09-3.0-ORDER-RESPONSE", "2.2")]),
    "despatch_advice": ("DespatchAdvice", [
        ("a", PEPPOL % "T16", "2.1"), ("c", EHF % "despatch-advice-3.0/EHF-DESPATCH-ADVICE-3.0", "2.2")]),
    "catalogue": ("Catalogue", [
        ("a", PEPPOL % "T19", "2.1"), ("c", EHF % "catalogue-3.0/EHF-CATALOGUE-3.0", "2.2")]),
}
TYPES = {"Amount": "amount", "BinaryObject": "binary", "Code": "code", "Date": "date", "Time": "time",
         "Identifier": "id", "Indicator": "bool", "Measure": "measure", "Numeric": "number", "Percent": "number",
         "Rate": "number", "Value": "number", "Quantity": "quantity", "Text": "text", "Name": "text",
         "Graphic": "binary", "DateTime": "text"}


class Jars:
    def __init__(self, folder):
        self.zips = [zipfile.ZipFile(path) for path in sorted(pathlib.Path(folder).glob("*.jar"))]

    def read(self, name):
        for jar in self.zips:
            if name in jar.namelist():
                return tree.fromstring(jar.read(name))
        raise SystemExit(f"no jar has {name}")


class Schema:
    """What UBL says: children of an aggregate in order, with how often, and the kind of each text."""

    def __init__(self, jars, version, root):
        place = f"external/schemas/ubl{version.replace('.', '')}/"
        self.types = {}
        self.elements = {}
        for prefix, name in (("cbc", "CommonBasicComponents"), ("cac", "CommonAggregateComponents")):
            schema = jars.read(f"{place}common/UBL-{name}-{version}.xsd")
            self.add(schema, prefix)
        main = jars.read(f"{place}maindoc/UBL-{root}-{version}.xsd")
        self.add(main, "")

    def add(self, schema, prefix):
        for element in schema.findall(XS + "element"):
            name = f"{prefix}:{element.get('name')}" if prefix else element.get("name")
            self.elements[name] = element.get("type").split(":")[-1]
        for kind in schema.findall(XS + "complexType"):
            sequence = kind.find(XS + "sequence")
            if sequence is not None:
                self.types[kind.get("name")] = [
                    (e.get("ref"), int(e.get("minOccurs", "1")), e.get("maxOccurs", "1")) for e in sequence]
            else:
                base = kind.find(f"{XS}simpleContent/{XS}extension")
                if base is None:
                    base = kind.find(f"{XS}simpleContent/{XS}restriction")
                if base is not None:
                    self.types[kind.get("name")] = base.get("base").split(":")[-1]

    def children(self, element):
        found = self.types.get(self.elements[element], [])
        return found if isinstance(found, list) else []

    def kind(self, element):
        base = self.types[self.elements[element]]
        while isinstance(self.types.get(base), str) and self.types[base] != base:
            base = self.types[base]
        name = base.removesuffix("Type")
        return "code" if name.endswith("Code") else TYPES[name]


class Rules:
    """What one transaction's Schematron says of single elements: by path below the root."""

    def __init__(self, sheet, root):
        self.lists = {}
        for variable in sheet.findall(XSL + "variable"):
            codes = re.fullmatch(r"tokenize\('(.*)', '\\s'\)", variable.get("select") or "", re.S)
            if codes:
                self.lists[variable.get("name")] = codes.group(1).split()
        self.required, self.closed, self.codes, self.fixed, self.attributes, self.order = set(), set(), {}, {}, {}, []
        for template in sheet.findall(XSL + "template"):
            context = re.fullmatch(r"/ubl:" + root + r"((?:/[\w:]+)*)(/\*)?", template.get("match") or "")
            if not context:
                continue
            path = tuple(step for step in context.group(1).split("/") if step)
            if context.group(2):
                self.closed.add(path)
                continue
            if path not in self.order:
                self.order.append(path)
            for choose in template.iter(XSL + "choose"):
                if choose.find(f"{XSL}otherwise/{SVRL}failed-assert") is not None:
                    failed = choose.find(f"{XSL}otherwise/{SVRL}failed-assert")
                    flags = ["".join(a.itertext()) for a in failed.findall(XSL + "attribute") if a.get("name") == "flag"]
                    if flags == ["fatal"]:
                        self.take(path, choose.find(XSL + "when").get("test").strip())

    def take(self, path, test):
        attribute = self.attributes.setdefault(path, {})
        lists = re.findall(r"some \$code in \$([\w-]+) satisfies \$code = normalize-space\(text\(\)\)", test)
        if re.fullmatch(r"c[ab]c:\w+", test):
            self.required.add(path + (test,))
        elif test == "false()":
            self.closed.add(path)
        elif lists:
            self.codes[path] = lists
        elif match := re.fullmatch(r"normalize-space\(text\(\)\) = '([^']*)'", test):
            self.fixed[path] = match.group(1)
        elif match := re.fullmatch(r"@(\w+)", test):
            attribute.setdefault(match.group(1), {})["required"] = True
        elif match := re.fullmatch(
                r"not\(@(\w+)\) or \(some \$code in \$([\w-]+) satisfies \$code = @\w+\)", test):
            attribute.setdefault(match.group(1), {})["codes"] = match.group(2)
        elif match := re.fullmatch(r"not\(@(\w+)\) or @\w+ = '([^']*)'", test):
            attribute.setdefault(match.group(1), {})["fixed"] = match.group(2)
        elif "schemaLocation" not in test:
            print("not understood:", "/".join(path), test, file=sys.stderr)


def list_name(name, codes, lists):
    """Lists of one name that differ between rule sets get a number."""
    base = re.sub(r"\W+", "_", name.removeprefix("cl")).lower()
    for number in range(1, 9):
        known = base if number == 1 else f"{base}_{number}"
        if lists.setdefault(known, codes) == codes:
            return known
    raise SystemExit("too many lists")


def describe(schema, rules, path, ref, least, most, lists):
    """The words of one line, without its variants."""
    words = []
    if least > 0 or path in rules.required:
        words.append("!")
    if most != "1":
        words.append("*")
    if ref.startswith("cbc:"):
        words.append(schema.kind(ref))
        if path in rules.codes:
            words.append("in:" + "|".join(list_name(n, rules.lists[n], lists) for n in rules.codes[path]))
        if path in rules.fixed:
            words.append("=" + rules.fixed[path])
        for name, rule in sorted(rules.attributes.get(path, {}).items()):
            if rule:
                word = "@" + name + ("!" if rule.get("required") else "")
                if "codes" in rule:
                    word += "in:" + list_name(rule["codes"], rules.lists[rule["codes"]], lists)
                if "fixed" in rule:
                    word += "=" + rule["fixed"]
                words.append(word)
    return " ".join(words)


def walk(schema, rules, element, path, lists, seen):
    """[(path, words)] in the order of the schema."""
    rows = []
    known = {p for p in rules.order if len(p) > len(path) and p[:len(path)] == path}
    for ref, least, most in schema.children(element):
        below = path + (ref,)
        if below not in rules.order:
            continue
        rows.append((below, describe(schema, rules, below, ref, least, most, lists)))
        rows += walk(schema, rules, ref, below, lists, seen)
        seen.add(below)
    if known and path not in rules.closed:
        print("open to more of UBL:", "/".join(path) or element, file=sys.stderr)
    return rows


def merged(variants):
    """One list of rows for all variants, in an order that agrees with each."""
    result = []
    for letter, rows in variants:
        at = 0
        for path, words in rows:
            places = [i for i, (p, _) in enumerate(result) if p == path]
            if places:
                result[places[0]][1].setdefault(words, []).append(letter)
                at = places[0] + 1
            else:
                while at < len(result) and len(result[at][0]) > len(path):
                    at += 1
                result.insert(at, (path, {words: [letter]}))
                at += 1
    return result


def table(root, variants):
    every = [letter for letter, _ in variants]
    lines = [root]
    for path, by_words in merged(variants):
        for words, letters in by_words.items():
            only = "" if letters == every else " ~" + "".join(letters)
            lines.append("  " * len(path) + path[-1] + (" " + words if words else "") + only)
    return lines


def main():
    jars, out = Jars(sys.argv[1]), pathlib.Path(sys.argv[2])
    lists = {}
    for name, (root, variants) in MODELS.items():
        rows = []
        for letter, sheet, version in variants:
            schema, rules, seen = Schema(jars, version, root), Rules(jars.read(sheet), root), set()
            rows.append((letter, walk(schema, rules, root, (), lists, seen)))
            for path in rules.order:
                if path and path not in seen:
                    print(f"{root} {letter}: not in the schema: {'/'.join(path)}", file=sys.stderr)
        (out / f"{name}.model").write_text("\n".join(table(root, rows)) + "\n")
    (out / "codes.lists").write_text("".join(f"{name} {' '.join(codes)}\n" for name, codes in sorted(lists.items())))


if __name__ == "__main__":
    main()
