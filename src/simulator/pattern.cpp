#include "simulator/pattern.hpp"

#include <string>
#include <utility>

#include "codec/utf8.hpp"

namespace gw::simulator {
namespace {

constexpr std::uint32_t kUnbounded = 0xFFFFFFFF;

struct NodeRange {
  char32_t first;
  char32_t last;
};

// One node of a parsed expression.
struct Node {
  enum class Kind : std::uint8_t { characters, sequence, choice, repeat, at_begin, at_end };
  Kind kind = Kind::sequence;
  bool negated = false;            // of characters
  std::vector<NodeRange> ranges;   // of characters
  std::vector<Node> children;      // of sequence and choice; of repeat the one repeated
  std::uint32_t min = 0;           // of repeat
  std::uint32_t max = kUnbounded;  // of repeat
};

Node characters(std::vector<NodeRange> ranges, bool negated) {
  Node node;
  node.kind = Node::Kind::characters;
  node.ranges = std::move(ranges);
  node.negated = negated;
  return node;
}

const std::vector<NodeRange>& white_space() {
  static const std::vector<NodeRange> ranges{{'\t', '\r'}, {' ', ' '}};
  return ranges;
}

// Recursive descent over the expression, which is ASCII. `failed()` after anything it does not know.
class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  Node parse() {
    Node node = choice(0);
    if (!rest_.empty()) failed_ = true;
    return node;
  }
  [[nodiscard]] bool failed() const noexcept { return failed_; }

 private:
  static constexpr int kMaxDepth = 100;

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  char next() {
    if (rest_.empty()) {
      failed_ = true;
      return '\0';
    }
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  Node choice(int depth) {
    if (depth > kMaxDepth) failed_ = true;
    Node node;
    node.kind = Node::Kind::choice;
    do {
      node.children.push_back(sequence(depth));
    } while (!failed_ && take('|'));
    return node;
  }

  Node sequence(int depth) {
    Node node;
    while (!failed_ && !rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      node.children.push_back(repeated(atom(depth)));
    }
    return node;
  }

  Node atom(int depth) {
    const char c = next();
    switch (c) {
      case '(': {
        if (take('?') && !take(':')) failed_ = true;
        Node node = choice(depth + 1);
        if (!take(')')) failed_ = true;
        return node;
      }
      case '[':
        return character_class();
      case '.':
        return characters({{'\n', '\n'}, {'\r', '\r'}}, true);
      case '^':
      case '$': {
        Node node;
        node.kind = c == '^' ? Node::Kind::at_begin : Node::Kind::at_end;
        return node;
      }
      case '\\': {
        bool negated = false;
        std::vector<NodeRange> ranges = escape(negated);
        return characters(std::move(ranges), negated);
      }
      case '*':
      case '+':
      case '?':
      case '{':
        failed_ = true;
        return {};
      default:
        return literal(c);
    }
  }

  static Node literal(char c) {
    const auto code = static_cast<char32_t>(static_cast<unsigned char>(c));
    return characters({{code, code}}, false);
  }

  // What stands after a backslash.
  std::vector<NodeRange> escape(bool& negated) {
    const char c = next();
    switch (c) {
      case 'S':
        negated = true;
        return white_space();
      case 's':
        return white_space();
      case 'd':
        return {{'0', '9'}};
      case 'w':
        return {{'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {'_', '_'}};
      case 't':
        return {{'\t', '\t'}};
      case 'n':
        return {{'\n', '\n'}};
      case 'r':
        return {{'\r', '\r'}};
      default:
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) failed_ = true;
        return literal(c).ranges;
    }
  }

  Node character_class() {
    const bool negated = take('^');
    std::vector<NodeRange> ranges;
    for (bool first = true; !failed_ && (first || rest_.empty() || rest_.front() != ']'); first = false) {
      add_class_item(ranges);
    }
    if (!take(']')) failed_ = true;
    return characters(std::move(ranges), negated);
  }

  void add_class_item(std::vector<NodeRange>& ranges) {
    const char c = next();
    if (c == '\\') {
      bool negated = false;
      std::vector<NodeRange> escaped = escape(negated);
      if (negated) {  // `[\s\S]`: everything but white space, as the ranges between its ranges
        char32_t begin = 0;
        for (const NodeRange& range : escaped) {
          ranges.push_back({begin, range.first - 1});
          begin = range.last + 1;
        }
        ranges.push_back({begin, 0x10FFFF});
        return;
      }
      ranges.insert(ranges.end(), escaped.begin(), escaped.end());
      return;
    }
    const auto first = static_cast<char32_t>(static_cast<unsigned char>(c));
    // A '-' before the closing bracket stands for itself.
    if (rest_.size() >= 2 && rest_[0] == '-' && rest_[1] != ']' && rest_[1] != '\\') {
      rest_.remove_prefix(1);
      const auto last = static_cast<char32_t>(static_cast<unsigned char>(next()));
      if (last < first) failed_ = true;
      ranges.push_back({first, last});
      return;
    }
    ranges.push_back({first, first});
  }

  Node repeated(Node inner) {
    std::uint32_t min = 0;
    std::uint32_t max = kUnbounded;
    if (take('*')) {
    } else if (take('+')) {
      min = 1;
    } else if (take('?')) {
      max = 1;
    } else if (take('{')) {
      min = count();
      max = min;
      if (take(',')) max = !rest_.empty() && rest_.front() != '}' ? count() : kUnbounded;
      if (!take('}') || max < min) failed_ = true;
    } else {
      return inner;
    }
    Node node;
    node.kind = Node::Kind::repeat;
    node.min = min;
    node.max = max;
    node.children.push_back(std::move(inner));
    return node;
  }

  std::uint32_t count() {
    std::uint32_t value = 0;
    bool any = false;
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9' && value < 100'000) {
      value = value * 10 + static_cast<std::uint32_t>(next() - '0');
      any = true;
    }
    if (!any || value >= 100'000) failed_ = true;
    return value;
  }

  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace

// Emits the program of Thompson's construction.
class PatternCompiler {
 public:
  explicit PatternCompiler(Pattern& pattern) : pattern_(pattern), program_(pattern.program_) {}

  // False once the program has become too long.
  bool emit(const Node& node) {
    if (program_.size() > Pattern::kMaxInstructions) return false;
    switch (node.kind) {
      case Node::Kind::characters: {
        const auto first = static_cast<std::uint32_t>(pattern_.ranges_.size());
        for (const NodeRange& range : node.ranges) pattern_.ranges_.push_back({range.first, range.last});
        Pattern::Instruction& instruction = add(Pattern::Operation::character);
        instruction.negated = node.negated;
        instruction.first = first;
        instruction.second = static_cast<std::uint32_t>(pattern_.ranges_.size());
        return true;
      }
      case Node::Kind::sequence:
        for (const Node& child : node.children) {
          if (!emit(child)) return false;
        }
        return true;
      case Node::Kind::choice:
        return emit_choice(node);
      case Node::Kind::repeat:
        return emit_repeat(node);
      case Node::Kind::at_begin:
        add(Pattern::Operation::at_begin);
        return true;
      case Node::Kind::at_end:
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

  bool emit_choice(const Node& node) {
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

  bool emit_repeat(const Node& node) {
    const Node& inner = node.children.front();
    for (std::uint32_t i = 0; i < node.min; ++i) {
      if (!emit(inner)) return false;
    }
    if (node.max == kUnbounded) {
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
  Parser parser{expression};
  const Node root = parser.parse();
  if (parser.failed()) return std::nullopt;
  Pattern pattern;
  PatternCompiler compiler{pattern};
  if (!compiler.emit(root)) return std::nullopt;
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
