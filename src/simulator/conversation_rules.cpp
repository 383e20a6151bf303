#include "simulator/conversation_rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "codec/base64.hpp"

namespace gw::simulator {
namespace {

constexpr std::size_t kMaxImages = 20;      // docs: API_runtime_Message, "up to 20 images"
constexpr std::size_t kMaxDocuments = 5;    // docs: API_runtime_Message, "up to five documents"
constexpr std::size_t kMaxCachePoints = 4;  // docs: prompt-caching, checkpoints per request
constexpr std::size_t kMagicBytes = 16;     // enough for every format that is told apart

using Refusal = std::optional<AwsError>;

// Where a block stands: "messages.0.content.1".
std::string block_path(std::size_t message, std::size_t block) {
  return fmt::format("messages.{}.content.{}", message, block);
}

std::string text_or_empty(const std::optional<Json>& value) {
  return value ? value->text() : std::string{};
}

Refusal check_roles(const Conversation& conversation) {
  if (conversation.messages.empty() || conversation.messages.front().role != Role::user) {
    return invalid(
        "A conversation must start with a user message. Try again with a conversation that starts with a "
        "user "
        "message.");
  }
  for (std::size_t i = 1; i < conversation.messages.size(); ++i) {
    if (conversation.messages[i].role == Role::system || conversation.messages[i - 1].role == Role::system) {
      return invalid(
          fmt::format("This model doesn't support messages with the role system at messages.{}.", i));
    }
    if (conversation.messages[i].role == conversation.messages[i - 1].role) {
      return invalid(
          "A conversation must alternate between user and assistant roles. Make sure the conversation "
          "alternates "
          "between user and assistant roles and try again.");
    }
  }
  return std::nullopt;
}

Refusal check_text(Json text, const std::string& path) {
  if (!text.string().is_blank()) return std::nullopt;
  return invalid(fmt::format(
      "The text field in the ContentBlock object at {} is blank. Add text to the text field, and try again.",
      path));
}

Refusal check_image(Json image, const std::string& path) {
  const std::optional<Json> bytes = image.find_path({"source", "bytes"});
  if (!bytes) return std::nullopt;  // in S3
  const std::string format = text_or_empty(image.find("format"));
  const std::optional<std::string> first = bytes->string().has_escapes()
                                               ? codec::decode_base64_prefix(bytes->text(), kMagicBytes)
                                               : codec::decode_base64_prefix(bytes->raw(), kMagicBytes);
  const std::string_view found = image_format_of(first.value_or(""));
  if (found.empty()) {
    return invalid(fmt::format(
        "The model returned the following errors: {}.image.source.bytes: Could not process image", path));
  }
  if (found == format) return std::nullopt;
  return invalid(fmt::format(
      "The model returned the following errors: {}.image.source.bytes: The image was specified using the "
      "image/{} media type, but the image appears to be a image/{} image",
      path, format, found));
}

bool is_document_name(std::string_view name) {
  bool after_space = false;
  for (const char c : name) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (space && after_space) return false;
    after_space = space;
    const bool allowed = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                         space || c == '-' || c == '(' || c == ')' || c == '[' || c == ']';
    if (!allowed) return false;
  }
  return true;
}

Refusal check_document(Json document, std::set<std::string>& names) {
  const std::string name = text_or_empty(document.find("name"));
  if (!is_document_name(name)) {
    return invalid(
        "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, "
        "parentheses, and square brackets. The name can't contain more than one consecutive whitespace "
        "character. "
        "Check that the file name conforms to these restrictions and retry your request.");
  }
  if (!names.insert(name).second) {
    return invalid(
        "Duplicate document names are not allowed. Make sure that each document has a unique name.");
  }
  return std::nullopt;
}

// A value of a document type where AWS wants an object.
Refusal check_is_object(const std::optional<Json>& value, const std::string& path) {
  if (value && value->is_object()) return std::nullopt;
  return invalid(fmt::format(
      "The format of the value at {} is invalid. Provide a json object for the field and try again.", path));
}

// Everything that a block says by itself, wherever it stands.
class BlockRules {
 public:
  Refusal check(const Block& block, Role role, const std::string& path) {
    if (Refusal refusal = check_place(block.kind, role, path)) return refusal;
    switch (block.kind) {
      case BlockKind::text:
        return check_text(block.value, path);
      case BlockKind::image:
        ++images_;
        return check_image(block.value, path);
      case BlockKind::document:
        ++documents_;
        return check_document(block.value, document_names_);
      case BlockKind::tool_use:
        return check_is_object(block.value.find("input"), path + ".toolUse.input");
      case BlockKind::tool_result:
        return check_result(block.value, path + ".toolResult");
      case BlockKind::video:
      case BlockKind::audio:
      case BlockKind::guard_content:
      case BlockKind::cache_point:
      case BlockKind::reasoning:
      case BlockKind::other:
        return std::nullopt;
    }
    return std::nullopt;
  }

