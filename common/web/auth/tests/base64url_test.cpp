#include "matbud/web/auth/base64url.h"

#include <gtest/gtest.h>

#include <string>

namespace matbud::web {
namespace {

TEST(Base64Url, WritesWhatTheStandardSays) {
  // RFC 4648, section 10, without padding.
  EXPECT_EQ(base64url(""), "");
  EXPECT_EQ(base64url("f"), "Zg");
  EXPECT_EQ(base64url("fo"), "Zm8");
  EXPECT_EQ(base64url("foo"), "Zm9v");
  EXPECT_EQ(base64url("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64url("\xfb\xff"), "-_8");
}

TEST(Base64Url, ReadsBackEveryByte) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) {
    bytes.push_back(static_cast<char>(byte));
    EXPECT_EQ(from_base64url(base64url(bytes)), bytes);
  }
}

TEST(Base64Url, ReadsNothingThatItWouldNotHaveWritten) {
  for (const auto* text : {"Z", "Zg==", "Zh", "Zm9", "+/8", "Zm 9v", "Zm9v\n"})
    EXPECT_EQ(from_base64url(text), std::nullopt) << text;
}

}  // namespace
}  // namespace matbud::web
