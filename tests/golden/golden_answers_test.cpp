#include <gtest/gtest.h>

#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "bedrock/converse_stream_event.hpp"
#include "codec/event_stream.hpp"
#include "codec/json_reader.hpp"
#include "codec/json_writer.hpp"
#include "golden/golden_file.hpp"
#include "support/bedrock_wire.hpp"
#include "support/folded_stream.hpp"
#include "support/pretty_json.hpp"
#include "translate/converse_stream_to_chunks.hpp"
#include "translate/converse_to_chat.hpp"
#include "translate/error_to_openai.hpp"

namespace gw::test {
namespace {

openai::AnswerIdentity identity() {
  return {.id = "chatcmpl-0123456789abcdef0123456789abcdef",
          .model = base::ModelName("the-model"),
          .created = std::chrono::sys_seconds(std::chrono::seconds(1767225600))};
}

/// A file of events: one JSON object a line, {"<event type>": <payload>}; {"exception:<type>": …} is an
/// exception, {"golden": {"include_usage": true, "aliases": {"<alias>": "<original>"}}} is for the test.
struct Recording {
  openai::UsageInStream usage{openai::UsageInStream::leave_out};
  translate::ToolAliases aliases;
  std::vector<std::string> frames;
};

void read_settings(codec::JsonValue settings, Recording& out) {
  codec::JsonReader reader(settings.raw);
  const bool read = reader.object([&](codec::JsonString key) {
    if (key.equals("include_usage")) {
      out.usage =
          reader.boolean() == true ? openai::UsageInStream::include : openai::UsageInStream::leave_out;
      return true;
    }
    return reader.object([&](codec::JsonString alias) {
      const auto original = reader.string();
      out.aliases.add(alias.decode(), std::string(original->raw()));
      return true;
    });
  });
  ASSERT_TRUE(read) << settings.raw;
}

void read_line(const std::string& line, Recording& out) {
  codec::JsonReader reader{std::string_view(line)};
  const bool read = reader.object([&](codec::JsonString key) {
    const auto payload = reader.value();
    if (!payload) return false;
    const std::string type = key.decode();
    if (type == "golden") {
      read_settings(*payload, out);
    } else if (type.starts_with("exception:")) {
      out.frames.push_back(exception_frame(type.substr(10), payload->raw));
    } else {
      out.frames.push_back(event_frame(type, payload->raw));
    }
    return true;
  });
  ASSERT_TRUE(read) << line;
}

Recording read_recording(const GoldenCase& test_case) {
  Recording out;
  std::istringstream lines(read_golden(test_case, ".events.jsonl"));
  for (std::string line; std::getline(lines, line);) read_line(line, out);
  return out;
}

/// Calls `on_event` for each event, as it would come from a socket, until it returns an error.
template <class OnEvent>
base::Result<void> for_each_event(Recording& recording, OnEvent&& on_event) {
  codec::EventStreamDecoder decoder;
  for (std::string& bytes : recording.frames) {
    decoder.feed(std::span<char>(bytes));
    const auto frame = decoder.next();
    if (!frame) return base::fail(frame.error());
    const auto event = bedrock::parse_stream_event(frame->value());
    if (!event) return base::fail(event.error());
    base::Result<void> done = on_event(*event);
    if (!done) return done;
  }
  return {};
}

struct Streamed {
  std::string bytes;
  std::optional<base::Error> error;
};

Streamed stream(const GoldenCase& test_case) {
  Recording recording = read_recording(test_case);
  translate::ConverseStreamToChunks chunks(identity(), recording.aliases, recording.usage);
  Streamed out;
  base::Result<void> done = for_each_event(
      recording, [&](const bedrock::ConverseStreamEvent& event) { return chunks.on(event, out.bytes); });
  if (done) done = chunks.finish(out.bytes);
  if (!done) {
    out.error = done.error();
    out.bytes += translate::write_stream_event(translate::to_openai_error(done.error()));
  }
  return out;
}

/// The plain answer out of the same events.
base::Result<translate::ChatAnswer> fold(const GoldenCase& test_case) {
  Recording recording = read_recording(test_case);
  std::vector<bedrock::ConverseStreamEvent> events;  // views into the recording's frames
  const base::Result<void> read = for_each_event(recording, [&](const bedrock::ConverseStreamEvent& event) {
    events.push_back(event);
    return base::Result<void>{};
  });
  if (!read) return base::fail(read.error());
  return translate::converse_to_chat(events, identity(), recording.aliases);
}

std::string to_document(const base::Result<translate::ChatAnswer>& answer) {
  if (answer) return answer->body;
  const translate::OpenAiError told = translate::to_openai_error(answer.error());
  std::string out;
  codec::JsonWriter json(out);
  json.begin_object().key("status").integer(told.status);
  json.key("body").raw(translate::write_body(told)).end_object();
  return out;
}

class GoldenStream : public testing::TestWithParam<GoldenCase> {};

TEST_P(GoldenStream, BecomesTheChunksOfItsFile) {
  expect_golden(GetParam(), ".stream.txt", stream(GetParam()).bytes);
}

TEST_P(GoldenStream, BecomesThePlainAnswerOfItsFile) {
  expect_golden(GetParam(), ".answer.json", PrettyJson::of(to_document(fold(GetParam()))));
}

// What a client reads chunk by chunk is what another reads at once.
TEST_P(GoldenStream, FoldsIntoThePlainAnswer) {
  const Streamed streamed = stream(GetParam());
  const auto answer = fold(GetParam());
  ASSERT_EQ(streamed.error.has_value(), !answer.has_value());
  if (streamed.error) {
    EXPECT_EQ(streamed.error->message, answer.error().message);
    return;
  }
  EXPECT_EQ(FoldedStream::of(streamed.bytes).to_string(), FoldedStream::of_plain(answer->body).to_string());
}

TEST_P(GoldenStream, EndsWithDoneOrWithAnErrorAndNeverWithBoth) {
  const Streamed streamed = stream(GetParam());
  const bool done = streamed.bytes.ends_with("data: [DONE]\n\n");
  EXPECT_EQ(done, !streamed.error.has_value());
  if (streamed.error) {
    EXPECT_EQ(streamed.bytes.find("[DONE]"), std::string::npos);
    EXPECT_EQ(streamed.bytes.find("\"finish_reason\":\""), std::string::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(Answers, GoldenStream, testing::ValuesIn(golden_cases("answers", ".events.jsonl")),
                         [](const auto& given) { return test_name(given.param); });

class GoldenPlainAnswer : public testing::TestWithParam<GoldenCase> {};

TEST_P(GoldenPlainAnswer, BecomesTheChatCompletionOfItsFile) {
  std::string body = read_golden(GetParam(), ".response.json");
  const auto events = bedrock::parse_converse_response(std::span<char>(body));
  const base::Result<translate::ChatAnswer> answer =
      events ? translate::converse_to_chat(*events, identity(), translate::ToolAliases{})
             : base::Result<translate::ChatAnswer>(base::fail(events.error()));
  expect_golden(GetParam(), ".answer.json", PrettyJson::of(to_document(answer)));
}

INSTANTIATE_TEST_SUITE_P(Answers, GoldenPlainAnswer,
                         testing::ValuesIn(golden_cases("answers", ".response.json")),
                         [](const auto& given) { return test_name(given.param); });

}  // namespace
}  // namespace gw::test
