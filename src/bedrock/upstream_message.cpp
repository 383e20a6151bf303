#include "bedrock/upstream_message.hpp"

#include <algorithm>
#include <array>

namespace gw::bedrock {
namespace {

constexpr std::string_view kMask = "***";

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_alnum(char c) {
  return is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z');
}
constexpr char lower(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
constexpr bool is_one_of(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

bool ends_with_ignoring_case(std::string_view text, std::string_view suffix) {
  if (text.size() < suffix.size()) return false;
  text.remove_prefix(text.size() - suffix.size());
  return std::equal(text.begin(), text.end(), suffix.begin(), [](char a, char b) { return lower(a) == b; });
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  return std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

/// Length of the longest prefix of `text` whose characters all satisfy `belongs`.
template <class Belongs>
std::size_t run_length(std::string_view text, Belongs belongs) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), belongs) - text.begin());
}

/// Marks of a stack trace's first line, as Java and Python print them.
std::string_view without_stack_trace(std::string_view text) {
  for (const std::string_view mark :
       {"\n\tat ", "\n    at ", "\r\n\tat ", "Traceback (most recent call last)"}) {
    text = text.substr(0, text.find(mark));
  }
  return text;
}

/// Prefixes of the unique ids that IAM gives keys, users and roles. Source:
/// docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
bool has_iam_id_prefix(std::string_view word) {
  constexpr std::array<std::string_view, 14> prefixes = {"ABIA", "ACCA", "AGPA", "AIDA", "AIPA",
                                                         "AKIA", "ANPA", "ANVA", "APKA", "AROA",
                                                         "ASCA", "ASIA", "ABSK", "ASKA"};
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [word](std::string_view prefix) { return word.starts_with(prefix); });
}

/// A run of letters and digits: an account id, the id of a key or role, or a Bedrock API key.
bool is_secret_word(std::string_view word) {
  if (word.size() == 12 && std::all_of(word.begin(), word.end(), is_digit)) return true;
  return word.size() >= 16 && has_iam_id_prefix(word);
}

bool has_secret_word(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = run_length(text, is_alnum);
    if (is_secret_word(text.substr(0, length))) return true;
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return false;
}

/// Host names that tell about AWS's endpoints or a private network. Others (documentation, a client's own
/// URL) stay.
bool is_private_host(std::string_view host) {
  constexpr std::array<std::string_view, 11> suffixes = {".amazonaws.com",
                                                         ".amazonaws.com.cn",
                                                         ".amazonaws.eu",
                                                         ".api.aws",
                                                         ".internal",
                                                         ".local",
                                                         ".lan",
                                                         ".corp",
                                                         ".localdomain",
                                                         ".intra",
                                                         "internal.amazon.com"};
  return std::any_of(suffixes.begin(), suffixes.end(),
                     [host](std::string_view suffix) { return ends_with_ignoring_case(host, suffix); });
}

bool is_public_documentation(std::string_view host) {
  constexpr std::array<std::string_view, 4> suffixes = {".aws.amazon.com", "aws.amazon.com", ".anthropic.com",
                                                        ".claude.com"};
  return std::any_of(suffixes.begin(), suffixes.end(),
                     [host](std::string_view suffix) { return ends_with_ignoring_case(host, suffix); });
}

/// Field `index` of an ARN, empty if it has not that many.
std::string_view field_of(std::string_view arn, std::size_t index) {
  for (; index > 0; --index) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    arn.remove_prefix(colon + 1);
  }
  return arn.substr(0, arn.find(':'));
}

bool is_ipv4(std::string_view word) {
  int groups = 0;
  while (true) {
    const std::size_t digits = run_length(word, is_digit);
    if (digits == 0 || digits > 3) return false;
    ++groups;
    word.remove_prefix(digits);
    if (word.empty()) return groups == 4;
    if (word.front() != '.') return false;
    word.remove_prefix(1);
  }
}

bool is_java_name(std::string_view word) {
  constexpr std::array<std::string_view, 6> prefixes = {"com.amazon", "software.amazon.", "java.",
                                                        "javax.",     "io.netty.",        "org.apache."};
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [word](std::string_view prefix) { return word.starts_with(prefix); });
}

