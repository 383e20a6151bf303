#pragma once

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <utility>

#include "openai/chat_request.hpp"

namespace gw::openai {

/// A parsed request and the body that it looks into.
class ParsedChat {
 public:
  explicit ParsedChat(std::string body, ModelField model = ModelField::required)
      : body_(std::move(body)), result_(parse_chat_request(std::span<char>(body_), model)) {}
  ParsedChat(const ParsedChat&) = delete;
  ParsedChat& operator=(const ParsedChat&) = delete;

  [[nodiscard]] bool accepted() const { return result_.has_value(); }
  [[nodiscard]] const ChatRequest& request() const { return result_.value(); }
  [[nodiscard]] const base::Error& error() const { return result_.error(); }
  /// "code param" of the refusal, or "accepted".
  [[nodiscard]] std::string verdict() const {
    if (accepted()) return "accepted";
    EXPECT_EQ(error().kind, base::ErrorKind::invalid_request);
    return error().code + " " + error().param;
  }

 private:
  std::string body_;
  base::Result<ChatRequest> result_;
};

/// A valid request with more members: R"("temperature":1)".
[[nodiscard]] inline std::string with_members(const std::string& members) {
  return R"({"model":"m","messages":[{"role":"user","content":"hi"}],)" + members + "}";
}

/// A valid request but for its messages.
[[nodiscard]] inline std::string with_messages(const std::string& messages) {
  return R"({"model":"m","messages":)" + messages + "}";
}

}  // namespace gw::openai
