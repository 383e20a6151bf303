#include "codec/event_stream.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event_stream_fixture.hpp"
#include "live_allocations.hpp"

namespace gw::codec {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::string_view_literals;

std::string frame_of(std::string_view event_type, std::string_view payload) {
  const std::vector<EventStreamHeader> headers = {
      {":event-type", event_type}, {":content-type", "application/json"sv}, {":message-type", "event"sv}};
  std::string frame;
  EXPECT_TRUE(append_event_stream_frame(frame, headers, payload));
  return frame;
}

std::string payload_of(const EventStreamFrame& frame) {
  return {frame.payload.data(), frame.payload.size()};
}

// The one frame of `bytes`, which must outlive it.
EventStreamFrame decode_one(std::string& bytes) {
  EventStreamDecoder decoder;
  decoder.feed(bytes);
  auto frame = decoder.next();
  EXPECT_TRUE(frame && *frame);
  return std::move(frame.value().value());
}

TEST(EventStreamDecoder, HandsOutHeadersAndPayload) {
  std::string bytes = frame_of("messageStart", R"({"role":"assistant"})");
  const EventStreamFrame frame = decode_one(bytes);
  EXPECT_EQ(frame.headers.size(), 3U);
  EXPECT_EQ(frame.string_header(":event-type"), "messageStart");
  EXPECT_EQ(frame.string_header(":message-type"), "event");
  EXPECT_EQ(payload_of(frame), R"({"role":"assistant"})");
}

TEST(EventStreamDecoder, HasNothingBeforeItIsFed) {
  EventStreamDecoder decoder;
  EXPECT_FALSE(decoder.next().value().has_value());
  EXPECT_FALSE(decoder.has_partial_frame());
}

TEST(EventStreamDecoder, TakesAnEmptyPiece) {
  EventStreamDecoder decoder;
  decoder.feed({});
  EXPECT_FALSE(decoder.next().value().has_value());
  EXPECT_FALSE(decoder.has_partial_frame());
}

TEST(EventStreamDecoder, ReturnsNothingUntilTheLastByteArrivesAtEverySplitPoint) {
  std::string frame = frame_of("contentBlockDelta", R"({"delta":{"text":"Hi"}})");
  for (std::size_t split = 1; split < frame.size(); ++split) {
    SCOPED_TRACE(split);
    EventStreamDecoder decoder;
    decoder.feed(std::span(frame).first(split));
    ASSERT_FALSE(decoder.next().value().has_value());
    EXPECT_TRUE(decoder.has_partial_frame());
    decoder.feed(std::span(frame).subspan(split));
    const auto whole = decoder.next();
    ASSERT_TRUE(whole.value().has_value());
    EXPECT_EQ(payload_of(**whole), R"({"delta":{"text":"Hi"}})");
    EXPECT_FALSE(decoder.next().value().has_value());
    EXPECT_FALSE(decoder.has_partial_frame());
  }
}

TEST(EventStreamDecoder, DecodesTheSameAtEverySplitPointOfAStream) {
  const std::vector<std::string> frames = {frame_of("messageStart", "{}"), frame_of("contentBlockDelta", ""),
                                           frame_of("messageStop", R"({"stopReason":"end_turn"})")};
  const std::string stream = frames[0] + frames[1] + frames[2];
  for (std::size_t first = 1; first < stream.size(); ++first) {
    EXPECT_EQ(decode_in_pieces(stream, {first, stream.size()}), (Decoded{frames, "", false})) << first;
  }
}

TEST(EventStreamDecoder, DecodesTheSameInPiecesOfEverySize) {
  const std::vector<std::string> frames = {frame_of("messageStart", "{}"), frame_of("contentBlockDelta", ""),
                                           frame_of("messageStop", R"({"stopReason":"end_turn"})")};
  const std::string stream = frames[0] + frames[1] + frames[2];
  for (std::size_t size = 1; size <= 11; ++size) {
    EXPECT_EQ(decode_in_pieces(stream, {size}), (Decoded{frames, "", false})) << size;
  }
}

TEST(EventStreamDecoder, DecodesTheSameInThreePiecesCutAnywhere) {
  const std::vector<std::string> frames = {frame_of("a", "{}"), frame_of("b", "xy")};
  const std::string stream = frames[0] + frames[1];
  for (std::size_t first = 1; first < stream.size(); ++first) {
    for (std::size_t second = 1; second < stream.size() - first; ++second) {
      ASSERT_EQ(decode_in_pieces(stream, {first, second, stream.size()}), (Decoded{frames, "", false}))
          << first << ' ' << second;
    }
  }
}

TEST(EventStreamDecoder, SaysThatAStreamWasCutAtEveryByteButTheFrameBorders) {
  const std::string frame = frame_of("messageStart", "{}");
  const std::string stream = frame + frame;
  for (std::size_t size = 1; size <= stream.size(); ++size) {
    const Decoded decoded = decode_in_pieces(stream.substr(0, size), {7});
    EXPECT_EQ(decoded.partial, size % frame.size() != 0) << size;
    EXPECT_EQ(decoded.frames.size(), size / frame.size()) << size;
  }
}

TEST(EventStreamDecoder, DoesNotCopyAFrameThatLiesWholeInAPiece) {
  std::string bytes = frame_of("a", "first") + frame_of("b", "second");
  EventStreamDecoder decoder;
  decoder.feed(bytes);
  const auto first = decoder.next();
  EXPECT_EQ((*first)->payload.data(), bytes.data() + bytes.find("first"));
  const auto second = decoder.next();
  EXPECT_EQ((*second)->payload.data(), bytes.data() + bytes.find("second"));
  EXPECT_EQ((*second)->string_header(":event-type")->data(), bytes.data() + bytes.rfind(":event-type") + 14);
}

TEST(EventStreamDecoder, LeavesWholeFramesInPlaceBehindOneThatWasSplit) {
  std::string bytes = frame_of("a", "first") + frame_of("b", "second");
  EventStreamDecoder decoder;
  decoder.feed(std::span(bytes).first(20));
  ASSERT_FALSE(decoder.next().value().has_value());
  decoder.feed(std::span(bytes).subspan(20));
  EXPECT_EQ(payload_of(*decoder.next().value()), "first");
  EXPECT_EQ((*decoder.next())->payload.data(), bytes.data() + bytes.find("second"));
}

TEST(EventStreamDecoder, KeepsASplitFrameValidUntilTheNextCall) {
  std::string bytes = frame_of("a", std::string(5000, 'x'));
  EventStreamDecoder decoder;
  std::string head = bytes.substr(0, 3000);
  decoder.feed(head);
  ASSERT_FALSE(decoder.next().value().has_value());
  head.assign(3000, '?');  // the caller's buffer is its own again
  decoder.feed(std::span(bytes).subspan(3000));
  const auto frame = decoder.next();
  ASSERT_TRUE(frame && *frame);
  EXPECT_EQ(payload_of(**frame), std::string(5000, 'x'));
  EXPECT_EQ((*frame)->string_header(":event-type"), "a");
}

TEST(EventStreamDecoder, HandsOutAPayloadThatMayBeWritten) {
  std::string bytes = frame_of("a", "text");
  decode_one(bytes).payload[0] = 'T';
  EXPECT_NE(bytes.find("Text"), std::string::npos);
}

TEST(EventStreamDecoder, HoldsNoBufferWhileNothingIsPending) {
  std::string bytes = frame_of("a", std::string(10'000, 'x'));
  const std::size_t before = live_allocated_bytes();
  EventStreamDecoder decoder;
  decoder.feed(std::span(bytes).first(9'000));
  EXPECT_FALSE(decoder.next().value().has_value());
  EXPECT_GE(live_allocated_bytes(), before + 9'000);
  decoder.feed(std::span(bytes).subspan(9'000));
  EXPECT_TRUE(decoder.next().value().has_value());
  EXPECT_FALSE(decoder.next().value().has_value());
  EXPECT_EQ(live_allocated_bytes(), before);
}

TEST(EventStreamDecoder, HoldsLittleMoreThanWhatIsPending) {
  std::string bytes = frame_of("a", std::string(1'000'000, 'x'));
  const std::size_t before = live_allocated_bytes();
  EventStreamDecoder decoder;
  for (std::size_t at = 0; at + 1000 < bytes.size(); at += 1000) {
    decoder.feed(std::span(bytes).subspan(at, 1000));
    ASSERT_FALSE(decoder.next().value().has_value());
    ASSERT_LE(live_allocated_bytes() - before, 2 * (at + 1000) + 64);
  }
}

TEST(EventStreamDecoder, RefusesAPayloadOverItsOwnLimitFromThePreludeAlone) {
  std::string bytes = frame_of("a", std::string(1001, 'x'));
  EventStreamDecoder decoder(1000);
  const std::size_t before = live_allocated_bytes();
  decoder.feed(std::span(bytes).first(12));
  const auto frame = decoder.next();
  ASSERT_FALSE(frame.has_value());
  EXPECT_EQ(frame.error().kind, base::ErrorKind::upstream_protocol);
  EXPECT_EQ(frame.error().message, "event stream: payload exceeds the limit");
  EXPECT_LT(live_allocated_bytes(), before + 200);
}

TEST(EventStreamDecoder, TakesAPayloadOfExactlyItsOwnLimit) {
  const std::string bytes = frame_of("a", std::string(1000, 'x'));
  EXPECT_EQ(decode_in_pieces(bytes, {bytes.size()}, EventStreamDecoder(1000)).frames.size(), 1U);
}

TEST(EventStreamDecoder, FindsABadPreludeInPiecesOfEverySize) {
  std::string bytes = frame_of("a", "x");
  bytes[3] = static_cast<char>(bytes[3] ^ 1);
  for (std::size_t size = 1; size <= 20; ++size) {
    EXPECT_EQ(decode_in_pieces(bytes, {size}).error, "event stream: prelude checksum does not match") << size;
  }
}

TEST(EventStreamDecoder, FindsEveryFlippedBitOfAFrame) {
  const std::string frame = frame_of("messageStart", R"({"role":"assistant"})");
  for (std::size_t bit = 0; bit < frame.size() * 8; ++bit) {
    std::string flipped = frame;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    const Decoded decoded = decode_in_pieces(flipped, {flipped.size()});
    EXPECT_THAT(decoded.frames, IsEmpty()) << bit;
    EXPECT_NE(decoded.error, "") << bit;
  }
}

TEST(EventStreamDecoder, HandsOutTheFramesBeforeABrokenOne) {
  std::string bytes = frame_of("a", "1") + frame_of("b", "2") + frame_of("c", "3");
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  const Decoded decoded = decode_in_pieces(bytes, {bytes.size()});
  EXPECT_THAT(decoded.frames, ElementsAre(frame_of("a", "1"), frame_of("b", "2")));
  EXPECT_EQ(decoded.error, "event stream: message checksum does not match");
}

TEST(EventStreamDecoder, StaysFailedAndHoldsNothingAfterAnError) {
  std::string bytes = frame_of("a", "1");
  std::string broken = bytes;
  broken.back() = static_cast<char>(broken.back() ^ 1);
  EventStreamDecoder decoder;
  decoder.feed(broken);
  ASSERT_FALSE(decoder.next().has_value());
  EXPECT_FALSE(decoder.has_partial_frame());
  for (int i = 0; i < 2; ++i) {
    decoder.feed(bytes);
    const auto again = decoder.next();
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().message, "event stream: message checksum does not match");
    EXPECT_FALSE(decoder.has_partial_frame());
  }
}

TEST(EventStreamDecoder, HoldsNoBufferAfterAnErrorInASplitFrame) {
  std::string bytes = frame_of("a", std::string(10'000, 'x'));
  const std::size_t before = live_allocated_bytes();
  for (const std::size_t broken_at : {std::size_t{3}, bytes.size() - 1}) {
    SCOPED_TRACE(broken_at);
    std::string broken = bytes;
    broken[broken_at] = static_cast<char>(broken[broken_at] ^ 1);
    const std::size_t with_input = live_allocated_bytes();
    EventStreamDecoder decoder;
    decoder.feed(std::span(broken).first(10));
    EXPECT_FALSE(decoder.next().value().has_value());
    decoder.feed(std::span(broken).subspan(10));
    EXPECT_FALSE(decoder.next().has_value());
    EXPECT_FALSE(decoder.has_partial_frame());
    EXPECT_LT(live_allocated_bytes(), with_input + 200);  // the message of the error
  }
  EXPECT_EQ(live_allocated_bytes(), before);
}

TEST(EventStreamDecoder, MayBeMovedInTheMiddleOfAFrame) {
  std::string bytes = frame_of("a", "payload");
  EventStreamDecoder first;
  first.feed(std::span(bytes).first(30));
  ASSERT_FALSE(first.next().value().has_value());
  EventStreamDecoder second = std::move(first);
  second.feed(std::span(bytes).subspan(30));
  EXPECT_EQ(payload_of(*second.next().value()), "payload");
}

TEST(EventStreamFrame, FindsStringHeadersOnly) {
  const std::vector<EventStreamHeader> headers = {{"text", "value"sv}, {"number", std::int32_t{5}}};
  const EventStreamFrame frame{headers, {}};
  EXPECT_EQ(frame.string_header("text"), "value");
  EXPECT_FALSE(frame.string_header("number"));
  EXPECT_FALSE(frame.string_header("Text"));
  EXPECT_FALSE(frame.string_header("missing"));
}

TEST(EventStreamHeaderValue, TakesALiteralAsAString) {
  const EventStreamHeaderValue value = "text";  // and not as the boolean that a pointer converts to
  EXPECT_EQ(std::get<std::string_view>(value), "text");
}

TEST(AppendEventStreamFrame, WritesAFrameThatIsKnown) {
  std::string out = "before";
  const std::vector<EventStreamHeader> headers = {{"some", "value"sv}};
  ASSERT_TRUE(append_event_stream_frame(out, headers, "payload"));
  EXPECT_EQ(out,
            "before"
            "\x00\x00\x00\x24\x00\x00\x00\x0d\x2f\xd2\x2a\x10"
            "\x04some\x07\x00\x05value"
            "payload\x0d\x8d\x2a\xda"sv);
}

TEST(AppendEventStreamFrame, WritesEveryHeaderType) {
  const EventStreamUuid uuid = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255};
  const std::vector<EventStreamHeader> headers = {{"1", true},
                                                  {"2", false},
                                                  {"3", std::int8_t{-128}},
                                                  {"4", std::int16_t{-2}},
                                                  {"5", std::int32_t{70'000}},
                                                  {"6", std::numeric_limits<std::int64_t>::min()},
                                                  {"7", EventStreamBytes{"\0\xFF"sv}},
                                                  {"8", "\u00E9"sv},
                                                  {"9", EventStreamTimestamp{1'700'000'000'123}},
                                                  {"10", uuid}};
  std::string bytes;
  ASSERT_TRUE(append_event_stream_frame(bytes, headers, ""));
  const EventStreamFrame frame = decode_one(bytes);
  ASSERT_EQ(frame.headers.size(), 10U);
  EXPECT_EQ(std::get<bool>(frame.headers[0].value), true);
  EXPECT_EQ(std::get<bool>(frame.headers[1].value), false);
  EXPECT_EQ(std::get<std::int8_t>(frame.headers[2].value), -128);
  EXPECT_EQ(std::get<std::int16_t>(frame.headers[3].value), -2);
  EXPECT_EQ(std::get<std::int32_t>(frame.headers[4].value), 70'000);
  EXPECT_EQ(std::get<std::int64_t>(frame.headers[5].value), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(std::get<EventStreamBytes>(frame.headers[6].value).bytes, "\0\xFF"sv);
  EXPECT_EQ(std::get<std::string_view>(frame.headers[7].value), "\u00E9");
  EXPECT_EQ(std::get<EventStreamTimestamp>(frame.headers[8].value).epoch_millis, 1'700'000'000'123);
  EXPECT_EQ(std::get<EventStreamUuid>(frame.headers[9].value), uuid);
}

TEST(AppendEventStreamFrame, RefusesWhatTheFormatCannotHoldAndLeavesTheOutputAlone) {
  const std::string long_name(256, 'n');
  const std::string long_value(32'768, 'v');
  const std::string full_value(32'767, 'v');
  const std::vector<std::vector<EventStreamHeader>> refused = {{{"", true}},
                                                               {{long_name, true}},
                                                               {{"a", std::string_view(long_value)}},
                                                               {{"a", EventStreamBytes{long_value}}},
                                                               {{"a", "\xFF"sv}},
                                                               {{"\xFF", true}},
                                                               {{"a", true}, {"b", true}, {"a", false}},
                                                               {{"a", EventStreamBytes{full_value}},
                                                                {"b", EventStreamBytes{full_value}},
                                                                {"c", EventStreamBytes{full_value}},
                                                                {"d", EventStreamBytes{full_value}}}};
  for (std::size_t i = 0; i < refused.size(); ++i) {
    SCOPED_TRACE(i);
    std::string out = "before";
    const auto result = append_event_stream_frame(out, refused[i], "payload");
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().kind, base::ErrorKind::internal);
    EXPECT_EQ(out, "before");
  }
}

TEST(AppendEventStreamFrame, TakesTheLongestNameAndValue) {
  const std::string name(255, 'n');
  const std::string value(32'767, 'v');
  std::string out;
  ASSERT_TRUE(
      append_event_stream_frame(out, std::vector<EventStreamHeader>{{name, std::string_view(value)}}, ""));
  EXPECT_EQ(decode_one(out).string_header(name), value);
}

TEST(AppendEventStreamFrame, TakesThePayloadLimitAndNotAByteMore) {
  std::string out;
  EXPECT_TRUE(append_event_stream_frame(out, {}, std::string(kMaxEventStreamPayloadBytes, 'x')));
  EXPECT_FALSE(append_event_stream_frame(out, {}, std::string(kMaxEventStreamPayloadBytes + 1, 'x')));
  EXPECT_EQ(out.size(), kMaxEventStreamPayloadBytes + 16);
}

}  // namespace
}  // namespace gw::codec
