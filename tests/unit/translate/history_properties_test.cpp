#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "translate/history_repair.hpp"
#include "unit/translate/translated_chat.hpp"

// Whatever a client kept of its history, what Bedrock gets keeps Bedrock's rules and the user's words.

namespace gw::translate {
namespace {

/// Messages of every kind in any order, with few ids, so that calls and results meet, miss and repeat.
class HistoryMaker {
 public:
  explicit HistoryMaker(unsigned seed) : random_(seed) {}

  [[nodiscard]] std::vector<std::string> make() {
    std::vector<std::string> messages(1 + below(12));
    for (std::string& message : messages) message = one();
    return messages;
  }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

  std::string text(const char* kind) {
    if (below(4) == 0) return below(2) == 0 ? "" : R"( \n)";
    return std::string("<") + kind + std::to_string(serial_++) + ">";
  }
  std::string id() { return std::string(1, static_cast<char>('p' + below(3))); }

  std::string one() {
    switch (below(7)) {
      case 0:
        return system(text("system"));
      case 1:
        return assistant(text("assistant"));
      case 2: {
        const std::string first = id();
        const std::string second = id();
        return below(2) == 0 ? calls({first.c_str()}) : calls({first.c_str(), second.c_str()});
      }
      case 3:
      case 4:
        return result(id(), text("result"));
      default:
        return user(text("user"));
    }
  }

