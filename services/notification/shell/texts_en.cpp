// English.
#include "texts.h"

namespace matbud::notification {
namespace {

constexpr Voice citizen{
    .why = "You get this message because you have agreed to be told.",
    .digest = {"", "{n} updates about your deliveries"},
    .order_placed = {.subject = "Your delivery has been ordered",
                     .news = "Your delivery of groceries has been ordered.",
                     .when = "It comes on {weekday} {day} between {from} and {to}.",
                     .several = {"", "{n} deliveries of groceries to you have been ordered."}},
    .driver_assigned = {.subject = "Your delivery has a driver",
                        .news = "A driver has your delivery of groceries.",
                        .when = "It is expected on {day} at about {time}.",
                        .several = {"", "{n} deliveries of groceries to you have a driver."}},
    .delivered = {.subject = "Your delivery has arrived",
                  .news = "Your groceries have been delivered.",
                  .several = {"", "{n} deliveries of groceries to you have arrived."}},
    .not_delivered = {.subject = "Your delivery did not arrive",
                      .news = "Your groceries could not be delivered. We will be in touch about what happens next.",
                      .several = {"",
                                  "{n} deliveries of groceries to you did not arrive. We will be in touch about "
                                  "what happens next."}},
    .refused_by_grocer = {.subject = "Your delivery is off",
                          .news = "The shop cannot deliver your order. We will be in touch about what happens next.",
                          .several = {"",
                                      "The shop cannot deliver {n} of your orders. We will be in touch about what "
                                      "happens next."}},
    .standing_order_missed = {.subject = "Your standing delivery is missing",
                              .news = "Your standing delivery of groceries could not be ordered this time.",
                              .several = {"",
                                          "{n} of your standing deliveries of groceries could not be ordered this "
                                          "time."}},
    .budget_exceeded = {.subject = "More has been ordered than you agreed",
                        .news = "Groceries have been ordered for you for more than you agreed for the month.",
                        .several = {"",
                                    "Groceries have been ordered for you {n} times for more than you agreed for "
                                    "the month."}},
    .goods_changed = {.subject = "Some of your goods have changed",
                      .news = "Not all that you ordered will come. Some goods are replaced or missing.",
                      .several = {"",
                                  "In {n} of your orders not everything will come. Some goods are "
                                  "replaced or missing."}},
    .nobody_answered = {.subject = "Call us about your delivery now",
                        .news = "Your delivery did not arrive, and nobody has answered for it. Call us now.",
                        .several = {"",
                                    "{n} deliveries to you did not arrive, and nobody has answered for them. Call "
                                    "us now."}},
    .contact_unreachable = {.subject = "An address does not work",
                            .news = "An address or number of somebody who is told about your deliveries does not work. "
                                    "Give us a new one.",
                            .several = {"",
                                        "{n} addresses or numbers of people who are told about your deliveries do "
                                        "not work. Give us new ones."}},
    .partly_delivered =
        {.subject = "Some of your goods were not delivered",
         .news = "Your groceries have been delivered, but some goods are not with them. We are looking into it.",
         .several = {"", "{n} deliveries of groceries to you have arrived without all goods. We are looking into it."}},
    .grocer_late = {.subject = "The shop is late",
                    .news = "The shop is late with your order. It may come later than agreed.",
                    .several = {"", "The shop is late with {n} of your orders. They may come later than agreed."}},
    .delivery_late =
        {.subject = "Your delivery is late",
         .news = "Your groceries have not come at the agreed time. They come as soon as they can.",
         .several =
             {"",
              "{n} deliveries of groceries to you have not come at the agreed time. They come as soon as they can."}},
    .told_by_mistake =
        {.subject = "Your delivery is still on its way",
         .news = "What we wrote last about your delivery was a mistake. The driver still has your "
                 "groceries. We will tell you when they have come.",
         .several = {"", "{n} messages about deliveries to you were a mistake. The driver still has your groceries."}},
    .goods_to_take_out = {.subject = "Look through your goods before you use them",
                          .news = "There is something in your delivery that is not right for you. Do not use the goods "
                                  "before somebody has looked through them.",
                          .several = {"",
                                      "There is something in {n} of your deliveries that is not right for you. Do not "
                                      "use the goods before somebody has looked through them."}},
    .order_cancelled = {.subject = "Your delivery has been cancelled",
                        .news = "Your delivery of groceries has been cancelled and will not come.",
                        .several = {"", "{n} deliveries of groceries to you have been cancelled and will not come."}},
    .order_withheld = {.subject = "Your delivery is off",
                       .news = "Your order was not sent to the shop, so the groceries will not come. We will be in "
                               "touch about what happens next.",
                       .several = {"",
                                   "{n} of your orders were not sent to the shop, so the groceries will not come. We "
                                   "will be in touch about what happens next."}},
    .delivered_at_base =
        {.subject = "Your delivery has arrived",
         .news = "Your groceries have been delivered to the agreed place and will be brought to you from there.",
         .several = {"",
                     "{n} deliveries of groceries to you have come to the agreed place and will be brought to you from "
                     "there."}},
};

constexpr Voice next_of_kin{
    .why = "You get this message because you have agreed to be told.",
    .digest = {"", "{n} updates about deliveries"},
    .order_placed = {.subject = "The delivery has been ordered",
                     .news = "A delivery of groceries has been ordered.",
                     .when = "It comes on {weekday} {day} between {from} and {to}.",
                     .several = {"", "{n} deliveries of groceries have been ordered."}},
    .driver_assigned = {.subject = "The delivery has a driver",
                        .news = "A driver has the delivery of groceries.",
                        .when = "It is expected on {day} at about {time}.",
                        .several = {"", "{n} deliveries of groceries have a driver."}},
    .delivered = {.subject = "The delivery has arrived",
                  .news = "The groceries have been delivered.",
                  .several = {"", "{n} deliveries of groceries have arrived."}},
    .not_delivered = {.subject = "The delivery did not arrive",
                      .news = "The groceries could not be delivered. We will be in touch about what happens next.",
                      .several = {"",
                                  "{n} deliveries of groceries did not arrive. We will be in touch about what "
                                  "happens next."}},
    .refused_by_grocer = {.subject = "The delivery is off",
                          .news = "The shop cannot deliver this order. We will be in touch about what happens next.",
                          .several = {"",
                                      "The shop cannot deliver {n} orders. We will be in touch about what happens "
                                      "next."}},
    .standing_order_missed = {.subject = "A standing delivery is missing",
                              .news = "A standing delivery of groceries could not be ordered this time.",
                              .several = {"", "{n} standing deliveries of groceries could not be ordered this time."}},
    .budget_exceeded = {.subject = "More has been ordered than agreed",
                        .news = "Groceries have been ordered for more than was agreed for the month.",
                        .several = {"",
                                    "Groceries have been ordered {n} times for more than was agreed for the "
                                    "month."}},
    .goods_changed = {.subject = "Some goods have changed",
                      .news = "Not everything that was ordered will come. Some goods are replaced or missing.",
                      .several = {"",
                                  "In {n} orders not everything will come. Some goods are replaced or "
                                  "missing."}},
    .nobody_answered = {.subject = "Call about the delivery now",
                        .news = "A delivery did not arrive, and nobody has answered for it. Call now.",
                        .several = {"", "{n} deliveries did not arrive, and nobody has answered for them. Call now."}},
    .contact_unreachable = {.subject = "An address does not work",
                            .news = "An address or number of somebody who is told about deliveries does not work. Ask "
                                    "for a new one.",
                            .several = {"",
                                        "{n} addresses or numbers of people who are told about deliveries do not "
                                        "work. Ask for new ones."}},
    .partly_delivered =
        {.subject = "Some goods were not delivered",
         .news = "The groceries have been delivered, but some goods are not with them. We are looking into it.",
         .several = {"", "{n} deliveries of groceries have arrived without all goods. We are looking into it."}},
    .grocer_late = {.subject = "The shop is late",
                    .news = "The shop is late with an order. It may come later than agreed.",
                    .several = {"", "The shop is late with {n} orders. They may come later than agreed."}},
    .delivery_late =
        {.subject = "The delivery is late",
         .news = "The groceries have not come at the agreed time. They come as soon as they can.",
         .several = {"",
                     "{n} deliveries of groceries have not come at the agreed time. They come as soon as they can."}},
    .told_by_mistake =
        {.subject = "The delivery is still on its way",
         .news = "What we wrote last about the delivery was a mistake. The driver still has the "
                 "groceries. We will tell you when they have come.",
         .several = {"", "{n} messages about deliveries were a mistake. The driver still has the groceries."}},
    .goods_to_take_out = {.subject = "Look through the goods before they are used",
                          .news = "There is something in the delivery that is not right. Do not use the goods before "
                                  "somebody has looked through them.",
                          .several = {"",
                                      "There is something in {n} deliveries that is not right. Do not use the goods "
                                      "before somebody has looked through them."}},
    .order_cancelled = {.subject = "The delivery has been cancelled",
                        .news = "The delivery of groceries has been cancelled and will not come.",
                        .several = {"", "{n} deliveries of groceries have been cancelled and will not come."}},
    .order_withheld = {.subject = "The delivery is off",
                       .news = "The order was not sent to the shop, so the groceries will not come. We will be in "
                               "touch about what happens next.",
                       .several = {"",
                                   "{n} orders were not sent to the shop, so the groceries will not come. We will be "
                                   "in touch about what happens next."}},
    .delivered_at_base =
        {.subject = "The delivery has arrived",
         .news = "The groceries have been delivered to the agreed place and will be brought on from there.",
         .several = {"",
                     "{n} deliveries of groceries have come to the agreed place and will be brought on from there."}},
};

constexpr Voice home_care{
    .why = "You get this message because your unit looks after the order.",
    .digest = {"", "{n} updates about orders"},
    .order_placed = {.subject = "Order {order}: placed",
                     .news = "Order {order} has been placed.",
                     .when = "It comes on {weekday} {day} between {from} and {to}."},
    .driver_assigned = {.subject = "Order {order}: has a driver",
                        .news = "Order {order} has a driver.",
                        .when = "It is expected on {day} at about {time}."},
    .delivered = {.subject = "Order {order}: delivered", .news = "Order {order} has been delivered."},
    .not_delivered = {.subject = "Order {order}: not delivered, follow up",
                      .news = "Order {order} could not be delivered.",
                      .when =
                          "Nobody opened. Confirm in Matbud by {time} that you look after it, or somebody has to call.",
                      .otherwise = "Follow up now. If nobody opened: confirm in Matbud within 15 minutes that you look "
                                   "after it."},
    .refused_by_grocer = {.subject = "Order {order}: the shop does not deliver",
                          .news = "The shop cannot deliver order {order}. Order again, or get the goods in another "
                                  "way."},
    .standing_order_missed = {.subject = "Order {order}: a standing order is missing",
                              .news = "The standing order {order} was not placed this time. Order what is needed."},
    .budget_exceeded = {.subject = "Order {order}: more than agreed for the month",
                        .news = "With order {order}, more has been ordered than was agreed for the month. Talk about "
                                "it before the next order."},
    .goods_changed = {.subject = "Order {order}: some goods have changed",
                      .news = "Not everything in order {order} will come. Some goods are replaced or missing. "
                              "See whether something must be got elsewhere."},
    .nobody_answered = {.subject = "Order {order}: call now",
                        .news = "Order {order} did not arrive, and nobody has confirmed within 15 minutes. Call now, "
                                "and confirm in Matbud."},
    .contact_unreachable = {.subject = "Order {order}: an address does not work",
                            .news = "An address or number of somebody who is told about order {order} does not work. "
                                    "Ask for a new one."},
    .partly_delivered = {.subject = "Order {order}: some goods were not delivered",
                         .news = "Order {order} has been delivered, but some goods are not with it. See which, and "
                                 "whether something must be got elsewhere."},
    .grocer_late = {.subject = "Order {order}: the shop is late",
                    .news = "The shop has not answered or packed in time for order {order}. It may come later than "
                            "agreed. See whether something is needed before."},
    .delivery_late = {.subject = "Order {order}: has not come at the agreed time",
                      .news = "The hours of order {order} are over, and it has not been delivered. Ask the dispatcher "
                              "when it comes, and see whether something is needed before."},
    .told_by_mistake = {.subject = "Order {order}: the last message was a mistake",
                        .news = "What we wrote last about the delivery of order {order} was a mistake. The driver "
                                "still has the goods. You will be told when they are delivered, or if they cannot be."},
    .goods_to_take_out = {.subject = "Order {order}: something must be taken out",
                          .news = "Order {order} has been packed with something that is not right for whom it goes to. "
                                  "See in Matbud what it is, and take it out before anybody uses it."},
    .order_cancelled = {.subject = "Order {order}: cancelled", .news = "Order {order} has been cancelled."},
    .order_withheld = {.subject = "Order {order}: not sent to the shop",
                       .news = "Order {order} was not sent to the shop, since nothing in it is right for whom it was "
                               "to go to. Order again together with them."},
    .delivered_at_base = {.subject = "Order {order}: delivered at the base",
                          .news =
                              "Order {order} has been delivered to you at the base. Bring the goods on from there."},
};

}  // namespace

const Language english{
    .code = "en",
    .greeting = "Hello",
    .day_first = false,
    .weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    .expected = "Expected on {day} at about {time}.",
    .expected_between = "Comes on {weekday} {day} between {from} and {to}.",
    .citizen = citizen,
    .next_of_kin = next_of_kin,
    .home_care = home_care,
};

}  // namespace matbud::notification
