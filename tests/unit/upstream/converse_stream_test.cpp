#include "upstream/converse_stream.hpp"

#include <variant>

#include "support/bedrock_wire.hpp"
#include "support/upstream_fixture.hpp"

namespace gw::upstream {
namespace {

using base::ErrorKind;
using test::FakeAnswer;
using test::UpstreamFixture;

struct Opened {
  explicit Opened(FakeAnswer answer) : fixture({std::move(answer)}) {
    request.answer = AnswerForm::event_stream;
    stream = std::make_unique<ConverseStream>(fixture.open(request).value());
  }
  base::Result<Fill> fill() { return fixture.loop.run(stream->fill(UpstreamFixture::soon())); }
  /// What the next whole frame, or the end, gives.
  base::Result<Fill> fill_whole() {
    base::Result<Fill> filled = fill();
    while (filled && *filled == Fill::not_yet) filled = fill();
    return filled;
  }
  /// Texts of the deltas that are there without another wait, joined.
  std::string take_texts() {
    std::string texts;
    for (auto event = stream->take(); event.value().has_value(); event = stream->take()) {
      if (const auto* delta = std::get_if<bedrock::TextDelta>(&**event)) texts += delta->text.raw();
    }
    return texts;
  }

  UpstreamFixture fixture;
  BedrockRequest request;
  std::unique_ptr<ConverseStream> stream;
};

TEST(ConverseStream, GivesAllEventsOfOneReadWithoutAnotherWait) {
  Opened o{test::stream_answer({test::message_start() + test::text_delta("a") + test::text_delta("b"),
                                test::text_delta("c") + test::message_stop()})};
  ASSERT_EQ(o.fill().value(), Fill::events);
  EXPECT_EQ(o.take_texts(), "ab");
  ASSERT_EQ(o.fill().value(), Fill::events);
  EXPECT_EQ(o.take_texts(), "c");
  EXPECT_EQ(o.fill().value(), Fill::end);
}

TEST(ConverseStream, PutsFramesTogetherFromSingleBytes) {
  std::vector<std::string> bytes;
  for (const char byte : test::message_start() + test::text_delta("split")) bytes.emplace_back(1, byte);
  Opened o{test::stream_answer(std::move(bytes))};
  ASSERT_EQ(o.fill_whole().value(), Fill::events);
  EXPECT_TRUE(std::holds_alternative<bedrock::MessageStart>(**o.stream->take()));
  EXPECT_FALSE(o.stream->take().value().has_value());
  ASSERT_EQ(o.fill_whole().value(), Fill::events);
  EXPECT_EQ(o.take_texts(), "split");
}

TEST(ConverseStream, LosesNothingWhenAWaitRunsOut) {
  const std::string whole = test::text_delta("whole");
  Opened o{test::stream_answer({whole.substr(0, 20), "", whole.substr(20)})};
  EXPECT_EQ(o.fill().value(), Fill::not_yet);
  ASSERT_EQ(o.fill_whole().value(), Fill::events);
  EXPECT_EQ(o.take_texts(), "whole");
}

TEST(ConverseStream, ReportsAnExceptionInTheFirstFrameBeforeAnyEvent) {
  Opened o{test::stream_answer({test::exception_frame("throttlingException", R"({"message":"slow down"})")})};
  const auto filled = o.fill();
  ASSERT_FALSE(filled.has_value());
  EXPECT_EQ(filled.error().kind, ErrorKind::upstream_throttled);
  EXPECT_EQ(o.stream->call().aws_request_id(), "aws-2");
}

TEST(ConverseStream, GivesTheEventsBeforeAnExceptionOfTheSameRead) {
  Opened o{test::stream_answer({test::text_delta("so far") +
                                test::exception_frame("modelStreamErrorException", R"({"message":"x"})")})};
  ASSERT_EQ(o.fill().value(), Fill::events);
  EXPECT_TRUE(o.stream->take().value().has_value());
  const auto after = o.stream->take();
  ASSERT_FALSE(after.has_value());
  EXPECT_EQ(after.error().kind, ErrorKind::upstream_model_error);
}

TEST(ConverseStream, ReportsACorruptFrame) {
  Opened o{test::stream_answer({test::corrupted(test::text_delta("garbled"))})};
  EXPECT_EQ(o.fill().error().kind, ErrorKind::upstream_protocol);
}

TEST(ConverseStream, ReportsAnEndInsideAFrame) {
  Opened o{test::stream_answer({test::text_delta("cut").substr(0, 30)})};
  EXPECT_EQ(o.fill_whole().error().kind, ErrorKind::upstream_protocol);
}

TEST(ConverseStream, ReportsAConnectionThatBreaksBetweenFrames) {
  FakeAnswer answer = test::stream_answer({test::text_delta("a")});
  answer.breaks = true;
  Opened o{std::move(answer)};
  ASSERT_EQ(o.fill().value(), Fill::events);
  EXPECT_EQ(o.take_texts(), "a");
  EXPECT_EQ(o.fill().error().kind, ErrorKind::upstream_protocol);
}

TEST(ConverseStream, EndsAtOnceWhenThereIsNoFrameAtAll) {
  Opened o{test::stream_answer({})};
  EXPECT_EQ(o.fill().value(), Fill::end);
}

}  // namespace
}  // namespace gw::upstream
