#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace gw::simulator {

/// Range of code points, both ends in it.
struct CharacterRange {
  char32_t first;
  char32_t last;
};

/// One node of a parsed regular expression.
struct PatternNode {
  enum class Kind : std::uint8_t { characters, sequence, choice, repeat, at_begin, at_end };
  static constexpr std::uint32_t kUnbounded = 0xFFFFFFFF;

  Kind kind = Kind::sequence;
  bool negated = false;                ///< of characters
  std::vector<CharacterRange> ranges;  ///< of characters
  std::vector<PatternNode> children;   ///< of sequence and choice; of repeat the one repeated
  std::uint32_t min = 0;               ///< of repeat
  std::uint32_t max = kUnbounded;      ///< of repeat
};

/// Nothing if the expression uses what Pattern does not know.
[[nodiscard]] std::optional<PatternNode> parse_pattern(std::string_view expression);

}  // namespace gw::simulator
