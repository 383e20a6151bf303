#include "models/capabilities.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <functional>
#include <initializer_list>
#include <type_traits>
#include <utility>

namespace gw::models {

extern const std::string_view kEmbeddedCapabilities;  // data/capabilities.json

namespace {

namespace json = boost::json;

using Setting = std::function<void(Capabilities&)>;

// --- which models a record is for
// -----------------------------------------------------------------------------

struct Match {
  std::string vendor;
  std::vector<std::string> families;  // empty: any; "claude-*" is for what begins so
  std::vector<std::string> sizes;     // empty: any
  std::optional<ModelVersion> from;   // inclusive
  std::optional<ModelVersion> below;  // exclusive
  std::optional<int> date_from;       // inclusive
  std::optional<int> date_below;      // exclusive
  std::optional<int> release;
};

bool is_family(std::string_view pattern, std::string_view family) {
  if (!pattern.ends_with('*')) return pattern == family;
  pattern.remove_suffix(1);
  return family.starts_with(pattern);
}

bool covers(const Match& match, const ModelIdentity& model) {
  if (match.vendor != model.vendor) return false;
  const bool family_fits =
      match.families.empty() || std::any_of(match.families.begin(), match.families.end(),
                                            [&](const auto& f) { return is_family(f, model.family); });
  const bool size_fits = match.sizes.empty() ||
                         std::find(match.sizes.begin(), match.sizes.end(), model.size) != match.sizes.end();
  if (!family_fits || !size_fits) return false;
  // A rule about versions says nothing about a model that names none.
  if ((match.from || match.below) && !model.version) return false;
  if (match.from && *model.version < *match.from) return false;
  if (match.below && *model.version >= *match.below) return false;
  if ((match.date_from || match.date_below) && model.date == 0) return false;
  if (match.date_from && model.date < *match.date_from) return false;
  if (match.date_below && model.date >= *match.date_below) return false;
  return !match.release || *match.release == model.release;
}

// --- values
// ---------------------------------------------------------------------------------------------------

/// Words of an enumeration, as the file spells them.
template <class Enum>
struct Words;

template <>
struct Words<SamplingRule> {
  static constexpr std::array values = {
      std::pair{std::string_view("all"), SamplingRule::all},
      std::pair{std::string_view("temperature_or_top_p"), SamplingRule::temperature_or_top_p},
      std::pair{std::string_view("none"), SamplingRule::none}};
};

template <>
struct Words<TopKPath> {
  static constexpr std::array values = {std::pair{std::string_view("none"), TopKPath::none},
                                        std::pair{std::string_view("top_k"), TopKPath::top_k},
                                        std::pair{std::string_view("nova"), TopKPath::nova},
                                        std::pair{std::string_view("k"), TopKPath::k}};
};

template <>
struct Words<ReasoningMode> {
  static constexpr std::array values = {
      std::pair{std::string_view("none"), ReasoningMode::none},
      std::pair{std::string_view("always"), ReasoningMode::always},
      std::pair{std::string_view("thinking_budget"), ReasoningMode::thinking_budget},
      std::pair{std::string_view("thinking_adaptive"), ReasoningMode::thinking_adaptive},
      std::pair{std::string_view("thinking_switch"), ReasoningMode::thinking_switch},
      std::pair{std::string_view("nova_config"), ReasoningMode::nova_config},
      std::pair{std::string_view("effort_flat"), ReasoningMode::effort_flat},
      std::pair{std::string_view("effort_object"), ReasoningMode::effort_object},
      std::pair{std::string_view("config_word"), ReasoningMode::config_word}};
};

template <>
struct Words<ReasoningEffort> {
  static constexpr std::array values = {std::pair{std::string_view("none"), ReasoningEffort::none},
                                        std::pair{std::string_view("minimal"), ReasoningEffort::minimal},
                                        std::pair{std::string_view("low"), ReasoningEffort::low},
                                        std::pair{std::string_view("medium"), ReasoningEffort::medium},
                                        std::pair{std::string_view("high"), ReasoningEffort::high},
                                        std::pair{std::string_view("xhigh"), ReasoningEffort::xhigh},
                                        std::pair{std::string_view("max"), ReasoningEffort::max}};
};

template <>
struct Words<EmbeddingsKind> {
  static constexpr std::array values = {
      std::pair{std::string_view("none"), EmbeddingsKind::none},
      std::pair{std::string_view("titan_v1"), EmbeddingsKind::titan_v1},
      std::pair{std::string_view("titan_v2"), EmbeddingsKind::titan_v2},
      std::pair{std::string_view("titan_image"), EmbeddingsKind::titan_image},
      std::pair{std::string_view("cohere_v3"), EmbeddingsKind::cohere_v3},
      std::pair{std::string_view("cohere_v4"), EmbeddingsKind::cohere_v4},
      std::pair{std::string_view("nova_2"), EmbeddingsKind::nova_2},
      std::pair{std::string_view("marengo"), EmbeddingsKind::marengo}};
};

std::string_view to_view(const json::string& text) {
  return {text.data(), text.size()};
}

template <class Enum>
bool read_word(const json::value& value, Enum& out) {
  if (!value.is_string()) return false;
  const auto& words = Words<Enum>::values;
  const auto* const word = std::find_if(words.begin(), words.end(), [&](const auto& candidate) {
    return candidate.first == to_view(value.get_string());
  });
  if (word == words.end()) return false;
  out = word->second;
  return true;
}

bool read(const json::value& value, bool& out) {
  if (!value.is_bool()) return false;
  out = value.get_bool();
  return true;
}

bool read(const json::value& value, std::int64_t& out) {
  if (!value.is_int64() || value.get_int64() < 0) return false;
  out = value.get_int64();
  return true;
}

bool read(const json::value& value, std::size_t& out) {
  std::int64_t number = 0;
  if (!read(value, number)) return false;
  out = static_cast<std::size_t>(number);
  return true;
}

bool read(const json::value& value, int& out) {
  std::int64_t number = 0;
  if (!read(value, number) || number > 99'999'999) return false;
  out = static_cast<int>(number);
  return true;
}

bool read(const json::value& value, double& out) {
  if (!value.is_double() && !value.is_int64()) return false;
  out = value.is_double() ? value.get_double() : static_cast<double>(value.get_int64());
  return true;
}

bool read(const json::value& value, std::string& out) {
  if (!value.is_string()) return false;
  out = to_view(value.get_string());
  return true;
}

bool read(const json::value& value, ReasoningEfforts& out) {
  if (!value.is_array()) return false;
  out.reset();
  for (const json::value& element : value.get_array()) {
    ReasoningEffort effort{};
    if (!read_word(element, effort)) return false;
    out.set(static_cast<std::size_t>(effort));
  }
  return true;
}

/// "4.6"
bool read(const json::value& value, ModelVersion& out) {
  if (!value.is_string()) return false;
  const std::optional<ModelVersion> version = parse_model_version(to_view(value.get_string()));
  if (!version) return false;
  out = *version;
  return true;
}

template <class Enum>
  requires std::is_enum_v<Enum>
bool read(const json::value& value, Enum& out) {
  return read_word(value, out);
}

template <class T>
bool read(const json::value& value, std::vector<T>& out) {
  if (!value.is_array()) return false;
  out.clear();
  for (const json::value& element : value.get_array()) {
    if (!read(element, out.emplace_back())) return false;
  }
  return true;
}

/// null: not known.
template <class T>
bool read(const json::value& value, std::optional<T>& out) {
  if (value.is_null()) {
    out.reset();
    return true;
  }
  return read(value, out.emplace());
}

// --- fields
// ---------------------------------------------------------------------------------------------------

struct Field {
  std::string_view path;  // "tools.supported" as {"tools": {"supported": …}}
  std::function<Setting(const json::value&)> to_setting;  // empty if the value does not fit
};

template <class Access>
Field field(std::string_view path, Access access) {
  return {path, [access](const json::value& value) -> Setting {
            std::remove_reference_t<decltype(access(std::declval<Capabilities&>()))> parsed{};
            if (!read(value, parsed)) return {};
            return [access, parsed](Capabilities& capabilities) { access(capabilities) = parsed; };
          }};
}

const std::vector<Field>& fields() {
  using C = Capabilities;
  static const std::vector<Field> all = {
      field("max_output_tokens", [](C& c) -> auto& { return c.max_output_tokens; }),
      field("min_max_tokens", [](C& c) -> auto& { return c.min_max_tokens; }),
      field("max_temperature", [](C& c) -> auto& { return c.max_temperature; }),
      field("sampling", [](C& c) -> auto& { return c.sampling; }),
      field("top_k", [](C& c) -> auto& { return c.top_k; }),
      field("converse", [](C& c) -> auto& { return c.converse; }),
      field("streaming", [](C& c) -> auto& { return c.streaming; }),
      field("system_prompt", [](C& c) -> auto& { return c.system_prompt; }),
      field("system_in_conversation", [](C& c) -> auto& { return c.system_in_conversation; }),
      field("assistant_prefill", [](C& c) -> auto& { return c.assistant_prefill; }),
      field("structured_output", [](C& c) -> auto& { return c.structured_output; }),
      field("guardrails", [](C& c) -> auto& { return c.guardrails; }),
      field("long_context_beta", [](C& c) -> auto& { return c.long_context_beta; }),
      field("stop.supported", [](C& c) -> auto& { return c.stop.supported; }),
      field("stop.max_count", [](C& c) -> auto& { return c.stop.max_count; }),
      field("stop.max_length", [](C& c) -> auto& { return c.stop.max_length; }),
      field("stop.blank_allowed", [](C& c) -> auto& { return c.stop.blank_allowed; }),
      field("tools.supported", [](C& c) -> auto& { return c.tools.supported; }),
      field("tools.with_stream", [](C& c) -> auto& { return c.tools.with_stream; }),
      field("tools.choice_auto", [](C& c) -> auto& { return c.tools.choice_auto; }),
      field("tools.choice_any", [](C& c) -> auto& { return c.tools.choice_any; }),
      field("tools.choice_named", [](C& c) -> auto& { return c.tools.choice_named; }),
      field("tools.strict", [](C& c) -> auto& { return c.tools.strict; }),
      field("tools.hyphens_in_names", [](C& c) -> auto& { return c.tools.hyphens_in_names; }),
      field("tools.plain_schemas", [](C& c) -> auto& { return c.tools.plain_schemas; }),
      field("tools.parallel_switch", [](C& c) -> auto& { return c.tools.parallel_switch; }),
      field("tools.images_in_results", [](C& c) -> auto& { return c.tools.images_in_results; }),
      field("tools.documents_in_results", [](C& c) -> auto& { return c.tools.documents_in_results; }),
      field("tools.separator_after_results", [](C& c) -> auto& { return c.tools.separator_after_results; }),
      field("media.images", [](C& c) -> auto& { return c.media.images; }),
      field("media.documents", [](C& c) -> auto& { return c.media.documents; }),
      field("media.video", [](C& c) -> auto& { return c.media.video; }),
      field("media.audio", [](C& c) -> auto& { return c.media.audio; }),
      field("media.s3_links", [](C& c) -> auto& { return c.media.s3_links; }),
      field("reasoning.mode", [](C& c) -> auto& { return c.reasoning.mode; }),
      field("reasoning.efforts", [](C& c) -> auto& { return c.reasoning.efforts; }),
      field("reasoning.on_by_default", [](C& c) -> auto& { return c.reasoning.on_by_default; }),
      field("reasoning.may_be_disabled", [](C& c) -> auto& { return c.reasoning.may_be_disabled; }),
      field("reasoning.budget_accepted", [](C& c) -> auto& { return c.reasoning.budget_accepted; }),
      field("reasoning.forced_tool_allowed", [](C& c) -> auto& { return c.reasoning.forced_tool_allowed; }),
      field("reasoning.sampling_allowed", [](C& c) -> auto& { return c.reasoning.sampling_allowed; }),
      field("reasoning.signed_blocks", [](C& c) -> auto& { return c.reasoning.signed_blocks; }),
      field("reasoning.display_needed", [](C& c) -> auto& { return c.reasoning.display_needed; }),
      field("reasoning.effort_member", [](C& c) -> auto& { return c.reasoning.effort_member; }),
      field("reasoning.limits_refused_at_high",
            [](C& c) -> auto& { return c.reasoning.limits_refused_at_high; }),
      field("reasoning.effort_beta", [](C& c) -> auto& { return c.reasoning.effort_beta; }),
      field("reasoning.interleaved_beta", [](C& c) -> auto& { return c.reasoning.interleaved_beta; }),
      field("cache.max_points", [](C& c) -> auto& { return c.cache.max_points; }),
      field("cache.in_system", [](C& c) -> auto& { return c.cache.in_system; }),
      field("cache.in_messages", [](C& c) -> auto& { return c.cache.in_messages; }),
      field("cache.in_tools", [](C& c) -> auto& { return c.cache.in_tools; }),
      field("cache.one_hour", [](C& c) -> auto& { return c.cache.one_hour; }),
      field("cache.min_tokens", [](C& c) -> auto& { return c.cache.min_tokens; }),
      field("embeddings.kind", [](C& c) -> auto& { return c.embeddings.kind; }),
      field("embeddings.dimensions", [](C& c) -> auto& { return c.embeddings.dimensions; }),
      field("embeddings.max_texts", [](C& c) -> auto& { return c.embeddings.max_texts; }),
  };
  return all;
}

}  // namespace

// --- records
// --------------------------------------------------------------------------------------------------

struct CapabilityRecord {
  Match match;
  std::vector<Setting> settings;
};

namespace {

std::unexpected<base::Error> bad_record(std::size_t index, const std::string& what) {
  return base::fail(base::ErrorKind::invalid_request,
                    "capability record " + std::to_string(index) + ": " + what);
}

/// Takes the document apart record by record; the first defect ends it.
class RecordParser {
 public:
  base::Result<std::vector<CapabilityRecord>> parse(std::string_view text) {
    boost::system::error_code error;
    const json::value document = json::parse(text, error);
    if (error) return base::fail(base::ErrorKind::invalid_request, "capability records: not valid JSON");
    const json::object* root = document.if_object();
    const json::value* list = root == nullptr ? nullptr : root->if_contains("records");
    if (list == nullptr || !list->is_array()) {
      return base::fail(base::ErrorKind::invalid_request, "capability records: no array `records`");
    }
    std::vector<CapabilityRecord> records;
    for (const json::value& element : list->get_array()) {
      auto record = parse_record(element);
      if (!record) return base::fail(std::move(record.error()));
      records.push_back(*std::move(record));
      ++index_;
    }
    return records;
  }

