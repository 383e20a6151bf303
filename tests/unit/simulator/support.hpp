#pragma once

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/sha256.hpp"
#include "aws/sigv4.hpp"
#include "base/clock.hpp"
#include "codec/event_stream.hpp"
#include "codec/json_writer.hpp"
#include "simulator/conversation.hpp"
#include "simulator/json_tree.hpp"
#include "simulator/local_bedrock.hpp"
#include "simulator/reply.hpp"

namespace gw::simulator::test {

/// The same numbers in every run (splitmix64).
class CountingRandom final : public base::RandomSource {
 public:
  unsigned long long next_bits() override {
    state_ += 0x9E3779B97F4A7C15ULL;
    unsigned long long z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }

 private:
  unsigned long long state_ = 7;
};

/// A tree together with the text it looks into.
class Document {
 public:
  explicit Document(std::string text) : text_(std::move(text)), tree_(JsonTree::parse(text_).value()) {}
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  [[nodiscard]] Json root() const { return tree_.root(); }

 private:
  std::string text_;
  JsonTree tree_;
};

inline constexpr std::chrono::sys_seconds kNow{std::chrono::seconds{1'760'000'000}};
inline constexpr std::string_view kModel = "us.anthropic.claude-sonnet-4-6";

inline aws::Credentials credentials() {
  aws::Credentials credentials;
  credentials.access_key_id = aws::AccessKeyId{"AKIDLOCAL"};
  credentials.secret_access_key = base::Secret{"local-secret"};
  return credentials;
}

inline AccessRules access_rules() {
  AccessRules rules;
  rules.credentials.push_back(credentials());
  rules.bearer_token = base::Secret{"local-token"};
  return rules;
}

/// A service and a client of it that authorizes with the token.
class Service {
 public:
  explicit Service(std::string region = "us-west-2")
      : bedrock_(access_rules(), base::Region{std::move(region)}, random_) {}

  Reply call(std::string_view method, std::string_view target, std::string_view body = "") {
    const std::vector<aws::HeaderView> headers{{"authorization", "Bearer local-token"}};
    return send(method, target, headers, body);
  }

  Reply send(std::string_view method, std::string_view target, const std::vector<aws::HeaderView>& headers,
             std::string_view body = "") {
    served = {};
    Request request;
    request.method = method;
    request.target = target;
    request.headers = headers;
    request.body = body;
    return bedrock_.handle(request, kNow, &served);
  }

  Reply converse(std::string_view body, std::string_view model = kModel) {
    return call("POST", fmt::format("/model/{}/converse", model), body);
  }
  Reply converse_stream(std::string_view body, std::string_view model = kModel) {
    return call("POST", fmt::format("/model/{}/converse-stream", model), body);
  }

  Served served;

 private:
  CountingRandom random_;
  LocalBedrock bedrock_;
};

/// A request with one user message.
inline std::string user_says(std::string_view text, std::string_view more = "") {
  std::string escaped;
  codec::append_escaped(escaped, text);
  return fmt::format(R"({{"messages":[{{"role":"user","content":[{{"text":"{}"}}]}}]{}}})", escaped, more);
}

inline std::string bytes_of(const std::vector<Step>& steps) {
  std::string bytes;
  for (const Step& step : steps) bytes += step.bytes;
  return bytes;
}

struct Event {
  std::string type;  ///< of an exception with a '!' before it
  std::string payload;
};

/// Frames of a stream, until its end or the first broken one, which is the event "corrupt".
inline std::vector<Event> events_of(std::string bytes) {
  std::vector<Event> events;
  codec::EventStreamDecoder decoder;
  decoder.feed(bytes);
  while (true) {
    auto frame = decoder.next();
    if (!frame) {
      events.push_back({"corrupt", frame.error().message});
      return events;
    }
    if (!frame->has_value()) break;
    const auto exception = (*frame)->string_header(":exception-type");
    const auto event = (*frame)->string_header(":event-type");
    events.push_back({exception ? "!" + std::string{*exception} : std::string{event.value_or("?")},
                      std::string{(*frame)->payload.data(), (*frame)->payload.size()}});
  }
  if (decoder.has_partial_frame()) events.push_back({"partial", ""});
  return events;
}

inline std::vector<Event> events_of(const Reply& reply) {
  return events_of(bytes_of(reply.steps));
}

inline std::vector<std::string> types_of(const std::vector<Event>& events) {
  std::vector<std::string> types;
  for (const Event& event : events) {
    if (types.empty() || types.back() != event.type) types.push_back(event.type);
  }
  return types;
}

/// The message of an error's body.
inline std::string message_of(const Reply& reply) {
  const Document body{reply.body};
  const auto message = body.root().find("message");
  return message ? message->text() : "";
}

inline std::string header_of(const Reply& reply, std::string_view name) {
  for (const auto& [key, value] : reply.headers) {
    if (key == name) return value;
  }
  return "";
}

/// Text of a plain answer, blocks joined.
inline std::string text_of_answer(const Reply& reply) {
  const Document body{reply.body};
  std::string text;
  for (const Json block : body.root().find_path({"output", "message", "content"})->children()) {
    if (const auto piece = block.find("text")) text += piece->text();
  }
  return text;
}

/// Text that the deltas of a stream add up to.
inline std::string text_of_stream(const std::vector<Event>& events) {
  std::string text;
  for (const Event& event : events) {
    if (event.type != "contentBlockDelta") continue;
    const Document payload{event.payload};
    if (const auto piece = payload.root().find_path({"delta", "text"})) text += piece->text();
  }
  return text;
}

inline std::string stop_reason_of(const Reply& reply) {
  const Document body{reply.body};
  return body.root().find("stopReason")->text();
}

}  // namespace gw::simulator::test
