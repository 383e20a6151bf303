#include "simulator/answer_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <vector>

#include "codec/base64.hpp"
#include "simulator/characters.hpp"

namespace gw::simulator {
namespace {

constexpr std::size_t kMaxEchoBytes = 8'000;
constexpr std::size_t kMaxListed = 12;

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

// At most kMaxListed items, and how many more there are.
std::string listed(const std::vector<std::string>& items) {
  if (items.size() <= kMaxListed) return fmt::format("{}", fmt::join(items, ", "));
  const std::vector<std::string> first(items.begin(), items.begin() + kMaxListed);
  return fmt::format("{} and {} more", fmt::join(first, ", "), items.size() - kMaxListed);
}

std::string cut(std::string text, std::size_t max_bytes) {
  const std::string_view kept = first_bytes_of_characters(text, max_bytes);
  if (kept.size() == text.size()) return text;
  const std::size_t left = count_characters(std::string_view{text}.substr(kept.size()));
  return fmt::format("{}… ({} more)", kept, plural(left, "character"));
}

// Width and height out of a PNG's first chunk (RFC 2083 section 4.1.1); nothing for another format.
std::optional<std::string> png_dimensions(std::string_view bytes) {
  if (!bytes.starts_with("\x89PNG") || bytes.size() < 24) return std::nullopt;
  const auto number = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    return value;
  };
  return fmt::format("{}x{}", number(16), number(20));
}

std::vector<std::string> media_of(const Conversation& conversation) {
  std::vector<std::string> images;
  std::vector<std::string> documents;
  std::size_t others = 0;
  const auto look_at = [&](BlockKind kind, Json value) {
    if (kind == BlockKind::image) images.push_back(describe_image(value));
    if (kind == BlockKind::document) {
      const auto name = value.find("name");
      const auto format = value.find("format");
      documents.push_back(fmt::format("{} '{}'", format ? format->text() : "text", name ? name->text() : ""));
    }
    if (kind == BlockKind::video || kind == BlockKind::audio) ++others;
  };
  for (const Message& message : conversation.messages) {
    for (const Block& block : message.blocks) {
      look_at(block.kind, block.value);
      if (block.kind != BlockKind::tool_result) continue;
      const std::optional<Json> content = block.value.find("content");
      if (!content) continue;
      for (const Json inner : content->children()) {
        if (const auto image = inner.find("image")) look_at(BlockKind::image, *image);
        if (const auto document = inner.find("document")) look_at(BlockKind::document, *document);
      }
    }
  }
  std::vector<std::string> parts;
  if (!images.empty())
    parts.push_back(fmt::format("{} ({})", plural(images.size(), "image"), fmt::join(images, "; ")));
  if (!documents.empty())
    parts.push_back(fmt::format("{} ({})", plural(documents.size(), "document"), listed(documents)));
  if (others > 0) parts.push_back(plural(others, "audio or video block"));
  return parts;
}

std::vector<std::string> parameters_of(const Conversation& conversation) {
  std::vector<std::string> parts;
  if (conversation.max_tokens) parts.push_back(fmt::format("maxTokens {}", *conversation.max_tokens));
  if (conversation.temperature) parts.push_back(fmt::format("temperature {}", *conversation.temperature));
  if (conversation.top_p) parts.push_back(fmt::format("topP {}", *conversation.top_p));
  if (!conversation.stop_sequences.empty()) {
    // Not the sequences themselves: they would end the answer here.
    parts.push_back(plural(conversation.stop_sequences.size(), "stop sequence"));
  }
  if (conversation.additional_fields && conversation.additional_fields->is_object()) {
    std::vector<std::string> names;
    for (const Json member : conversation.additional_fields->children()) names.push_back(member.key());
    if (!names.empty()) parts.push_back(fmt::format("additional fields {}", listed(names)));
  }
  if (conversation.latency) parts.push_back(fmt::format("latency {}", *conversation.latency));
  if (conversation.service_tier) parts.push_back(fmt::format("service tier {}", *conversation.service_tier));
  if (conversation.has_guardrail) parts.emplace_back("a guardrail");
  if (conversation.cache_points > 0) parts.push_back(plural(conversation.cache_points, "cache point"));
  return parts;
}

std::string describe_messages(const Conversation& conversation) {
  std::vector<std::string> roles;
  for (const Message& message : conversation.messages) roles.emplace_back(to_string(message.role));
  return fmt::format("{} ({})", plural(roles.size(), "message"), listed(roles));
}

// Names of all calls of the conversation by their ids.
std::unordered_map<std::string, std::string> names_of_calls(const Conversation& conversation) {
  std::unordered_map<std::string, std::string> names;
  for (const Message& message : conversation.messages) {
    for (const Block& block : message.blocks) {
      if (block.kind != BlockKind::tool_use) continue;
      const auto id = block.value.find("toolUseId");
      const auto name = block.value.find("name");
      if (id && name) names[id->text()] = name->text();
    }
  }
  return names;
}

}  // namespace

