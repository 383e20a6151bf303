#include "simulator/pattern.hpp"

#include <string>
#include <utility>

#include "codec/utf8.hpp"

namespace gw::simulator {

// Emits the program of Thompson's construction.
class PatternCompiler {
 public:
  explicit PatternCompiler(Pattern& pattern) : pattern_(pattern), program_(pattern.program_) {}

  // False once the program has become too long.
  bool emit(const PatternNode& node) {
    if (program_.size() > Pattern::kMaxInstructions) return false;
    switch (node.kind) {
      case PatternNode::Kind::characters: {
        const auto first = static_cast<std::uint32_t>(pattern_.ranges_.size());
        for (const CharacterRange& range : node.ranges) pattern_.ranges_.push_back(range);
        Pattern::Instruction& instruction = add(Pattern::Operation::character);
        instruction.negated = node.negated;
        instruction.first = first;
        instruction.second = static_cast<std::uint32_t>(pattern_.ranges_.size());
        return true;
      }
      case PatternNode::Kind::sequence:
        for (const PatternNode& child : node.children) {
          if (!emit(child)) return false;
        }
        return true;
      case PatternNode::Kind::choice:
        return emit_choice(node);
      case PatternNode::Kind::repeat:
        return emit_repeat(node);
      case PatternNode::Kind::at_begin:
        add(Pattern::Operation::at_begin);
        return true;
      case PatternNode::Kind::at_end:
        add(Pattern::Operation::at_end);
        return true;
    }
    return false;
  }

  void finish() { add(Pattern::Operation::match); }

 private:
  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(program_.size()); }

  Pattern::Instruction& add(Pattern::Operation operation) {
    program_.emplace_back().operation = operation;
    return program_.back();
  }

  bool emit_choice(const PatternNode& node) {
    std::vector<std::uint32_t> jumps;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const bool is_last = i + 1 == node.children.size();
      const std::uint32_t split = here();
      if (!is_last) add(Pattern::Operation::split).first = split + 1;
      if (!emit(node.children[i])) return false;
      if (is_last) break;
      jumps.push_back(here());
      add(Pattern::Operation::jump);
      program_[split].second = here();
    }
    for (const std::uint32_t jump : jumps) program_[jump].first = here();
    return true;
  }

  bool emit_repeat(const PatternNode& node) {
    const PatternNode& inner = node.children.front();
    for (std::uint32_t i = 0; i < node.min; ++i) {
      if (!emit(inner)) return false;
    }
    if (node.max == PatternNode::kUnbounded) {
      const std::uint32_t split = here();
      add(Pattern::Operation::split).first = split + 1;
      if (!emit(inner)) return false;
      add(Pattern::Operation::jump).first = split;
      program_[split].second = here();
      return true;
    }
    std::vector<std::uint32_t> splits;
    for (std::uint32_t i = node.min; i < node.max; ++i) {
      splits.push_back(here());
      add(Pattern::Operation::split).first = splits.back() + 1;
      if (!emit(inner)) return false;
    }
    for (const std::uint32_t split : splits) program_[split].second = here();
    return true;
  }

  Pattern& pattern_;
  std::vector<Pattern::Instruction>& program_;
};

namespace {

// The set of states that are alive, each once.
class States {
 public:
  explicit States(std::size_t size) : mark_(size, 0) {}

  void clear() {
    alive_.clear();
    ++generation_;
  }
  bool insert(std::uint32_t state) {
    if (mark_[state] == generation_) return false;
    mark_[state] = generation_;
    return true;
  }
  std::vector<std::uint32_t>& alive() { return alive_; }

 private:
  std::vector<std::uint32_t> mark_;
  std::vector<std::uint32_t> alive_;
  std::uint32_t generation_ = 1;
};

std::u32string decode(std::string_view utf8) {
  std::u32string text;
  for (const char* p = utf8.data(); p != utf8.data() + utf8.size();) {
    const codec::Utf8Step step = codec::step_utf8(p, utf8.data() + utf8.size());
    char32_t c = 0xFFFD;
    if (step.well_formed) {
      const auto lead = static_cast<unsigned char>(*p);
      c = step.length == 1 ? lead : lead & (0x7FU >> step.length);
      for (int i = 1; i < step.length; ++i) c = (c << 6U) | (static_cast<unsigned char>(p[i]) & 0x3FU);
    }
    text.push_back(c);
    p += step.length;
  }
  return text;
}

}  // namespace

std::optional<Pattern> Pattern::compile(std::string_view expression) {
  const std::optional<PatternNode> root = parse_pattern(expression);
  if (!root) return std::nullopt;
  Pattern pattern;
  PatternCompiler compiler{pattern};
  if (!compiler.emit(*root)) return std::nullopt;
  compiler.finish();
  return pattern;
}

bool Pattern::accepts(const Instruction& instruction, char32_t c) const noexcept {
  for (std::uint32_t i = instruction.first; i < instruction.second; ++i) {
    if (c >= ranges_[i].first && c <= ranges_[i].last) return !instruction.negated;
  }
  return instruction.negated;
}

bool Pattern::matches(std::string_view utf8) const {
  const std::u32string text = decode(utf8);
  States current{program_.size()};
  States next{program_.size()};
  std::vector<std::uint32_t> pending;
  // Follows what consumes nothing from `state`, and keeps the states that consume a character or match.
  const auto follow = [&](States& states, std::uint32_t state, std::size_t position) {
    pending.push_back(state);
    while (!pending.empty()) {
      const std::uint32_t at = pending.back();
      pending.pop_back();
      if (!states.insert(at)) continue;
      const Instruction& instruction = program_[at];
      switch (instruction.operation) {
        case Operation::split:
          pending.push_back(instruction.second);
          pending.push_back(instruction.first);
          break;
        case Operation::jump:
          pending.push_back(instruction.first);
          break;
        case Operation::at_begin:
          if (position == 0) pending.push_back(at + 1);
          break;
        case Operation::at_end:
          if (position == text.size()) pending.push_back(at + 1);
          break;
        case Operation::character:
        case Operation::match:
          states.alive().push_back(at);
          break;
      }
    }
  };
  follow(current, 0, 0);
  for (std::size_t i = 0; i < text.size() && !current.alive().empty(); ++i) {
    next.clear();
    for (const std::uint32_t state : current.alive()) {
      const Instruction& instruction = program_[state];
      if (instruction.operation == Operation::character && accepts(instruction, text[i])) {
        follow(next, state + 1, i + 1);
      }
    }
    std::swap(current, next);
  }
  for (const std::uint32_t state : current.alive()) {
    if (program_[state].operation == Operation::match) return true;
  }
  return false;
}

}  // namespace gw::simulator
