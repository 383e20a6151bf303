#include "simulator/tool_choice.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace gw::simulator {
namespace {

constexpr std::size_t kMaxCalls = 4;
// Of a description only its beginning counts: agents send pages, in which any two words would be found.
constexpr std::size_t kDescriptionWords = 20;
constexpr std::size_t kDescriptionBytes = 400;

// Words that say nothing about what a tool is for.
constexpr std::array<std::string_view, 42> kCommonWords{
    "get",   "set",  "list",  "fetch", "find",     "make", "create",      "read",    "write",
    "run",   "call", "tool",  "func",  "function", "api",  "the",         "and",     "for",
    "with",  "from", "this",  "that",  "data",     "info", "information", "returns", "return",
    "given", "into", "about", "using", "uses",     "user", "value",       "values",  "name",
    "when",  "what", "which", "your",  "current",  "mcp"};

bool is_telling(std::string_view word) {
  return word.size() >= 3 && std::ranges::find(kCommonWords, word) == kCommonWords.end();
}

std::vector<std::string> telling(std::vector<std::string> words) {
  std::erase_if(words, [](const std::string& word) { return !is_telling(word); });
  return words;
}

bool is_asked_for(const Tool& tool, const Prompt& prompt) {
  const auto spoken = [&](const std::string& word) { return prompt.has_word(word); };
  if (!tool.name.empty() && prompt.text.find(tool.name) != std::string::npos) return true;
  const std::vector<std::string> name = telling(words_of_name(tool.name));
  if (!name.empty() && std::ranges::all_of(name, spoken)) return true;
  std::vector<std::string> description =
      words_of_text(std::string_view{tool.description}.substr(0, kDescriptionBytes));
  if (description.size() > kDescriptionWords) description.resize(kDescriptionWords);
  description = telling(std::move(description));
  std::ranges::sort(description);
  const auto repeated = std::ranges::unique(description);
  description.erase(repeated.begin(), repeated.end());
  return std::ranges::count_if(description, spoken) >= 2;
}

}  // namespace

std::vector<const Tool*> tools_asked_for(const std::vector<Tool>& tools, const Prompt& prompt) {
  std::vector<const Tool*> asked;
  for (const Tool& tool : tools) {
    if (asked.size() < kMaxCalls && is_asked_for(tool, prompt)) asked.push_back(&tool);
  }
  return asked;
}

}  // namespace gw::simulator
