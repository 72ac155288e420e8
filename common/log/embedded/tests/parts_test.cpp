// The small parts by themselves.
#include <gmock/gmock.h>

#include "chunk.h"
#include "crc32c.h"
#include "segment_start.h"
#include "segments.h"

namespace matbud::log::embedded {
namespace {

TEST(Crc32c, IsCastagnolis) {
  // RFC 3720, appendix B.4.
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8a9136aaU);
  EXPECT_EQ(crc32c(std::string(32, '\xff')), 0x62a8ab43U);
  EXPECT_EQ(crc32c("123456789"), 0xe3069283U);
  EXPECT_EQ(crc32c("6789", crc32c("12345")), crc32c("123456789"));
}

ChunkPtr a_chunk(const std::vector<std::string>& records) {
  ChunkBuilder builder{PlaceId{1, 2}, Offset{40}};
  for (const auto& record : records) builder.add(record);
  return builder.finish(from_ms(1'790'000'000'123));
}

TEST(Chunks, ComeBackAsTheyWereBuilt) {
  const auto built = a_chunk({"one", "", "three"});
  const auto read = Chunk::parse(PlaceId{1, 2}, Offset{40}, built->bytes());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->end(), Offset{43});
  EXPECT_EQ(read->appended_at(), from_ms(1'790'000'000'123));
  EXPECT_EQ(read->last_record(), "three");
  ChunkWalk walk{read};
  EXPECT_EQ(walk.next(), "one");
  EXPECT_EQ(walk.next(), "");
  EXPECT_EQ(walk.offset(), Offset{42});
  EXPECT_EQ(walk.next(), "three");
  EXPECT_TRUE(walk.finished());
}

TEST(Chunks, AnyFlippedBitIsNoticed) {
  const auto good = a_chunk({"one", "three"})->bytes();
  for (std::size_t at = 0; at < good.size(); ++at) {
    auto bad = good;
    bad[at] = static_cast<char>(bad[at] ^ (1 << (at % 8)));
    EXPECT_FALSE(Chunk::parse(PlaceId{1, 2}, Offset{40}, bad)) << "byte " << at;
    EXPECT_FALSE(Chunk::parse(PlaceId{1, 2}, Offset{40}, good.substr(0, at))) << "cut at " << at;
  }
}

TEST(Chunks, ComeBackFromTheirCompressedForm) {
  const std::string long_record(5'000, 'x');
  const auto built = a_chunk({long_record, "three", long_record});
  const auto packed = built->compressed();
  EXPECT_LT(packed.size(), built->bytes().size() / 10);
  const auto read = Chunk::parse(PlaceId{1, 2}, Offset{40}, packed);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->bytes(), built->bytes());
  EXPECT_FALSE(Chunk::parse(PlaceId{1, 3}, Offset{40}, packed));
  for (std::size_t at = 0; at < packed.size(); ++at) {
    auto bad = packed;
    bad[at] = static_cast<char>(bad[at] ^ (1 << (at % 8)));
    const auto misread = Chunk::parse(PlaceId{1, 2}, Offset{40}, bad);
    EXPECT_TRUE(!misread || misread->bytes() == built->bytes()) << "byte " << at;
    EXPECT_FALSE(Chunk::parse(PlaceId{1, 2}, Offset{40}, packed.substr(0, at))) << "cut at " << at;
  }
}

TEST(Chunks, StayAsTheyAreWhenCompressingDoesNotHelp) {
  const auto built = a_chunk({"one"});
  EXPECT_EQ(built->compressed(), built->bytes());
}

TEST(Chunks, BelongToOnePlace) {
  const auto bytes = a_chunk({"one"})->bytes();
  EXPECT_TRUE(Chunk::parse(PlaceId{1, 2}, Offset{40}, bytes));
  EXPECT_FALSE(Chunk::parse(PlaceId{1, 3}, Offset{40}, bytes));
  EXPECT_FALSE(Chunk::parse(PlaceId{2, 2}, Offset{40}, bytes));
  EXPECT_FALSE(Chunk::parse(PlaceId{1, 2}, Offset{41}, bytes));
}

TEST(Keys, SortBySegmentThenPlaceThenOffset) {
  const std::string in_order[] = {
      segment_start_key(SegmentNumber{1}),
      segment_key(SegmentNumber{1}, PlaceId{1, 0}, Offset{255}),
      segment_key(SegmentNumber{1}, PlaceId{1, 0}, Offset{256}),
      segment_key(SegmentNumber{1}, PlaceId{1, 1}, Offset{0}),
      segment_key(SegmentNumber{1}, PlaceId{256, 0}, Offset{0}),
      segment_start_key(SegmentNumber{2}),
      segment_key(SegmentNumber{256}, PlaceId{1, 0}, Offset{0}),
  };
  EXPECT_TRUE(std::is_sorted(std::begin(in_order), std::end(in_order)));
  EXPECT_EQ(base_in(in_order[2]), Offset{256});
  EXPECT_EQ(segment_in(in_order[6]), SegmentNumber{256});
}

TEST(SegmentStarts, ComeBackOrAreRefused) {
  const SegmentStart starts{{PlaceId{1, 0}, Offset{7}}, {PlaceId{2, 3}, Offset{1}}};
  const auto bytes = encode_segment_start(starts);
  EXPECT_EQ(decode_segment_start(bytes), starts);
  EXPECT_EQ(decode_segment_start(encode_segment_start({})), SegmentStart{});
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto bad = bytes;
    bad[at] = static_cast<char>(bad[at] ^ 4);
    EXPECT_FALSE(decode_segment_start(bad)) << "byte " << at;
    EXPECT_FALSE(decode_segment_start(bytes.substr(0, at)) && at > 0) << "cut at " << at;
  }
}

TEST(Segments, KnowWhichOfThemHoldsAnOffset) {
  Segments segments;
  EXPECT_FALSE(segments.newest());
  segments.add(SegmentNumber{5}, {Offset{0}});
  segments.add(SegmentNumber{6}, {Offset{10}});             // partition 1 is made while it is written
  segments.add(SegmentNumber{7}, {Offset{10}, Offset{3}});  // it held nothing of partition 0
  segments.add(SegmentNumber{8}, {Offset{20}, Offset{3}});
  const struct {
    std::size_t partition;
    std::int64_t offset;
    std::uint32_t segment;
  } rows[] = {{0, 0, 5}, {0, 9, 5}, {0, 10, 7}, {0, 19, 7}, {0, 20, 8}, {0, 99, 8}, {1, 0, 6}, {1, 2, 6}, {1, 3, 8}};
  for (const auto& [partition, offset, segment] : rows) {
    SCOPED_TRACE(testing::Message() << partition << " at " << offset);
    EXPECT_EQ(segments.holding(partition, Offset{offset}), SegmentNumber{segment});
  }
  EXPECT_EQ(segments.newest(), SegmentNumber{8});
  EXPECT_EQ(segments.start_of_newest(0), Offset{20});
  EXPECT_EQ(segments.start_of_newest(2), Offset{0});
}

}  // namespace
}  // namespace matbud::log::embedded
