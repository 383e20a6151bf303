#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <span>
#include <string>
#include <utility>

#include "bedrock/converse_request.hpp"
#include "models/capabilities.hpp"
#include "openai/chat_request.hpp"
#include "translate/chat_to_converse.hpp"

namespace gw::translate {

/// A client's body on its whole way to Bedrock's. By default for a model that takes everything and of which
/// nothing is known.
class TranslatedChat {
 public:
  explicit TranslatedChat(std::string body, const models::Capabilities& capabilities = {},
                          const ChatDefaults& defaults = {})
      : body_(std::move(body)), request_(openai::parse_chat_request(std::span<char>(body_))) {
    if (request_) {
      result_.emplace(chat_to_converse(*request_, base::ModelId("m"), capabilities, defaults));
    }
  }
  TranslatedChat(const TranslatedChat&) = delete;
  TranslatedChat& operator=(const TranslatedChat&) = delete;

  [[nodiscard]] bool accepted() const { return result_ && result_->has_value(); }
  [[nodiscard]] const base::Error& error() const { return request_ ? result_->error() : request_.error(); }
  /// "code param" of the refusal, or "accepted".
  [[nodiscard]] std::string verdict() const {
    if (accepted()) return "accepted";
    EXPECT_EQ(error().kind, base::ErrorKind::invalid_request);
    return error().code + " " + error().param;
  }

  [[nodiscard]] ChatTranslation& translation() { return result_.value().value(); }
  [[nodiscard]] bedrock::ConverseRequest& request() { return translation().request; }
  [[nodiscard]] std::string warnings() { return translation().warnings.header_value(); }
  [[nodiscard]] std::string body() { return bedrock::write_body(request(), bedrock::Operation::converse); }

 private:
  std::string body_;
  base::Result<openai::ChatRequest> request_;
  std::optional<base::Result<ChatTranslation>> result_;
};

/// {"model":"m","messages":[…]} and more members.
[[nodiscard]] inline std::string chat(const std::string& messages, const std::string& more = "") {
  return R"({"model":"m","messages":[)" + messages + "]" + (more.empty() ? "" : "," + more) + "}";
}

[[nodiscard]] inline std::string user(const std::string& text) {
  return R"({"role":"user","content":")" + text + "\"}";
}
[[nodiscard]] inline std::string assistant(const std::string& text) {
  return R"({"role":"assistant","content":")" + text + "\"}";
}
[[nodiscard]] inline std::string system(const std::string& text) {
  return R"({"role":"system","content":")" + text + "\"}";
}
/// An assistant turn that calls `f` once per id.
[[nodiscard]] inline std::string calls(std::initializer_list<const char*> ids) {
  std::string list;
  for (const char* id : ids) {
    if (!list.empty()) list += ',';
    list +=
        std::string(R"({"id":")") + id + R"(","type":"function","function":{"name":"f","arguments":"{}"}})";
  }
  return R"({"role":"assistant","content":null,"tool_calls":[)" + list + "]}";
}
[[nodiscard]] inline std::string result(const std::string& id, const std::string& text) {
  return R"({"role":"tool","tool_call_id":")" + id + R"(","content":")" + text + "\"}";
}

inline constexpr const char* kOneTool = R"("tools":[{"type":"function","function":{"name":"f"}}])";

}  // namespace gw::translate