 private:
  base::Result<CapabilityRecord> parse_record(const json::value& value) {
    const json::object* object = value.if_object();
    if (object == nullptr) return bad_record(index_, "not an object");
    CapabilityRecord record;
    bool has_match = false;
    for (const json::key_value_pair& member : *object) {
      const std::string key(member.key().data(), member.key().size());
      if (key == "match") {
        has_match = true;
        if (auto read = parse_match(member.value(), record.match); !read) return base::fail(read.error());
      } else if (key == "set") {
        if (auto read = parse_set(member.value(), "", record.settings); !read)
          return base::fail(read.error());
      } else if (key != "source" && key != "comment") {
        return bad_record(index_, "unknown member `" + key + "`");
      }
    }
    if (!has_match) return bad_record(index_, "no `match`");
    // A record that names families says something of them; one for a whole vendor only what its models share.
    if (!record.match.families.empty()) {
      record.settings.emplace_back([](Capabilities& capabilities) { capabilities.known = true; });
    }
    return record;
  }

  base::Result<void> parse_match(const json::value& value, Match& match) {
    const json::object* object = value.if_object();
    if (object == nullptr) return bad_record(index_, "`match` is no object");
    for (const json::key_value_pair& member : *object) {
      const std::string_view key(member.key().data(), member.key().size());
      if (!read_match_member(key, member.value(), match)) {
        return bad_record(index_, "`match." + std::string(key) + "` is unknown or of the wrong type");
      }
    }
    if (match.vendor.empty()) return bad_record(index_, "`match.vendor` is missing");
    return {};
  }

