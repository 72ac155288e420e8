"""What a stranger knows of our topics: proto/README.md, and the classes that protoc makes from proto/."""
import argparse
import importlib
import sys

from confluent_kafka import Consumer, Producer

# Value of each topic, by proto/README.md; `grocer.<id>.` stands for every grocer.
VALUES = {
    "ordering.commands.v1": ("ordering", "commands", "OrderingCommand"),
    "ordering.events.v1": ("ordering", "events", "OrderingEvent"),
    "grocer-bridge.commands.v1": ("bridge", "commands", "BridgeCommand"),
    "grocer-bridge.events.v1": ("bridge", "events", "BridgeEvent"),
    "dispatch.commands.v1": ("dispatch", "commands", "DispatchCommand"),
    "dispatch.events.v1": ("dispatch", "events", "DispatchEvent"),
    "notification.commands.v1": ("notification", "commands", "NotificationCommand"),
    "notification.events.v1": ("notification", "events", "NotificationEvent"),
    "audit.commands.v1": ("audit", "commands", "AuditCommand"),
    "audit.events.v1": ("audit", "events", "AuditEvent"),
    "grocer.<id>.orders.v1": ("grocer", "orders", "GrocerMessage"),
    "grocer.<id>.answers.v1": ("grocer", "answers", "GrocerAnswer"),
    "keys.v1": ("privacy", "privacy", "WrappedKey"),
}


def arguments(description, *more):
    """The options of every client here, and positional ones."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--brokers", required=True)
    parser.add_argument("--certificates", required=True, help="where NAME.pem, NAME.key and ca.pem lie")
    parser.add_argument("--name", required=True, help="who we are")
    parser.add_argument("--generated", required=True, help="where protoc has put its Python classes")
    for name, settings in more:
        parser.add_argument(name, **settings)
    options = parser.parse_args()
    sys.path.insert(0, options.generated)
    return options


def connection(options):
    return {
        "bootstrap.servers": options.brokers,
        "security.protocol": "ssl",
        "ssl.ca.location": f"{options.certificates}/ca.pem",
        "ssl.certificate.location": f"{options.certificates}/{options.name}.pem",
        "ssl.key.location": f"{options.certificates}/{options.name}.key",
    }


def consumer(options, group, **more):
    return Consumer({**connection(options), "group.id": group, "auto.offset.reset": "earliest",
                     "enable.auto.commit": False, **more})


def producer(options):
    return Producer({**connection(options), "enable.idempotence": True})


def message_class(topic):
    owner, kind = topic.split(".")[0], topic.split(".")[-2]
    name = f"grocer.<id>.{kind}.v1" if owner == "grocer" else topic
    package, file, message = VALUES[name]
    return getattr(importlib.import_module(f"matbud.{package}.v1.{file}_pb2"), message)


def headers_of(message):
    return {name: value.decode() for name, value in message.headers() or []}
