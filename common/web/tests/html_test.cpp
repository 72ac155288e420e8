#include "matbud/web/html.h"

#include <gtest/gtest.h>

namespace matbud::web {
namespace {

TEST(TextInAPage, CannotEndTheTextOrTheAttributeItStandsIn) {
  EXPECT_EQ(escaped("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
  EXPECT_EQ(escaped("\" onfocus=\"alert(1)"), "&quot; onfocus=&quot;alert(1)");
}

TEST(TextInAPage, IsEscapedOnceAndNotTwice) {
  EXPECT_EQ(escaped("Knutsen & Sønn &lt;"), "Knutsen &amp; Sønn &amp;lt;");
}

TEST(TextInAPage, KeepsWhatIsHarmless) { EXPECT_EQ(escaped("Bálvalusat: 5 kg 'grovt'"), "Bálvalusat: 5 kg 'grovt'"); }

}  // namespace
}  // namespace matbud::web
