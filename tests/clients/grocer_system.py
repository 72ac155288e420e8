"""A grocer's own system: packs what it is asked for, one box an order, and says so. Ends when it has packed as many
orders as it was told to, and prints their ids. Knows nothing of us but proto/ and its two topics."""
import sys
import time

import contract

PATIENCE_SECONDS = 60


def answers_to(told):
    """The orders to pack in what we were told, each with our answer."""
    from matbud.grocer.v1 import answers_pb2

    for order in told.orders_to_pack.orders:
        answer = answers_pb2.GrocerAnswer(order_id=order.order_id)
        answer.packed.boxes.add(weight_grams=4200)
        yield answer


def send(producer, topic, message, answer):
    """Answers lie in the partition of what they answer, since they have its key."""
    failures = []
    producer.produce(topic, key=message.key(), partition=message.partition(), value=answer.SerializeToString(), headers={
        "ce_specversion": "1.0",
        "ce_id": f"packed-{answer.order_id}",
        "ce_source": "/grocer",
        "ce_type": "matbud.grocer.v1.Packed",
        "ce_subject": f"order/{answer.order_id}",
        "ce_time": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
        "content-type": "application/protobuf",
    }, on_delivery=lambda error, _: failures.append(error))
    producer.flush(PATIENCE_SECONDS)
    if failures != [None]:
        sys.exit(f"the answer was not taken: {failures}")


def main():
    options = contract.arguments(__doc__, ("--grocer", {"required": True}), ("--orders", {"type": int, "default": 1}))
    hears, says = f"grocer.{options.grocer}.orders.v1", f"grocer.{options.grocer}.answers.v1"
    consumer = contract.consumer(options, says)  # the group that we may use has our answers' name
    producer = contract.producer(options)
    consumer.subscribe([hears])
    packed = 0
    deadline = time.monotonic() + PATIENCE_SECONDS
    while packed < options.orders:
        if time.monotonic() > deadline:
            sys.exit(f"{packed} orders in {PATIENCE_SECONDS} s")
        message = consumer.poll(1)
        if message is None:
            continue
        if message.error():
            sys.exit(f"{hears}: {message.error()}")
        told = contract.message_class(hears).FromString(message.value())
        for answer in answers_to(told):
            send(producer, says, message, answer)
            print(answer.order_id, flush=True)
            packed += 1
        consumer.commit(message, asynchronous=False)
    consumer.close()


if __name__ == "__main__":
    main()
