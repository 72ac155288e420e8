// Folders that survive a death at any step.
#include "matbud/grocer_bridge/channels/spool.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>

namespace matbud::grocer_bridge {
namespace {

namespace fs = std::filesystem;

const GrocerId dagros{"dagros"};

class ASpool : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("matbud-spool-" + std::to_string(::getpid()));
    fs::remove_all(root_);
    ASSERT_TRUE(Spool(root_, dagros).prepare());
  }
  void TearDown() override { fs::remove_all(root_); }

  [[nodiscard]] fs::path folder(const char* name) const { return root_ / "dagros" / name; }
  void arrives(const std::string& name, const std::string& bytes) const {
    std::ofstream{folder("in") / name, std::ios::binary} << bytes;
  }
  [[nodiscard]] std::string bytes_of(const fs::path& path) const {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  [[nodiscard]] std::vector<std::string> names_in(const char* name) const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator{folder(name)}) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }

  /// Does the work in a process that is killed before its step number `step`; false when it has no such step.
  bool dies_before(int step, const std::function<void(Spool&)>& work) const {
    const auto child = ::fork();
    if (child == 0) {
      int taken = 0;
      Spool spool{root_, dagros, [&](std::string_view) {
                    if (++taken == step) ::kill(::getpid(), SIGKILL);
                  }};
      work(spool);
      ::_exit(0);
    }
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFSIGNALED(status);
  }

  fs::path root_;
};

TEST_F(ASpool, HasWrittenAllOrNothingWhereverItIsKilled) {
  const auto write = [](Spool& spool) { (void)spool.put_out("1-order.xml", "<Order/>"); };
  int deaths = 0;
  for (int step = 1; dies_before(step, write); ++step, ++deaths) {
    const auto names = names_in("out");
    if (!names.empty()) {
      EXPECT_EQ(bytes_of(folder("out") / "1-order.xml"), "<Order/>") << "killed before step " << step;
    }
    Spool again{root_, dagros};
    ASSERT_TRUE(again.put_out("1-order.xml", "<Order/>"));
    EXPECT_EQ(names_in("out"), std::vector<std::string>{"1-order.xml"});
    EXPECT_EQ(bytes_of(folder("out") / "1-order.xml"), "<Order/>");
    fs::remove(folder("out") / "1-order.xml");
  }
  EXPECT_GE(deaths, 3);
}

TEST_F(ASpool, LeavesAFileThatIsThereAsItIs) {
  Spool spool{root_, dagros};
  ASSERT_TRUE(spool.put_out("1-order.xml", "<Order/>"));
  const auto before = fs::last_write_time(folder("out") / "1-order.xml");
  ASSERT_TRUE(spool.put_out("1-order.xml", "<Order/>"));
  EXPECT_EQ(fs::last_write_time(folder("out") / "1-order.xml"), before);
}

TEST_F(ASpool, LosesNothingThatHasComeWhereverItIsKilled) {
  const auto refuse = [](Spool& spool) { (void)spool.refuse("a.xml", "01-a.xml", "a.xml:3: why"); };
  const auto finish = [](Spool& spool) { (void)spool.finish("a.xml", "01-a.xml"); };
  int deaths = 0;
  for (const auto& [work, place] : {std::pair{std::function<void(Spool&)>{refuse}, "refused"},
                                    std::pair{std::function<void(Spool&)>{finish}, "done"}}) {
    for (int step = 1;; ++step, ++deaths) {
      for (const auto& name : names_in(place)) fs::remove(folder(place) / name);
      arrives("a.xml", "<a>");
      if (!dies_before(step, work)) break;
      const bool waits = fs::exists(folder("in") / "a.xml");
      const bool moved = fs::exists(folder(place) / "01-a.xml");
      EXPECT_NE(waits, moved) << place << ", killed before step " << step;
      Spool again{root_, dagros};
      work(again);
      EXPECT_TRUE(names_in("in").empty());
      EXPECT_EQ(bytes_of(folder(place) / "01-a.xml"), "<a>");
      if (place == std::string{"refused"}) {
        EXPECT_EQ(bytes_of(folder("refused") / "01-a.xml.txt"), "a.xml:3: why\n");
      }
    }
  }
  EXPECT_GE(deaths, 7);
}

TEST_F(ASpool, SeesOnlyWholeFilesThatHaveCome) {
  arrives("b.xml", "<b/>");
  arrives("a.xml", "<a/>");
  arrives(".half", "<");
  fs::create_directory(folder("in") / "folder");
  fs::create_symlink("/etc/hostname", folder("in") / "link.xml");
  const auto names = Spool(root_, dagros).incoming();
  ASSERT_TRUE(names);
  EXPECT_EQ(*names, (std::vector<std::string>{"a.xml", "b.xml"}));
}

TEST_F(ASpool, SaysWhenItsFolderCannotBeWritten) {
  fs::remove_all(folder(".new"));
  const auto put = Spool(root_, dagros).put_out("1.xml", "<Order/>");
  ASSERT_FALSE(put);
  EXPECT_EQ(put.error().code, Error::Code::retryable);
}

}  // namespace
}  // namespace matbud::grocer_bridge