  static bool read_match_member(std::string_view key, const json::value& value, Match& match) {
    if (key == "vendor") return read(value, match.vendor);
    if (key == "family") return read(value, match.families);
    if (key == "size") return read(value, match.sizes);
    if (key == "from") return read(value, match.from);
    if (key == "below") return read(value, match.below);
    if (key == "date_from") return read(value, match.date_from);
    if (key == "date_below") return read(value, match.date_below);
    if (key == "release") return read(value, match.release);
    return false;
  }

  /// `prefix` is "" or "tools.".
  base::Result<void> parse_set(const json::value& value, const std::string& prefix,
                               std::vector<Setting>& settings) {
    const json::object* object = value.if_object();
    if (object == nullptr) return bad_record(index_, "`set` is no object");
    for (const json::key_value_pair& member : *object) {
      const std::string path = prefix + std::string(member.key().data(), member.key().size());
      if (prefix.empty() && member.value().is_object()) {
        if (auto read = parse_set(member.value(), path + ".", settings); !read) return read;
        continue;
      }
      const auto known = std::find_if(fields().begin(), fields().end(),
                                      [&](const Field& candidate) { return candidate.path == path; });
      if (known == fields().end()) return bad_record(index_, "unknown field `" + path + "`");
      Setting setting = known->to_setting(member.value());
      if (!setting) return bad_record(index_, "`" + path + "` has a value that does not fit");
      settings.push_back(std::move(setting));
    }
    return {};
  }

