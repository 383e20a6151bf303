#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "simulator/pattern_syntax.hpp"

namespace gw::simulator {

/// A regular expression of the service model, matched against a whole string, as AWS does
/// (`Matcher.matches()`, whatever anchors stand in it). Understands what those patterns use: literals, `.`,
/// classes with ranges and negation, `\s \S \d \w` and escaped literals, groups (also `(?:`), alternation,
/// `* + ? {n} {n,} {n,m}`, `^` and `$`. Matching takes time proportional to text times pattern, never more:
/// every state of the automaton is followed at once, nothing backtracks.
class Pattern {
 public:
  /// Nothing if the expression uses anything else, or would expand to more than kMaxInstructions.
  [[nodiscard]] static std::optional<Pattern> compile(std::string_view expression);

  [[nodiscard]] bool matches(std::string_view utf8) const;

  static constexpr std::size_t kMaxInstructions = 50'000;

 private:
  friend class PatternCompiler;

  enum class Operation : std::uint8_t { character, split, jump, at_begin, at_end, match };
  struct Instruction {
    Operation operation;
    bool negated = false;      // of a character class
    std::uint32_t first = 0;   // split and jump: target; character: first of its ranges
    std::uint32_t second = 0;  // split: other target; character: one past the last of its ranges
  };

  [[nodiscard]] bool accepts(const Instruction& instruction, char32_t c) const noexcept;

  std::vector<Instruction> program_;
  std::vector<CharacterRange> ranges_;
};

}  // namespace gw::simulator
