#include "models/model_id.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <utility>

namespace gw::models {
namespace {

/// Prefixes of system-defined profiles. Source:
/// docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
constexpr std::array<std::string_view, 9> kGeographies = {"us", "us-gov", "eu", "apac",  "au",
                                                          "ca", "jp",     "in", "global"};

/// First labels of foundation model ids. Only used to tell a geography that is not in the table above from a
/// vendor: an unknown label before one of these is a geography.
constexpr std::array<std::string_view, 22> kVendors = {
    "ai21",       "amazon",  "anthropic", "cohere",     "deepseek", "google", "luma", "meta",
    "minimax",    "mistral", "moonshot",  "moonshotai", "nvidia",   "openai", "qwen", "stability",
    "twelvelabs", "writer",  "xai",       "zai",        "upstage",  "arcee"};

template <class Table>
bool is_one_of(const Table& table, std::string_view word) {
  return std::find(table.begin(), table.end(), word) != table.end();
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

/// At most nine digits: anything longer is no number that means something here.
int to_number(std::string_view digits) {
  if (digits.empty() || digits.size() > 9) return 0;
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

/// Takes what is before `separator` from the front of `text`; all of it if there is none.
std::string_view take_until(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return part;
}

/// "70b", "8x7b", "a22b" (active parameters), "128e" (experts).
bool is_size(std::string_view token) {
  if (token.size() > 1 && token.front() == 'a') token.remove_prefix(1);
  const std::size_t digits = count_digits(token);
  if (digits == 0) return false;
  token.remove_prefix(digits);
  if (token.starts_with('x')) {
    token.remove_prefix(1);
    token.remove_prefix(count_digits(token));
  }
  return token == "b" || token == "e" || token == "m";
}

/// Reads the name behind "vendor." word by word.
class NameReader {
 public:
  explicit NameReader(ModelIdentity& identity) : identity_(identity) {}

  void read(std::string_view name) {
    std::string_view tail = name;  // of "claude-v2:1" the "1", of "…-v1:0:28k" the "0:28k"
    std::string_view words = take_until(tail, ':');
    const std::string_view revision = take_until(tail, ':');
    for (bool is_first = true; !words.empty(); is_first = false) {
      read_token(take_until(words, '-'), is_first);
    }
    // No number of its own: "nova-lite-v1:0" is version 1.0, "claude-v2:1" 2.1, "mistral-7b-instruct-v0:2"
    // 0.2.
    if (!identity_.version && release_) {
      identity_.version = *release_;
      if (release_->minor == 0)
        identity_.version->minor = parse_model_version(revision).value_or(ModelVersion{}).major;
    }
    identity_.release = release_.value_or(ModelVersion{}).major;
  }

 private:
  enum class Open : std::uint8_t { nothing, version, release };  // which number the next token may continue

  void read_token(std::string_view token, bool is_first) {
    const Open open = std::exchange(open_, Open::nothing);
    if (token.empty()) return;
    if (const auto version = parse_model_version(token)) {
      read_number(*version, token.find('.') != std::string_view::npos, open);
    } else if (count_digits(token) == token.size()) {
      if (identity_.date == 0) identity_.date = to_number(token);
    } else if (is_size(token)) {
      if (identity_.size.empty()) identity_.size = token;
    } else if (!is_first && token.front() == 'v' && parse_model_version(token.substr(1))) {
      release_ = parse_model_version(token.substr(1));
      open_ = Open::release;
    } else {
      read_word(token);
    }
  }

  void read_number(ModelVersion number, bool has_minor, Open open) {
    if (open == Open::version && identity_.version) {
      identity_.version->minor = number.major;
    } else if (open == Open::release && release_) {
      release_->minor = number.major;
    } else if (!identity_.version) {
      identity_.version = number;
      if (!has_minor) open_ = Open::version;
    }
  }

  /// "llama3", "qwen3", "k2.5", "r1": a word with its version, if what follows the letters is nothing else.
  void read_word(std::string_view token) {
    const auto letters =
        static_cast<std::size_t>(std::find_if_not(token.begin(), token.end(), is_letter) - token.begin());
    const std::string_view digits = token.substr(letters);
    const auto version = letters == 0 ? std::nullopt : parse_model_version(digits);
    if (version && !identity_.version) {
      identity_.version = version;
      if (digits.find('.') == std::string_view::npos) open_ = Open::version;
      token = token.substr(0, letters);
    }
    if (!identity_.family.empty()) identity_.family += '-';
    identity_.family += token;
  }

  ModelIdentity& identity_;
  std::optional<ModelVersion> release_;
  Open open_ = Open::nothing;
};

/// The length of a geography's label with its dot, or 0.
std::size_t geography_length(std::string_view id) {
  const std::string lower = to_lower(id);
  std::string_view rest = lower;
  const std::string_view first = take_until(rest, '.');
  const std::string_view second = take_until(rest, '.');
  if (second.empty() || rest.empty()) return 0;  // a prefix, a vendor and a name have two dots
  const bool is_geography =
      is_one_of(kGeographies, first) || (is_one_of(kVendors, second) && !is_one_of(kVendors, first));
  return is_geography ? first.size() + 1 : 0;
}

/// "anthropic.claude-…" behind any geography. False if there is no vendor label, or another geography.
bool read_foundation(std::string_view id, ModelIdentity& identity) {
  const std::string lower = to_lower(id);
  std::string_view name = lower;
  const std::string_view vendor = take_until(name, '.');
  const bool is_label = !vendor.empty() && std::all_of(vendor.begin(), vendor.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '-';
  });
  if (!is_label || name.empty()) return false;
  if (is_one_of(kGeographies, vendor) || geography_length(id) != 0) return false;
  identity.foundation = id;
  identity.vendor = vendor;
  NameReader(identity).read(name);
  return true;
}

/// An id that may have a geography: that of a system-defined profile or of a foundation model.
ModelKind read_plain_id(std::string_view id, ModelIdentity& identity) {
  const std::size_t prefix = geography_length(id);
  if (!read_foundation(id.substr(prefix), identity)) return ModelKind::unknown;
  if (prefix == 0) return ModelKind::foundation_model;
  identity.geography = to_lower(id.substr(0, prefix - 1));
  return ModelKind::inference_profile;
}

struct ResourceType {
  std::string_view name;
  ModelKind kind;
};
constexpr std::array kResourceTypes = {
    ResourceType{"foundation-model", ModelKind::foundation_model},
    ResourceType{"inference-profile", ModelKind::inference_profile},
    ResourceType{"application-inference-profile", ModelKind::application_inference_profile},
    ResourceType{"provisioned-model", ModelKind::provisioned_model},
    ResourceType{"custom-model", ModelKind::custom_model},
    ResourceType{"custom-model-deployment", ModelKind::custom_model_deployment},
    ResourceType{"imported-model", ModelKind::imported_model},
    ResourceType{"prompt", ModelKind::prompt},
    ResourceType{"prompt-router", ModelKind::prompt_router},
    ResourceType{"default-prompt-router", ModelKind::prompt_router},
    ResourceType{"marketplace", ModelKind::marketplace_endpoint},
    ResourceType{"endpoint", ModelKind::marketplace_endpoint},
};

/// arn:partition:service:region:account:type/id
void read_arn(std::string_view arn, ModelIdentity& identity) {
  take_until(arn, ':');
  identity.partition = take_until(arn, ':');
  const std::string_view service = take_until(arn, ':');
  identity.region = take_until(arn, ':');
  take_until(arn, ':');  // account
  std::string_view resource = arn;
  const std::string_view type = take_until(resource, '/');
  if (service != "bedrock" && service != "sagemaker") return;
  const auto* const known =
      std::find_if(kResourceTypes.begin(), kResourceTypes.end(),
                   [&](const ResourceType& candidate) { return candidate.name == type; });
  if (known == kResourceTypes.end() || resource.empty()) return;
  identity.kind = known->kind;
  switch (known->kind) {
    case ModelKind::foundation_model:
    case ModelKind::inference_profile:
      read_plain_id(resource, identity);
      break;
    case ModelKind::custom_model:  // custom-model/amazon.titan-text-lite-v1:0:4k/abcdefghijkl
      read_foundation(resource.substr(0, resource.find('/')), identity);
      break;
    default:
      break;  // opaque
  }
}

/// "[1m]" at the end: how some clients ask for a longer context. No id of Bedrock has brackets.
bool take_suffix(std::string_view& id, std::string_view& suffix) {
  if (!id.ends_with(']')) return false;
  const std::size_t open = id.rfind('[');
  if (open == std::string_view::npos || open == 0) return false;
  suffix = id.substr(open + 1, id.size() - open - 2);
  id = id.substr(0, open);
  return true;
}

struct RegionRule {
  std::string_view region_prefix;
  std::array<std::string_view, 2> geographies;  // best first; empty ones do not count
};
/// First match counts.
constexpr std::array kRegionRules = {
    RegionRule{"us-gov-", {"us-gov", ""}},
    RegionRule{"us-", {"us", ""}},
    RegionRule{"ca-", {"ca", "us"}},
    RegionRule{"eu-", {"eu", ""}},
    RegionRule{"ap-northeast-1", {"jp", "apac"}},
    RegionRule{"ap-northeast-3", {"jp", "apac"}},
    RegionRule{"ap-southeast-2", {"au", "apac"}},
    RegionRule{"ap-southeast-4", {"au", "apac"}},
    RegionRule{"ap-southeast-6", {"au", "apac"}},
    RegionRule{"ap-south-", {"in", "apac"}},
    RegionRule{"ap-", {"apac", ""}},
};

}  // namespace

// Longer numbers in an id are dates.
std::optional<ModelVersion> parse_model_version(std::string_view text) {
  const std::string_view major = take_until(text, '.');
  if (major.empty() || major.size() > 2 || count_digits(major) != major.size()) return std::nullopt;
  if (text.size() > 2 || count_digits(text) != text.size()) return std::nullopt;
  return ModelVersion{to_number(major), to_number(text)};
}

ModelIdentity parse_model_id(std::string_view text) {
  ModelIdentity identity;
  std::string_view suffix;
  while (take_suffix(text, suffix)) continue;  // once is what clients write
  identity.suffix = to_lower(suffix);
  identity.id = text;
  if (text.starts_with("arn:")) {
    read_arn(text, identity);
  } else {
    identity.kind = read_plain_id(text, identity);
  }
  return identity;
}

std::vector<std::string_view> profile_geographies(std::string_view region) {
  std::vector<std::string_view> geographies;
  const auto* const rule =
      std::find_if(kRegionRules.begin(), kRegionRules.end(),
                   [&](const RegionRule& candidate) { return region.starts_with(candidate.region_prefix); });
  if (rule != kRegionRules.end()) {
    for (const std::string_view geography : rule->geographies) {
      if (!geography.empty()) geographies.push_back(geography);
    }
  }
  // GovCloud is a partition of its own: nothing global there.
  if (!region.starts_with("us-gov-")) geographies.emplace_back("global");
  return geographies;
}

}  // namespace gw::models