  std::size_t index_ = 0;
};

}  // namespace

CapabilityRecords::CapabilityRecords() = default;
CapabilityRecords::CapabilityRecords(const CapabilityRecords&) = default;
CapabilityRecords::CapabilityRecords(CapabilityRecords&&) noexcept = default;
CapabilityRecords& CapabilityRecords::operator=(const CapabilityRecords&) = default;
CapabilityRecords& CapabilityRecords::operator=(CapabilityRecords&&) noexcept = default;
CapabilityRecords::~CapabilityRecords() = default;

CapabilityRecords CapabilityRecords::embedded() {
  auto records = parse(kEmbeddedCapabilities);
  if (!records) std::abort();  // a test reads the file, so this is no state of a released binary
  return *std::move(records);
}

base::Result<CapabilityRecords> CapabilityRecords::parse(std::string_view text) {
  auto parsed = RecordParser().parse(text);
  if (!parsed) return base::fail(std::move(parsed.error()));
  CapabilityRecords records;
  records.records_ = *std::move(parsed);
  return records;
}

void CapabilityRecords::append(const CapabilityRecords& more) {
  records_.insert(records_.end(), more.records_.begin(), more.records_.end());
}

std::size_t CapabilityRecords::size() const noexcept {
  return records_.size();
}

Capabilities CapabilityRecords::resolve(const ModelIdentity& model) const {
  Capabilities capabilities;
  for (const CapabilityRecord& record : records_) {
    if (!covers(record.match, model)) continue;
    for (const Setting& setting : record.settings) setting(capabilities);
  }
  return capabilities;
}

}  // namespace gw::models
