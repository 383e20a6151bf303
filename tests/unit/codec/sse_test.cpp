#include "codec/sse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace gw::codec {
namespace {

using testing::ElementsAre;

std::vector<SseEvent> drain(SseReader& reader) {
  std::vector<SseEvent> events;
  while (auto event = reader.next()) events.push_back(std::move(*event));
  return events;
}

std::vector<SseEvent> read_all(std::string_view bytes) {
  SseReader reader;
  reader.feed(bytes);
  return drain(reader);
}

SseEvent data(std::string text) {
  return {.event = "", .data = std::move(text)};
}

TEST(SseWriter, WritesOneDataLineAndABlankLine) {
  std::string out;
  SseWriter(out).data(R"({"a":1})");
  EXPECT_EQ(out, "data: {\"a\":1}\n\n");
}

TEST(SseWriter, WritesTheNameBeforeTheData) {
  std::string out;
  SseWriter(out).event("message_start", "{}");
  EXPECT_EQ(out, "event: message_start\ndata: {}\n\n");
}

TEST(SseWriter, WritesComments) {
  std::string out;
  SseWriter(out).comment("keep-alive");
  EXPECT_EQ(out, ": keep-alive\n\n");
}

TEST(SseWriter, LetsALineBeWrittenInPlace) {
  std::string out;
  SseWriter writer(out);
  writer.begin_data();
  writer.out() += "[DONE]";
  writer.end_data();
  EXPECT_EQ(out, "data: [DONE]\n\n");
}

#ifndef NDEBUG
TEST(SseWriterDeathTest, AssertsThatALineIsOne) {
  std::string out;
  EXPECT_DEATH(SseWriter(out).data("a\nb"), "");
  EXPECT_DEATH(SseWriter(out).event("a\rb", "x"), "");
  EXPECT_DEATH(SseWriter(out).comment("a\nb"), "");
}
#endif

TEST(SseReader, ReadsWhatTheWriterWrites) {
  std::string out;
  SseWriter writer(out);
  writer.data("one");
  writer.comment("keep-alive");
  writer.event("error", "two");
  EXPECT_THAT(read_all(out), ElementsAre(data("one"), SseEvent{"error", "two"}));
}

TEST(SseReader, TakesEveryLineEnding) {
  EXPECT_THAT(read_all("data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\n\r\ndata: e\r\n\n"),
              ElementsAre(data("a"), data("b"), data("c"), data("d"), data("e")));
}

TEST(SseReader, JoinsDataLinesByALineFeed) {
  EXPECT_THAT(read_all("data: a\ndata:\ndata: b\n\n"), ElementsAre(data("a\n\nb")));
}

TEST(SseReader, RemovesOneSpaceBehindTheColon) {
  EXPECT_THAT(read_all("data:a\n\ndata: b\n\ndata:  c\n\n"), ElementsAre(data("a"), data("b"), data(" c")));
}

TEST(SseReader, TakesAFieldWithoutColonAsEmpty) {
  EXPECT_THAT(read_all("data\n\n"), ElementsAre(data("")));
}

TEST(SseReader, PassesOverCommentsAndOtherFields) {
  EXPECT_THAT(read_all(": hello\nid: 7\nretry: 10\ndatax: no\n data: no\ndata: yes\n:\n\n"),
              ElementsAre(data("yes")));
}

TEST(SseReader, DropsAnEventWithoutDataAndItsName) {
  EXPECT_THAT(read_all("event: ping\n\n\n\ndata: x\n\n"), ElementsAre(data("x")));
}

TEST(SseReader, TakesTheLastNameOfAnEvent) {
  EXPECT_THAT(read_all("event: a\nevent: b\ndata: x\n\n"), ElementsAre(SseEvent{"b", "x"}));
}

TEST(SseReader, KeepsBackAnEventWithoutItsBlankLine) {
  SseReader reader;
  reader.feed("data: x\n");
  EXPECT_FALSE(reader.next());
  reader.feed("\n");
  EXPECT_EQ(reader.next(), data("x"));
  EXPECT_FALSE(reader.next());
}

TEST(SseReader, SkipsAByteOrderMarkAtTheStartOnly) {
  EXPECT_THAT(read_all("\xEF\xBB\xBF"
                       "data: a\n\n\xEF\xBB\xBF"
                       "data: b\ndata: c\n\n"),
              ElementsAre(data("a"), data("c")));
}

TEST(SseReader, ReadsTheSameAtEverySplitPoint) {
  const std::string stream =
      "data: one\r\n\r\n: c\n\nevent: e\r\ndata: \xF0\x9F\x98\x80\ndata:two\r\rdata: [DONE]\n\n";
  const std::vector<SseEvent> expected = {data("one"), {"e", "\xF0\x9F\x98\x80\ntwo"}, data("[DONE]")};
  ASSERT_EQ(read_all(stream), expected);
  for (std::size_t split = 0; split <= stream.size(); ++split) {
    SCOPED_TRACE(split);
    SseReader reader;
    reader.feed(std::string_view(stream).substr(0, split));
    std::vector<SseEvent> events = drain(reader);
    reader.feed(std::string_view(stream).substr(split));
    for (SseEvent& event : drain(reader)) events.push_back(std::move(event));
    EXPECT_EQ(events, expected);
  }
}

TEST(SseReader, ReadsTheSameInPiecesOfEverySize) {
  const std::string stream = "data: one\r\n\r\n: c\n\nevent: e\r\ndata: two\r\rdata: [DONE]\n\n";
  const std::vector<SseEvent> expected = {data("one"), {"e", "two"}, data("[DONE]")};
  for (std::size_t size = 1; size <= 11; ++size) {
    SCOPED_TRACE(size);
    SseReader reader;
    for (std::size_t at = 0; at < stream.size(); at += size)
      reader.feed(std::string_view(stream).substr(at, size));
    EXPECT_EQ(drain(reader), expected);
  }
}

}  // namespace
}  // namespace gw::codec