  std::mt19937 random_;
  std::size_t serial_ = 0;
};

std::string join(const std::vector<std::string>& messages) {
  std::string out;
  for (const std::string& message : messages) out += (out.empty() ? "" : ",") + message;
  return out;
}

/// The texts in <angle brackets> that `kind` begins with, in order.
std::vector<std::string> marks(const std::string& text, const std::string& kind) {
  std::vector<std::string> found;
  for (std::size_t at = text.find("<" + kind); at != std::string::npos; at = text.find("<" + kind, at + 1)) {
    found.push_back(text.substr(at, text.find('>', at) - at));
  }
  return found;
}

void expect_bedrocks_rules(const bedrock::ConverseRequest& request) {
  ASSERT_FALSE(request.messages.empty());
  EXPECT_EQ(request.messages.front().role, bedrock::Role::user);
  std::vector<std::string> open;
  std::set<std::string> seen;
  bedrock::Role last = bedrock::Role::assistant;
  for (const bedrock::Message& message : request.messages) {
    EXPECT_NE(message.role, last);
    last = message.role;
    ASSERT_FALSE(message.content.empty());
    std::vector<std::string> results;
    std::vector<std::string> made;
    for (const bedrock::ContentBlock& block : message.content) {
      if (const auto* text = std::get_if<bedrock::TextBlock>(&block)) {
        EXPECT_FALSE(text->text.is_blank());
      }
      if (const auto* call = std::get_if<bedrock::ToolUseBlock>(&block)) {
        EXPECT_EQ(message.role, bedrock::Role::assistant);
        EXPECT_TRUE(seen.insert(call->id.decode()).second) << "ids are unique";
        made.push_back(call->id.decode());
      }
      if (const auto* answer = std::get_if<bedrock::ToolResultBlock>(&block)) {
        EXPECT_EQ(message.role, bedrock::Role::user);
        EXPECT_FALSE(answer->content.empty());
        results.push_back(answer->id.decode());
      }
    }
    EXPECT_EQ(results, open) << "one result per call, in order, in the next turn";
    open = made;
  }
  EXPECT_TRUE(open.empty());
}

constexpr unsigned kHistories = 2000;

TEST(HistoryProperties, KeepBedrocksRulesAndEveryUserText) {
  for (unsigned seed = 0; seed < kHistories; ++seed) {
    SCOPED_TRACE(seed);
    const std::string messages = join(HistoryMaker(seed).make());
    SCOPED_TRACE(messages);
    TranslatedChat translated(chat(messages, kOneTool));
    expect_bedrocks_rules(translated.request());
    EXPECT_EQ(marks(translated.body(), "user"), marks(messages, "user"));
    EXPECT_EQ(marks(translated.body(), "assistant"), marks(messages, "assistant"));
    if (testing::Test::HasFailure()) return;
  }
}

TEST(HistoryProperties, KeepEveryResultWhereNoToolsAreOffered) {
  for (unsigned seed = 0; seed < kHistories; ++seed) {
    const std::string messages = join(HistoryMaker(seed).make());
    SCOPED_TRACE(messages);
    TranslatedChat translated(chat(messages));
    expect_bedrocks_rules(translated.request());
    EXPECT_EQ(marks(translated.body(), "result"), marks(messages, "result"));
    if (testing::Test::HasFailure()) return;
  }
}

TEST(HistoryProperties, ASecondRepairChangesNothing) {
  for (unsigned seed = 0; seed < kHistories; ++seed) {
    models::Capabilities capabilities;
    capabilities.assistant_prefill = seed % 2 == 0;
    capabilities.system_prompt = seed % 3 != 0;
    capabilities.tools.separator_after_results = seed % 5 == 0;
    const std::string messages = join(HistoryMaker(seed).make());
    SCOPED_TRACE(messages);
    TranslatedChat translated(chat(messages, kOneTool), capabilities);
    const std::string once = translated.body();
    Warnings warnings;
    repair_history(translated.request(), capabilities, warnings);
    ASSERT_EQ(translated.body(), once);
    ASSERT_TRUE(warnings.empty());
  }
}

/// Bytes of each turn.
std::vector<std::string> turns_of(const bedrock::ConverseRequest& request) {
  std::vector<std::string> out;
  for (const bedrock::Message& message : request.messages) {
    bedrock::ConverseRequest one;
    one.messages.push_back(message);
    out.push_back(bedrock::write_body(one, bedrock::Operation::converse));
  }
  return out;
}

/// A turn that repair made: results for calls that nobody has answered yet, and no word of the client.
bool is_made_up(const bedrock::Message& turn) {
  return std::all_of(turn.content.begin(), turn.content.end(), [](const bedrock::ContentBlock& block) {
    const auto* answer = std::get_if<bedrock::ToolResultBlock>(&block);
    return answer != nullptr && answer->status == bedrock::ToolResultStatus::error;
  });
}

/// Number of turns before the client's last user turn.
std::size_t settled(const bedrock::ConverseRequest& request) {
  std::size_t at = request.messages.size();
  if (at > 0 && is_made_up(request.messages[at - 1])) --at;
  while (at > 0 && request.messages[at - 1].role != bedrock::Role::user) --at;
  return at == 0 ? 0 : at - 1;
}

// Prompt caches end where the bytes change (pitfall 114).
TEST(HistoryProperties, AppendingAMessageLeavesTheTurnsBeforeTheLastUserTurnAlone) {
  for (unsigned seed = 0; seed < kHistories; ++seed) {
    std::vector<std::string> messages = HistoryMaker(seed).make();
    const std::string last = messages.back();
    messages.pop_back();
    if (messages.empty()) continue;
    SCOPED_TRACE(join(messages) + " then " + last);
    TranslatedChat before(chat(join(messages), kOneTool));
    TranslatedChat after(chat(join(messages) + "," + last, kOneTool));
    const std::vector<std::string> old_turns = turns_of(before.request());
    const std::vector<std::string> new_turns = turns_of(after.request());
    const std::size_t kept = settled(before.request());
    ASSERT_GE(new_turns.size(), kept);
    for (std::size_t i = 0; i < kept; ++i) ASSERT_EQ(new_turns[i], old_turns[i]) << "turn " << i;
  }
}

TEST(HistoryProperties, TheSameRequestGivesTheSameBytes) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    const std::string messages = join(HistoryMaker(seed).make());
    EXPECT_EQ(TranslatedChat(chat(messages, kOneTool)).body(),
              TranslatedChat(chat(messages, kOneTool)).body());
  }
}

}  // namespace
}  // namespace gw::translate