std::string describe_image(Json image) {
  const auto format = image.find("format");
  const std::string type = format ? format->text() : "image";
  const auto bytes = image.find_path({"source", "bytes"});
  if (!bytes) return type + " in S3";
  // A slash may come escaped; what is written plainly is not copied.
  const std::string unescaped = bytes->string().has_escapes() ? bytes->text() : std::string{};
  const std::string_view encoded = unescaped.empty() ? bytes->raw() : std::string_view{unescaped};
  std::size_t size = encoded.size() / 4 * 3;
  if (encoded.ends_with("==")) {
    size -= 2;
  } else if (encoded.ends_with('=')) {
    size -= 1;
  }
  const auto dimensions = png_dimensions(codec::decode_base64_prefix(encoded, 24).value_or(""));
  return fmt::format("{}, {}{}", type, dimensions ? *dimensions + ", " : "", plural(size, "byte"));
}

std::string describe_request(std::string_view model_id, const FoundationModel& model,
                             const Conversation& conversation, const Directives& directives) {
  std::vector<std::string> parts{describe_messages(conversation)};
  std::size_t system_characters = 0;
  for (const Block& block : conversation.system) {
    if (block.kind == BlockKind::text) system_characters += count_characters(block.value.text());
  }
  if (system_characters > 0)
    parts.push_back(fmt::format("a system prompt of {}", plural(system_characters, "character")));
  for (std::string& part : media_of(conversation)) parts.push_back(std::move(part));
  if (!conversation.tools.empty()) {
    std::vector<std::string> names;
    for (const Tool& tool : conversation.tools) names.push_back(tool.name);
    parts.push_back(fmt::format("{} ({})", plural(names.size(), "tool"), listed(names)));
  }
  for (std::string& part : parameters_of(conversation)) parts.push_back(std::move(part));
  for (const std::string& directive : directives.texts)
    parts.push_back(fmt::format("the directive '{}'", directive));
  return fmt::format(
      "This is the local simulation of Amazon Bedrock; no model was asked. {} ({}) would have received: {}.",
      model.name, model_id, fmt::join(parts, "; "));
}

std::string quote_tool_results(const Conversation& conversation) {
  const Message* last = conversation.last_user_message();
  std::string text;
  if (last == nullptr) return text;
  std::unordered_map<std::string, std::string> names = names_of_calls(conversation);
  for (const Block& block : last->blocks) {
    if (block.kind != BlockKind::tool_result) continue;
    const auto id = block.value.find("toolUseId");
    const auto status = block.value.find("status");
    const bool failed = status && status->equals("error");
    if (!text.empty()) text += '\n';
    text += fmt::format("The tool {} {}: {}", names[id ? id->text() : ""],
                        failed ? "failed with" : "returned", cut(text_of_result(block.value), kMaxEchoBytes));
  }
  return text;
}

std::string last_user_text(const Conversation& conversation) {
  for (auto message = conversation.messages.rbegin(); message != conversation.messages.rend(); ++message) {
    if (message->role != Role::user) continue;
    std::string text = without_directives(text_of(*message));
    if (!text.empty()) return cut(std::move(text), kMaxEchoBytes);
  }
  return {};
}

}  // namespace gw::simulator
