#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_number.hpp"
#include "codec/json_reader.hpp"
#include "codec/sse.hpp"

namespace gw::test {

/// What a client makes of an answer: put together from the chunks of a stream, or read from a plain one.
/// Texts are decoded. Fails the running test where a stream is out of order for the strictest client seen.
class FoldedStream {
 public:
  struct Call {
    std::string id;
    std::string type;
    std::string name;
    std::string arguments;
  };

  [[nodiscard]] static FoldedStream of(std::string_view sse_bytes) {
    FoldedStream folded;
    codec::SseReader reader;
    reader.feed(sse_bytes);
    bool done = false;
    while (const auto event = reader.next()) {
      EXPECT_FALSE(done) << "an event after [DONE]";
      done = event->data == "[DONE]";
      if (!done) folded.read_chunk(event->data);
    }
    EXPECT_TRUE(done);
    return folded;
  }

  [[nodiscard]] static FoldedStream of_plain(std::string_view json) {
    FoldedStream folded;
    codec::JsonReader reader(json);
    folded.read_members(reader, "message");
    return folded;
  }

  [[nodiscard]] std::string to_string() const {
    std::string out =
        "content: " + content + "\nreasoning: " + reasoning + "\nfinish: " + finish_reason + "\n";
    for (const Call& call : calls) {
      out += "call " + call.id + " " + call.type + " " + call.name + " " + call.arguments + "\n";
    }
    return out;
  }

  std::string content;
  std::string reasoning;
  std::string finish_reason;
  std::vector<Call> calls;
  std::size_t chunks = 0;

 private:
  using Members = std::function<bool(const std::string& key, codec::JsonReader&)>;

  static bool object(codec::JsonReader& reader, const Members& on_member) {
    return reader.object([&](codec::JsonString key) { return on_member(key.decode(), reader); });
  }
  static bool append(codec::JsonReader& reader, std::string& out) {
    if (reader.peek() == codec::JsonKind::null) return reader.null();
    const auto text = reader.string();
    if (text) text->decode_to(out);
    return text.has_value();
  }

  void read_chunk(std::string_view json) {
    ++chunks;
    EXPECT_TRUE(finish_reason.empty() || json.find("\"choices\":[]") != std::string_view::npos)
        << "a delta after finish_reason";
    codec::JsonReader reader(json);
    read_members(reader, "delta");
  }

  void read_members(codec::JsonReader& reader, const std::string& body_key) {
    EXPECT_TRUE(object(reader, [&](const std::string& key, codec::JsonReader&) {
      if (key != "choices") return reader.value().has_value();
      return reader.array([&](std::size_t) { return read_choice(reader, body_key); });
    }));
  }

  bool read_choice(codec::JsonReader& reader, const std::string& body_key) {
    return object(reader, [&](const std::string& key, codec::JsonReader&) {
      if (key == "finish_reason") return append(reader, finish_reason);
      if (key == body_key) return read_body(reader);
      return reader.value().has_value();
    });
  }

  bool read_body(codec::JsonReader& reader) {
    return object(reader, [&](const std::string& key, codec::JsonReader&) {
      if (key == "content") return append(reader, content);
      if (key == "reasoning_content") return append(reader, reasoning);
      if (key == "tool_calls") {
        return reader.array([&](std::size_t position) { return read_call(reader, position); });
      }
      return reader.value().has_value();
    });
  }

  bool read_call(codec::JsonReader& reader, std::size_t position) {
    std::size_t index = position;
    Call piece;
    const bool read = object(reader, [&](const std::string& key, codec::JsonReader&) {
      if (key == "index") {
        index = static_cast<std::size_t>(codec::to_integer(*reader.number()).value());
        return true;
      }
      if (key == "id") return append(reader, piece.id);
      if (key == "type") return append(reader, piece.type);
      if (key != "function") return reader.value().has_value();
      return object(reader, [&](const std::string& member, codec::JsonReader&) {
        return append(reader, member == "name" ? piece.name : piece.arguments);
      });
    });
    // langchaingo counts a call for each `id`; the Go SDK drops a call whose index skips.
    if (index == calls.size()) {
      EXPECT_FALSE(piece.id.empty() || piece.name.empty() || piece.type.empty());
      calls.push_back(piece);
    } else if (index < calls.size()) {
      EXPECT_TRUE(piece.id.empty() && piece.name.empty() && piece.type.empty());
      EXPECT_FALSE(piece.arguments.empty());
      calls[index].arguments += piece.arguments;
    } else {
      ADD_FAILURE() << "call " << index << " came before call " << calls.size();
    }
    return read;
  }
};

}  // namespace gw::test