  [[nodiscard]] Refusal check_counts() const {
    if (images_ > kMaxImages) {
      return invalid(
          fmt::format("The model returned the following errors: too many images and documents: {} + {} > {}",
                      images_, documents_, kMaxImages));
    }
    if (documents_ > kMaxDocuments) {
      return invalid(
          fmt::format("The number of documents in the request, {}, is higher than the limit of {}.",
                      documents_, kMaxDocuments));
    }
    return std::nullopt;
  }

 private:
  static Refusal check_place(BlockKind kind, Role role, const std::string& path) {
    const bool only_user = kind == BlockKind::image || kind == BlockKind::document ||
                           kind == BlockKind::video || kind == BlockKind::audio ||
                           kind == BlockKind::tool_result;
    const bool only_assistant = kind == BlockKind::tool_use || kind == BlockKind::reasoning;
    if ((only_user && role != Role::user) || (only_assistant && role != Role::assistant)) {
      return invalid(
          fmt::format("The ContentBlock object at {} can only be used in a message with the role {}.", path,
                      only_user ? "user" : "assistant"));
    }
    return std::nullopt;
  }

  Refusal check_result(Json result, const std::string& path) {
    const std::optional<Json> content = result.find("content");
    const std::optional<Json> status = result.find("status");
    if (content && content->empty() && status && status->equals("error")) {
      return invalid(
          fmt::format("The content field at {} cannot be empty when status value is error.", path));
    }
    std::size_t position = 0;
    for (const Json block : content->children()) {
      const std::string at = fmt::format("{}.content.{}", path, position++);
      Refusal refusal;
      if (const auto text = block.find("text")) refusal = check_text(*text, at);
      if (const auto json = block.find("json")) refusal = check_is_object(json, at + ".json");
      if (const auto image = block.find("image")) {
        ++images_;
        refusal = check_image(*image, at);
      }
      if (const auto document = block.find("document")) {
        ++documents_;
        refusal = check_document(*document, document_names_);
      }
      if (refusal) return refusal;
    }
    return std::nullopt;
  }

