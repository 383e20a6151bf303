#include "simulator/pattern_syntax.hpp"

#include <utility>

namespace gw::simulator {
namespace {

PatternNode characters(std::vector<CharacterRange> ranges, bool negated) {
  PatternNode node;
  node.kind = PatternNode::Kind::characters;
  node.ranges = std::move(ranges);
  node.negated = negated;
  return node;
}

const std::vector<CharacterRange>& white_space() {
  static const std::vector<CharacterRange> ranges{{'\t', '\r'}, {' ', ' '}};
  return ranges;
}

// Recursive descent over the expression, which is ASCII. `failed()` after anything it does not know.
class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  PatternNode parse() {
    PatternNode node = choice(0);
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

  PatternNode choice(int depth) {
    if (depth > kMaxDepth) failed_ = true;
    PatternNode node;
    node.kind = PatternNode::Kind::choice;
    do {
      node.children.push_back(sequence(depth));
    } while (!failed_ && take('|'));
    return node;
  }

  PatternNode sequence(int depth) {
    PatternNode node;
    while (!failed_ && !rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      node.children.push_back(repeated(atom(depth)));
    }
    return node;
  }

  PatternNode atom(int depth) {
    const char c = next();
    switch (c) {
      case '(': {
        if (take('?') && !take(':')) failed_ = true;
        PatternNode node = choice(depth + 1);
        if (!take(')')) failed_ = true;
        return node;
      }
      case '[':
        return character_class();
      case '.':
        return characters({{'\n', '\n'}, {'\r', '\r'}}, true);
      case '^':
      case '$': {
        PatternNode node;
        node.kind = c == '^' ? PatternNode::Kind::at_begin : PatternNode::Kind::at_end;
        return node;
      }
      case '\\': {
        bool negated = false;
        std::vector<CharacterRange> ranges = escape(negated);
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

  static PatternNode literal(char c) {
    const auto code = static_cast<char32_t>(static_cast<unsigned char>(c));
    return characters({{code, code}}, false);
  }

  // What stands after a backslash.
  std::vector<CharacterRange> escape(bool& negated) {
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

  PatternNode character_class() {
    const bool negated = take('^');
    std::vector<CharacterRange> ranges;
    for (bool first = true; !failed_ && (first || rest_.empty() || rest_.front() != ']'); first = false) {
      add_class_item(ranges);
    }
    if (!take(']')) failed_ = true;
    return characters(std::move(ranges), negated);
  }

  void add_class_item(std::vector<CharacterRange>& ranges) {
    const char c = next();
    if (c == '\\') {
      bool negated = false;
      std::vector<CharacterRange> escaped = escape(negated);
      if (negated) {  // `[\s\S]`: everything but white space, as the ranges between its ranges
        char32_t begin = 0;
        for (const CharacterRange& range : escaped) {
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

  PatternNode repeated(PatternNode inner) {
    std::uint32_t min = 0;
    std::uint32_t max = PatternNode::kUnbounded;
    if (take('*')) {
    } else if (take('+')) {
      min = 1;
    } else if (take('?')) {
      max = 1;
    } else if (take('{')) {
      min = count();
      max = min;
      if (take(',')) max = !rest_.empty() && rest_.front() != '}' ? count() : PatternNode::kUnbounded;
      if (!take('}') || max < min) failed_ = true;
    } else {
      return inner;
    }
    PatternNode node;
    node.kind = PatternNode::Kind::repeat;
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

std::optional<PatternNode> parse_pattern(std::string_view expression) {
  Parser parser{expression};
  PatternNode root = parser.parse();
  if (parser.failed()) return std::nullopt;
  return root;
}

}  // namespace gw::simulator
