// What a fuzzer once found stays found: every file of the corpus, under every compiler and sanitizer.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

void run(const std::string& input) {
  EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()), 0);
}

TEST(Corpus, IsSurvived) {
  std::vector<std::filesystem::path> files{std::filesystem::directory_iterator{MATBUD_CORPUS}, {}};
  std::sort(files.begin(), files.end());
  ASSERT_FALSE(files.empty()) << MATBUD_CORPUS;
  for (const auto& file : files) {
    SCOPED_TRACE(file);
    const auto input = content_of(file);
    run(input);
    // Its neighbours: cut, and with each byte turned over.
    for (std::size_t at = 0; at < std::min<std::size_t>(input.size(), 512); ++at) {
      run(input.substr(0, at));
      auto altered = input;
      altered[at] = static_cast<char>(~altered[at]);
      run(altered);
    }
  }
}

TEST(Corpus, NothingAtAllIsSurvived) { run({}); }

}  // namespace
