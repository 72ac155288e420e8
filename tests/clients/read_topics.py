"""Reads every topic that it may read from beginning to end, decodes each record, and prints a line a topic:
TOPIC RECORDS. Fails with the first record that is not as proto/README.md says."""
import sys

from confluent_kafka import TopicPartition

import contract

TIMEOUT_SECONDS = 30


def check(message, value_class):
    place = f"{message.topic()}/{message.partition()}@{message.offset()}"
    headers = contract.headers_of(message)
    if headers.get("ce_specversion") != "1.0" or headers.get("content-type") != "application/protobuf":
        sys.exit(f"{place}: headers are {headers}")
    if message.value() is None:
        return  # a tombstone
    value = value_class()
    value.ParseFromString(message.value())
    value.DiscardUnknownFields()
    if value.SerializeToString(deterministic=True) != message.value():
        sys.exit(f"{place}: fields that proto/ does not have")
    oneofs = value.DESCRIPTOR.oneofs
    said = value.DESCRIPTOR.fields_by_name[value.WhichOneof(oneofs[0].name)].message_type if oneofs else value.DESCRIPTOR
    if headers["ce_type"] != said.full_name:
        sys.exit(f"{place}: ce_type {headers['ce_type']}, but it holds {said.full_name}")


def read_all(reader, places):
    """Reads these partitions, {(topic, partition): end}, to their ends and checks each record."""
    reader.assign([TopicPartition(topic, partition, 0) for topic, partition in places])
    classes = {topic: contract.message_class(topic) for topic, _ in places}
    left = {place for place, end in places.items() if end > 0}
    records = dict.fromkeys(classes, 0)
    while left:
        message = reader.poll(TIMEOUT_SECONDS)
        if message is None or message.error():
            sys.exit(f"{sorted(left)}: {message.error() if message else 'nothing comes'}")
        check(message, classes[message.topic()])
        records[message.topic()] += 1
        place = (message.topic(), message.partition())
        if message.offset() + 1 >= places[place]:
            left.discard(place)
    return records


def main():
    options = contract.arguments(__doc__)
    reader = contract.consumer(options, "strangers")
    topics = reader.list_topics(timeout=TIMEOUT_SECONDS).topics.values()
    places = [(topic.topic, partition) for topic in topics if not topic.topic.startswith("__")
              for partition in topic.partitions]
    ends = {place: reader.get_watermark_offsets(TopicPartition(*place), timeout=TIMEOUT_SECONDS)[1] for place in places}
    for topic, records in sorted(read_all(reader, ends).items()):
        print(topic, records)
    reader.close()


if __name__ == "__main__":
    main()