/// Copies the text piece by piece, masking what must not leave the gateway. Every piece begins where a word
/// begins.
class Sanitizer {
 public:
  explicit Sanitizer(std::string_view text) : rest_(without_stack_trace(text)) { out_.reserve(rest_.size()); }

  std::string run() && {
    while (!rest_.empty() && out_.size() <= kMaxUpstreamMessageBytes) {
      if (!is_alnum(rest_.front())) {
        copy_separator();
      } else if (starts_with_ignoring_case(rest_, "arn:")) {
        copy_arn();
      } else if (starts_with_ignoring_case(rest_, "https://") ||
                 starts_with_ignoring_case(rest_, "http://")) {
        copy_url();
      } else {
        copy_word();
      }
    }
    out_.resize(without_stack_trace(out_).size());  // its mark may have held a control character
    cut_to_limit();
    return std::move(out_);
  }

 private:
  std::string_view take(std::size_t length) {
    const std::string_view piece = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return piece;
  }

  void copy_separator() {
    const char c = take(1).front();
    const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    out_.push_back(is_control ? ' ' : c);
  }

  /// arn:partition:service:region:account:resource. Source:
  /// docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
  void copy_arn() {
    std::string_view arn =
        rest_.substr(0, run_length(rest_, [](char c) { return is_alnum(c) || is_one_of(c, ":/_-.+=,@*"); }));
    while (is_one_of(arn.back(), ".,:")) arn.remove_suffix(1);
    take(arn.size());
    constexpr std::size_t service_field = 2;
    constexpr std::size_t account_field = 4;
    if (field_of(arn, service_field) != "bedrock") {
      out_ += kMask;
      return;
    }
    const std::string_view account = field_of(arn, account_field);
    if (account.empty()) {
      copy_words(arn);
      return;
    }
    const auto before = static_cast<std::size_t>(account.data() - arn.data());
    copy_words(arn.substr(0, before));
    out_ += kMask;
    copy_words(arn.substr(before + account.size()));
  }

  void copy_url() {
    const std::string_view scheme = take(rest_.find("//") + 2);
    const std::string_view host =
        take(run_length(rest_, [](char c) { return is_alnum(c) || is_one_of(c, ".-_%@:[]"); }));
    // What follows the host is text as any other.
    if (host.empty() || is_public_documentation(host)) {
      (out_ += scheme) += host;
    } else {
      (out_ += scheme) += kMask;
    }
  }

  void copy_word() {
    const std::string_view word =
        rest_.substr(0, run_length(rest_, [](char c) { return is_alnum(c) || is_one_of(c, ".-_"); }));
    const std::string_view host = word.substr(0, word.find_last_not_of(".-_") + 1);
    if (is_private_host(host) || is_ipv4(host) || is_java_name(host) ||
        host.starts_with("bedrock-api-key-") || has_secret_word(host)) {
      take(host.size());
      out_ += kMask;
      return;
    }
    out_ += take(word.size());
  }

  /// Text without white space whose letters and digits are looked at run by run.
  void copy_words(std::string_view text) {
    while (!text.empty()) {
      const std::size_t length = run_length(text, is_alnum);
      if (length == 0) {
        out_.push_back(text.front());
        text.remove_prefix(1);
        continue;
      }
      const std::string_view word = text.substr(0, length);
      out_ += is_secret_word(word) ? kMask : word;
      text.remove_prefix(length);
    }
  }

  void cut_to_limit() {
    if (out_.size() <= kMaxUpstreamMessageBytes) return;
    std::size_t end = kMaxUpstreamMessageBytes;
    // 0b10xxxxxx continues a character.
    while (end > 0 && (static_cast<unsigned char>(out_[end]) & 0xC0u) == 0x80u) --end;
    out_.resize(end);
  }

  std::string_view rest_;
  std::string out_;
};

}  // namespace

std::string sanitize_upstream_message(std::string_view text) {
  return Sanitizer(text).run();
}

}  // namespace gw::bedrock
