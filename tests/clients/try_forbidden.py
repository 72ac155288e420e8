"""Tries to read and to write topics, and prints a line for each attempt: `read TOPIC refused` or `read TOPIC allowed`."""
import sys

from confluent_kafka import KafkaError

import contract

TIMEOUT_SECONDS = 20
REFUSED = (KafkaError.TOPIC_AUTHORIZATION_FAILED, KafkaError.GROUP_AUTHORIZATION_FAILED,
           KafkaError.CLUSTER_AUTHORIZATION_FAILED)


def verdict(error):
    if error is None or error.code() == KafkaError._PARTITION_EOF:
        return "allowed"
    return "refused" if error.code() in REFUSED else sys.exit(f"neither refused nor allowed: {error}")


def try_reading(options, group, topic):
    reader = contract.consumer(options, group, **{"enable.partition.eof": True})
    reader.subscribe([topic])
    message = reader.poll(TIMEOUT_SECONDS)
    if message is None:
        sys.exit(f"{topic}: nothing comes, not even a refusal")
    reader.close()
    return verdict(message.error())


def try_writing(options, topic):
    errors = []
    writer = contract.producer(options)
    writer.produce(topic, value=b"", partition=0, on_delivery=lambda error, _: errors.append(error))
    writer.flush(TIMEOUT_SECONDS)
    return verdict(errors[0]) if errors else sys.exit(f"{topic}: no answer to an append")


def main():
    options = contract.arguments(__doc__, ("--group", {"required": True}),
                                 ("--read", {"action": "append", "default": []}),
                                 ("--write", {"action": "append", "default": []}))
    for topic in options.read:
        print("read", topic, try_reading(options, options.group, topic), flush=True)
    for topic in options.write:
        print("write", topic, try_writing(options, topic), flush=True)


if __name__ == "__main__":
    main()
