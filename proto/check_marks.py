#!/usr/bin/env python3
"""Fails when the contract does not say of every field what it is and whether it may be read by everyone.

    protoc -I proto --include_imports --include_source_info -o contract.bin proto/matbud/.../*.proto
    proto/check_marks.py contract.bin

Reads a FileDescriptorSet. Every message, field, enum and value under `matbud/` needs a comment; every field needs a
mark (privacy.proto). A sealed field holds a privacy.v1.Sealed, and a privacy.v1.Sealed is marked sealed. Prints one
line a finding, and exits with 1 when there are any, with 2 when called wrongly.
"""
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

OURS = "matbud/"
SEALED_BOX = "matbud.privacy.v1.Sealed"
MARK = "matbud.privacy.v1.mark"
SEALED_AS = "matbud.privacy.v1.sealed_as"

# Messages that are the clear text inside a Sealed. Their fields are personal, so they are marked sealed without being
# boxes themselves, and no message of a topic may hold one of these in the open.
CLEAR_TEXTS = {
    "matbud.ordering.v1.Diet": "Citizen.diet",
    "matbud.dispatch.v1.Point": "DropPoint.point",
}
# Fields that are sealed bytes without being a box: the inside of the box itself.
SEALED_BYTES = {SEALED_BOX + ".box"}

# Numbers of the parts of a descriptor, as source paths use them (descriptor.proto).
FILE_MESSAGE, FILE_ENUM, MESSAGE_FIELD, MESSAGE_NESTED, MESSAGE_ENUM, ENUM_VALUE = 4, 5, 2, 3, 4, 2


class Contract:
    """The descriptors of a set, and what they say of a field in the words of privacy.proto."""

    def __init__(self, files):
        self.files = [file for file in files if file.name.startswith(OURS)]
        pool = descriptor_pool.DescriptorPool()
        for file in files:
            pool.Add(file)
        self._options = message_factory.MessageFactory(pool).GetPrototype(
            pool.FindMessageTypeByName("google.protobuf.FieldOptions"))
        self._mark = pool.FindExtensionByName(MARK)
        self._sealed_as = pool.FindExtensionByName(SEALED_AS)

    def marked(self, field):
        """('MARK_OPEN' or another name, the field it is sealed for or '')."""
        options = self._options.FromString(field.options.SerializeToString())
        number = options.Extensions[self._mark]
        return self._mark.enum_type.values_by_number[number].name, options.Extensions[self._sealed_as]


def commented(file):
    """The source paths in a file that have a comment in front."""
    return {tuple(place.path) for place in file.source_code_info.location if place.leading_comments.strip()}


def everything(file):
    """Yields (kind, full name, source path, descriptor, full name of the message around it) for a file's parts."""
    def enum_parts(enum, scope, path):
        yield "enum", f"{scope}.{enum.name}", path, enum, scope
        for i, value in enumerate(enum.value):
            yield "value", f"{scope}.{enum.name}.{value.name}", path + (ENUM_VALUE, i), value, scope

    def message_parts(message, scope, path):
        name = f"{scope}.{message.name}"
        yield "message", name, path, message, scope
        for i, field in enumerate(message.field):
            yield "field", f"{name}.{field.name}", path + (MESSAGE_FIELD, i), field, name
        for i, nested in enumerate(message.nested_type):
            if nested.options.map_entry:  # made by protoc, not written by anybody
                continue
            yield from message_parts(nested, name, path + (MESSAGE_NESTED, i))
        for i, enum in enumerate(message.enum_type):
            yield from enum_parts(enum, name, path + (MESSAGE_ENUM, i))

    for i, message in enumerate(file.message_type):
        yield from message_parts(message, file.package, (FILE_MESSAGE, i))
    for i, enum in enumerate(file.enum_type):
        yield from enum_parts(enum, file.package, (FILE_ENUM, i))


def findings(files):
    """Yields one sentence for each breach of the rules."""
    contract = Contract(files)
    home_of = {}  # sealed field -> the field it is sealed for, '' for itself
    for file in contract.files:
        has_comment = commented(file)
        for kind, name, path, descriptor, scope in everything(file):
            if path not in has_comment:
                yield f"{file.name}: {kind} {name} has no comment"
            if kind != "field":
                continue
            mark, home = contract.marked(descriptor)
            type_name = descriptor.type_name.lstrip(".")
            if mark == "MARK_SEALED" and type_name == SEALED_BOX:
                home_of[name] = home
            elif home:
                yield f"{file.name}: {name} says sealed_as and is not a sealed box"
            if mark == "MARK_UNSPECIFIED":
                yield f"{file.name}: {name} is not marked [(privacy.v1.mark) = MARK_OPEN] or MARK_SEALED"
            elif mark == "MARK_OPEN" and type_name == SEALED_BOX:
                yield f"{file.name}: {name} is a {SEALED_BOX} and not marked MARK_SEALED"
            elif mark == "MARK_OPEN" and scope in CLEAR_TEXTS:
                yield f"{file.name}: {name} is part of the clear text of {CLEAR_TEXTS[scope]} and marked open"
            elif mark == "MARK_SEALED" and type_name != SEALED_BOX and scope not in CLEAR_TEXTS \
                    and name not in SEALED_BYTES:
                yield f"{file.name}: {name} is marked MARK_SEALED and is not a {SEALED_BOX}"
            if type_name in CLEAR_TEXTS:
                yield f"{file.name}: {name} holds a {type_name} in the open; it belongs inside a {SEALED_BOX}"
    for name, home in home_of.items():
        if home and home_of.get(home) != "":
            yield f"{name} is sealed_as {home}, which is not a field that values are sealed for"


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with open(arguments[0], "rb") as file:
        files = descriptor_pb2.FileDescriptorSet.FromString(file.read()).file
    count = 0
    for finding in findings(files):
        print(finding, file=sys.stderr)
        count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
