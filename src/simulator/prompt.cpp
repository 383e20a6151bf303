#include "simulator/prompt.hpp"

#include <algorithm>
#include <array>

namespace gw::simulator {
namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) noexcept {
  return c >= 'A' && c <= 'Z';
}
bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || is_upper(c) || static_cast<unsigned char>(c) >= 0x80;
}
char to_lower(char c) noexcept {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string lower(std::string_view text) {
  std::string result{text};
  std::ranges::transform(result, result.begin(), to_lower);
  return result;
}

// Pieces between white space, with the punctuation around them cut off.
struct Token {
  std::string_view text;
  bool ends_phrase;    // punctuation followed: "Paris, then"
  bool ends_sentence;  // of the kind that a capital letter follows without a meaning
};

std::vector<Token> tokens_of(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  constexpr std::string_view kBefore = "\"'([{<";
  constexpr std::string_view kAfter = "\"')]}>,.;:!?";
  std::vector<Token> tokens;
  while (true) {
    const std::size_t start = text.find_first_not_of(kSpace);
    if (start == std::string_view::npos) return tokens;
    const std::size_t end = std::min(text.find_first_of(kSpace, start), text.size());
    std::string_view word = text.substr(start, end - start);
    text.remove_prefix(end);
    while (!word.empty() && kBefore.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
    const std::string_view whole = word;
    while (!word.empty() && kAfter.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
    const std::string_view after = whole.substr(word.size());
    if (!word.empty()) tokens.push_back({word, !after.empty(), after.find_first_of(".!?:") != after.npos});
  }
}

bool begins_capitalised(std::string_view word) noexcept {
  return is_upper(word.front()) || static_cast<unsigned char>(word.front()) >= 0x80;
}

// The capitalised words from `i` on, up to the end of their phrase; moves `i` to the last of them.
std::string capitalised_run(const std::vector<Token>& tokens, std::size_t& i) {
  std::string run{tokens[i].text};
  while (!tokens[i].ends_phrase && i + 1 < tokens.size() && begins_capitalised(tokens[i + 1].text)) {
    run += ' ';
    run += tokens[++i].text;
  }
  return run;
}

std::vector<std::string> find_places(const std::vector<Token>& tokens) {
  constexpr std::array<std::string_view, 9> kPrepositions{"in",   "at", "for",    "near", "to",
                                                          "from", "of", "around", "and"};
  std::vector<std::string> places;
  std::string last_capitalised;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!begins_capitalised(tokens[i].text)) continue;
    const bool after_preposition =
        i > 0 && std::ranges::find(kPrepositions, lower(tokens[i - 1].text)) != kPrepositions.end();
    const bool starts_sentence = i == 0 || tokens[i - 1].ends_sentence;
    const std::string run = capitalised_run(tokens, i);
    if (after_preposition) places.push_back(run);
    if (!starts_sentence) last_capitalised = run;
  }
  if (places.empty() && !last_capitalised.empty()) places.push_back(last_capitalised);
  return places;
}

std::vector<std::string> find_quoted(std::string_view text) {
  std::vector<std::string> quoted;
  for (std::size_t open = text.find('"'); open != std::string_view::npos; open = text.find('"', open)) {
    const std::size_t close = text.find('"', open + 1);
    if (close == std::string_view::npos) break;
    if (close > open + 1) quoted.emplace_back(text.substr(open + 1, close - open - 1));
    open = close + 1;
  }
  return quoted;
}

// "-3", "42" or "2.5" alone; nothing with a leading zero, which is no JSON number.
bool is_number(std::string_view word) noexcept {
  if (word.starts_with('-')) word.remove_prefix(1);
  const auto point = static_cast<std::size_t>(std::ranges::find(word, '.') - word.begin());
  const std::string_view whole = word.substr(0, point);
  if (whole.empty() || whole.size() > 15 || !std::ranges::all_of(whole, is_digit)) return false;
  if (whole.size() > 1 && whole.front() == '0') return false;
  if (point == word.size()) return true;
  const std::string_view fraction = word.substr(point + 1);
  return !fraction.empty() && fraction.size() <= 15 && std::ranges::all_of(fraction, is_digit);
}

bool is_date(std::string_view word) noexcept {
  if (word.size() != 10 || word[4] != '-' || word[7] != '-') return false;
  return std::ranges::all_of(std::array{word.substr(0, 4), word.substr(5, 2), word.substr(8, 2)},
                             [](std::string_view part) { return std::ranges::all_of(part, is_digit); });
}

}  // namespace

Prompt read_prompt(std::string_view text) {
  Prompt prompt;
  prompt.text = text;
  for (const std::string& word : words_of_text(text)) prompt.words.emplace_back(singular(word));
  std::ranges::sort(prompt.words);
  const auto repeated = std::ranges::unique(prompt.words);
  prompt.words.erase(repeated.begin(), repeated.end());
  const std::vector<Token> tokens = tokens_of(text);
  prompt.places = find_places(tokens);
  prompt.quoted = find_quoted(text);
  for (const Token& token : tokens) {
    const std::size_t at = token.text.find('@');
    if (is_number(token.text)) {
      prompt.numbers.emplace_back(token.text);
    } else if (is_date(token.text)) {
      prompt.dates.emplace_back(token.text);
    } else if (token.text.starts_with("https://") || token.text.starts_with("http://")) {
      prompt.links.emplace_back(token.text);
    } else if (at != std::string_view::npos && at > 0 && token.text.find('.', at) != std::string_view::npos) {
      prompt.addresses.emplace_back(token.text);
    }
  }
  return prompt;
}

bool Prompt::has_word(std::string_view word) const {
  return std::ranges::binary_search(words, singular(word));
}

std::optional<std::string> Prompt::value_of(std::string_view name) const {
  const std::string lowered = lower(text);
  const std::string wanted = lower(name);
  for (std::size_t at = lowered.find(wanted); at != std::string::npos; at = lowered.find(wanted, at + 1)) {
    if (at > 0 && (is_letter(lowered[at - 1]) || is_digit(lowered[at - 1]) || lowered[at - 1] == '_'))
      continue;
    std::size_t i = at + wanted.size();
    while (i < text.size() && text[i] == ' ') ++i;
    if (i >= text.size() || (text[i] != ':' && text[i] != '=')) continue;
    const std::vector<Token> rest = tokens_of(std::string_view{text}.substr(i + 1));
    if (!rest.empty()) return std::string{rest.front().text};
  }
  return std::nullopt;
}

std::vector<std::string> words_of_name(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  for (std::size_t i = 0; i <= name.size(); ++i) {
    const bool separator = i == name.size() || (!is_letter(name[i]) && !is_digit(name[i]));
    const bool hump = !separator && is_upper(name[i]) && i > 0 && !is_upper(name[i - 1]);
    if ((separator || hump) && !word.empty()) {
      words.push_back(word);
      word.clear();
    }
    if (!separator) word += to_lower(name[i]);
  }
  return words;
}

std::vector<std::string> words_of_text(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && (is_letter(text[i]) || is_digit(text[i]))) {
      word += to_lower(text[i]);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

std::string_view singular(std::string_view word) noexcept {
  if (word.size() > 3 && word.ends_with('s')) word.remove_suffix(1);
  return word;
}

}  // namespace gw::simulator
