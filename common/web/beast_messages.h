// Requests and answers as Beast reads and writes them, to and from what handlers see. No sockets; like server.cpp and
// session.h it sees Boost.
#pragma once

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/system/error_code.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "matbud/web/messages.h"

namespace matbud::web {

using BeastParser = boost::beast::http::request_parser<boost::beast::http::string_body>;
using BeastRequest = BeastParser::value_type;
using BeastResponse = boost::beast::http::response<boost::beast::http::string_body>;
using BeastStreamHead = boost::beast::http::response<boost::beast::http::empty_body>;

/// What came of reading one request.
struct Heard {
  bool closed = false;              ///< the peer is gone or never said anything
  std::optional<Response> refused;  ///< the answer to a request that could not be read; the connection ends with it
};
/// After a read that failed, or whose time was over; `begun`: some of a request had come.
[[nodiscard]] Heard heard_after(boost::system::error_code error, bool timed_out, bool begun);

/// Whether it names the host it wants once, or is so old that it need not (RFC 9112, 3.2).
[[nodiscard]] bool names_one_host(const BeastRequest& message);
/// The host it wants; empty when it names none.
[[nodiscard]] std::string_view host_of(const BeastRequest& message);
/// Whether it waits to be told before it sends its body (RFC 9110, 10.1.1).
[[nodiscard]] bool expects_continue(const BeastRequest& message);
/// Who came to the proxy that is nearest: the last of X-Forwarded-For. Empty when nobody says so, or no address is so
/// long.
[[nodiscard]] std::string forwarded_for(const BeastRequest& message);
/// What a handler sees. Takes the body out of `message`; headers that come twice are joined by commas.
[[nodiscard]] Request as_request(BeastRequest& message, Target target, std::string client);

/// Throws std::invalid_argument when a header of the answer would end one and begin another.
void check_headers(const Response& response);
/// The answer with the headers that every answer has; its own go before those.
[[nodiscard]] BeastResponse as_beast(Response response, unsigned version, bool keep_alive);
/// How a stream of events begins.
[[nodiscard]] BeastStreamHead head_of_stream(unsigned version);

}  // namespace matbud::web
