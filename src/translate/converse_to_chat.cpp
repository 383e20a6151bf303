#include "translate/converse_to_chat.hpp"

#include <utility>

#include "codec/json_writer.hpp"
#include "openai/chat_response.hpp"
#include "translate/answer_state.hpp"

namespace gw::translate {
namespace {

/// Joins all additions into one choice.
class Fold final : public AnswerSink {
 public:
  void content(codec::JsonString text) override { choice_.content.append(text.raw()); }
  void reasoning(codec::JsonString text) override { choice_.reasoning.append(text.raw()); }
  void call_start(std::size_t, codec::JsonString id, codec::JsonString name) override {
    choice_.calls.push_back(
        openai::AnsweredCall{std::string(id.raw()), std::string(name.raw()), std::string{}});
  }
  void call_arguments(std::size_t ordinal, codec::JsonString piece) override {
    choice_.calls[ordinal].arguments.append(piece.raw());
  }

  [[nodiscard]] openai::Choice& choice() noexcept { return choice_; }

 private:
  openai::Choice choice_;
};

}  // namespace

base::Result<ChatAnswer> converse_to_chat(std::span<const bedrock::ConverseStreamEvent> events,
                                          const openai::AnswerIdentity& identity,
                                          const ToolAliases& aliases) {
  AnswerState state(aliases);
  Fold fold;
  for (const bedrock::ConverseStreamEvent& event : events) {
    base::Result<void> done = state.on(event, fold);
    if (!done) return base::fail(std::move(done.error()));
  }
  base::Result<void> whole = state.finish();
  if (!whole) return base::fail(std::move(whole.error()));

  openai::Choice& choice = fold.choice();
  choice.finish_reason = state.finish_reason();
  if (state.stop_reason() == bedrock::StopReason::unknown) {
    codec::append_escaped(choice.bedrock_stop_reason, state.raw_stop_reason());
  }
  ChatAnswer answer;
  answer.body = openai::write_chat_response(identity, std::span(&choice, 1), state.usage());
  answer.stop_reason = *state.stop_reason();
  answer.raw_stop_reason = state.raw_stop_reason();
  answer.usage = state.usage();
  return answer;
}

}  // namespace gw::translate
