#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace gw::simulator {

/// Cuts text into pieces that stand for a model's tokens: a word with the space before it, cut every few
/// characters, never inside a character. Deterministic; the pieces joined are the text. An estimate: no model
/// counts like this.
[[nodiscard]] std::vector<std::string_view> split_tokens(std::string_view utf8);
[[nodiscard]] std::size_t count_tokens(std::string_view utf8);

}  // namespace gw::simulator