  std::size_t images_ = 0;
  std::size_t documents_ = 0;
  std::set<std::string> document_names_;
};

Refusal check_blocks(const Conversation& conversation) {
  for (std::size_t i = 0; i < conversation.system.size(); ++i) {
    const Block& block = conversation.system[i];
    if (block.kind != BlockKind::text) continue;
    if (Refusal refusal = check_text(block.value, fmt::format("system.{}", i))) return refusal;
  }
  BlockRules rules;
  for (std::size_t i = 0; i < conversation.messages.size(); ++i) {
    const Message& message = conversation.messages[i];
    if (message.blocks.empty()) {
      return invalid(
          fmt::format("The content field in the Message object at messages.{} is empty. Add a ContentBlock "
                      "object to the content field and try again.",
                      i));
    }
    for (std::size_t j = 0; j < message.blocks.size(); ++j) {
      if (Refusal refusal = rules.check(message.blocks[j], message.role, block_path(i, j))) return refusal;
    }
    const auto is = [&](BlockKind kind) {
      return std::ranges::any_of(message.blocks, [&](const Block& block) { return block.kind == kind; });
    };
    if (is(BlockKind::document) && !is(BlockKind::text)) {
      return invalid("A text block must be included when using documents.");
    }
  }
  return rules.check_counts();
}

std::vector<std::string> ids_of(const Message& message, BlockKind kind) {
  std::vector<std::string> ids;
  for (const Block& block : message.blocks) {
    // What the service ran itself needs no answer from the client.
    if (block.kind != kind || block.value.find("type")) continue;
    ids.push_back(text_or_empty(block.value.find("toolUseId")));
  }
  return ids;
}

Refusal check_unique(const std::vector<std::string>& ids, std::string_view kind, std::size_t message) {
  std::set<std::string> seen;
  std::vector<std::string> repeated;
  for (const std::string& id : ids) {
    if (!seen.insert(id).second) repeated.push_back(id);
  }
  if (repeated.empty()) return std::nullopt;
  return invalid(fmt::format("The {} blocks at messages.{}.content contain duplicate Ids: {}", kind, message,
                             fmt::join(repeated, ", ")));
}

// Each call is answered in the next turn, once, and nothing else is.
Refusal check_tool_pairs(const Conversation& conversation) {
  std::vector<std::string> open;  // calls of the turn before
  for (std::size_t i = 0; i <= conversation.messages.size(); ++i) {
    const bool past_end = i == conversation.messages.size();
    const std::vector<std::string> results =
        past_end ? std::vector<std::string>{} : ids_of(conversation.messages[i], BlockKind::tool_result);
    if (Refusal refusal = check_unique(results, "toolResult", i)) return refusal;
    const std::set<std::string> answered(results.begin(), results.end());
    std::vector<std::string> missing;
    for (const std::string& id : open) {
      if (!answered.contains(id)) missing.push_back(id);
    }
    if (!missing.empty()) {
      return invalid(
          fmt::format("Expected toolResult blocks at messages.{}.content for the following Ids: {}", i,
                      fmt::join(missing, ", ")));
    }
    if (results.size() > open.size()) {
      return invalid(
          fmt::format("The number of toolResult blocks at messages.{}.content exceeds the number of toolUse "
                      "blocks of previous turn.",
                      i));
    }
    if (past_end) break;
    open = ids_of(conversation.messages[i], BlockKind::tool_use);
    if (Refusal refusal = check_unique(open, "toolUse", i)) return refusal;
  }
  return std::nullopt;
}

Refusal check_tools(const Conversation& conversation) {
  const bool tool_blocks = std::ranges::any_of(conversation.messages, [](const Message& message) {
    return std::ranges::any_of(message.blocks, [](const Block& block) {
      return block.kind == BlockKind::tool_use || block.kind == BlockKind::tool_result;
    });
  });
  if (tool_blocks && !conversation.has_tool_config) {
    return invalid("The toolConfig field must be defined when using toolUse and toolResult content blocks.");
  }
  std::map<std::string, std::size_t> positions;
  for (const Tool& tool : conversation.tools) {
    const std::string path = fmt::format("toolConfig.tools.{}.toolSpec.inputSchema.json", tool.position);
    if (Refusal refusal = check_is_object(tool.schema, path)) return refusal;
    const std::optional<Json> type = tool.schema.find("type");
    if (!type || !type->equals("object")) {
      return invalid(fmt::format("The value at {}.type must be one of the following: object.", path));
    }
    const auto [first, is_new] = positions.emplace(tool.name, tool.position);
    if (!is_new) {
      return invalid(
          fmt::format("The tool {} is already defined at toolConfig.tools.{}.", tool.name, first->second));
    }
  }
  if (conversation.tool_choice.kind == ToolChoiceKind::named &&
      !positions.contains(conversation.tool_choice.name)) {
    return invalid(
        fmt::format("The tool {} in toolConfig.toolChoice.tool.name is not defined in toolConfig.tools.",
                    conversation.tool_choice.name));
  }
  return std::nullopt;
}

Refusal check_cache_points(const Conversation& conversation) {
  if (conversation.cache_points <= kMaxCachePoints) return std::nullopt;
  return invalid(
      fmt::format("The model returned the following errors: A maximum of {} blocks with cache_control may be "
                  "provided. Found {}.",
                  kMaxCachePoints, conversation.cache_points));
}

}  // namespace

std::string_view image_format_of(std::string_view first_bytes) noexcept {
  if (first_bytes.starts_with("\x89PNG\r\n\x1a\n")) return "png";
  if (first_bytes.starts_with("\xff\xd8\xff")) return "jpeg";
  if (first_bytes.starts_with("GIF87a") || first_bytes.starts_with("GIF89a")) return "gif";
  if (first_bytes.starts_with("RIFF") && first_bytes.size() >= 12 && first_bytes.substr(8, 4) == "WEBP")
    return "webp";
  return "";
}

std::optional<AwsError> check_conversation(const Conversation& conversation) {
  using Rule = Refusal (*)(const Conversation&);
  for (const Rule rule : {check_tools, check_roles, check_blocks, check_tool_pairs, check_cache_points}) {
    if (Refusal refusal = rule(conversation)) return refusal;
  }
  return std::nullopt;
}

}  // namespace gw::simulator
