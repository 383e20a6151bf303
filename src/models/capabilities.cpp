#include "models/capabilities.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <utility>

#include "models/capability_fields.hpp"
#include "models/json_value_reader.hpp"

namespace gw::models {

extern const std::string_view kEmbeddedCapabilities;  // data/capabilities.json

namespace {

namespace json = boost::json;

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

}  // namespace

struct CapabilityRecord {
  Match match;
  std::vector<CapabilitySetting> settings;
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
                               std::vector<CapabilitySetting>& settings) {
    const json::object* object = value.if_object();
    if (object == nullptr) return bad_record(index_, "`set` is no object");
    for (const json::key_value_pair& member : *object) {
      const std::string path = prefix + std::string(member.key().data(), member.key().size());
      if (prefix.empty() && member.value().is_object()) {
        if (auto read = parse_set(member.value(), path + ".", settings); !read) return read;
        continue;
      }
      auto setting = to_setting(path, member.value());
      if (!setting) return bad_record(index_, setting.error().message);
      settings.push_back(*std::move(setting));
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
    for (const CapabilitySetting& setting : record.settings) setting(capabilities);
  }
  return capabilities;
}

}  // namespace gw::models
