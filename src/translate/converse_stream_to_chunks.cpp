#include "translate/converse_stream_to_chunks.hpp"

#include <utility>
#include <variant>

#include "codec/json_writer.hpp"

namespace gw::translate {

/// Writes each addition as one chunk.
class ConverseStreamToChunks::Sink final : public AnswerSink {
 public:
  Sink(const openai::ChatChunkWriter& chunks, std::string& out) : chunks_(chunks), out_(out) {}

  void content(codec::JsonString text) override { chunks_.content(out_, text); }
  void reasoning(codec::JsonString text) override { chunks_.reasoning(out_, text); }
  void call_start(std::size_t ordinal, codec::JsonString id, codec::JsonString name) override {
    chunks_.call_start(out_, ordinal, id, name);
  }
  void call_arguments(std::size_t ordinal, codec::JsonString piece) override {
    chunks_.call_arguments(out_, ordinal, piece);
  }

 private:
  const openai::ChatChunkWriter& chunks_;
  std::string& out_;
};

ConverseStreamToChunks::ConverseStreamToChunks(const openai::AnswerIdentity& identity, ToolAliases aliases,
                                               openai::UsageInStream usage)
    : aliases_(std::move(aliases)), state_(aliases_), chunks_(identity, usage), usage_wanted_(usage) {}

base::Result<void> ConverseStreamToChunks::on(const bedrock::ConverseStreamEvent& event, std::string& out) {
  const bool is_of_the_answer = !std::holds_alternative<bedrock::Metadata>(event) &&
                                !std::holds_alternative<bedrock::UnknownEvent>(event);
  if (is_of_the_answer && !std::exchange(begun_, true)) chunks_.role(out);
  Sink sink(chunks_, out);
  return state_.on(event, sink);
}

// Everything that makes an answer look complete waits for here: what fails before must never look finished.
base::Result<void> ConverseStreamToChunks::finish(std::string& out) {
  base::Result<void> whole = state_.finish();
  if (!whole) return whole;
  std::string unknown_reason;
  if (state_.stop_reason() == bedrock::StopReason::unknown) {
    codec::append_escaped(unknown_reason, state_.raw_stop_reason());
  }
  chunks_.finish(out, state_.finish_reason(), codec::JsonString::from_escaped(unknown_reason, true));
  if (usage_wanted_ == openai::UsageInStream::include && state_.usage()) chunks_.usage(out, *state_.usage());
  openai::ChatChunkWriter::done(out);
  return {};
}

}  // namespace gw::translate
