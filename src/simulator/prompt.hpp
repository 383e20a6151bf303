#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::simulator {

/// What a person's text plainly says, for filling in the arguments of a tool. English, and simple: enough to
/// try a program out. Pure.
struct Prompt {
  std::string text;                    ///< as given
  std::vector<std::string> words;      ///< lower case, singular, sorted, each once
  std::vector<std::string> places;     ///< "New York" of "weather in New York"; or the last capitalised words
  std::vector<std::string> quoted;     ///< what stands in quotation marks
  std::vector<std::string> numbers;    ///< as JSON numbers
  std::vector<std::string> addresses;  ///< e-mail addresses
  std::vector<std::string> links;      ///< http and https URLs
  std::vector<std::string> dates;      ///< 2026-01-31

  [[nodiscard]] bool has_word(std::string_view word) const;
  /// What follows `name` after a colon or an equals sign: "unit: celsius".
  [[nodiscard]] std::optional<std::string> value_of(std::string_view name) const;
};

[[nodiscard]] Prompt read_prompt(std::string_view text);

/// Words of an identifier, lower case: "get_weatherForecast" gives get, weather, forecast.
[[nodiscard]] std::vector<std::string> words_of_name(std::string_view name);
/// Words of a text, lower case: letters (every byte beyond ASCII counts as one) and digits.
[[nodiscard]] std::vector<std::string> words_of_text(std::string_view text);
/// The word without the "s" of a plural.
[[nodiscard]] std::string_view singular(std::string_view word) noexcept;

}  // namespace gw::simulator
