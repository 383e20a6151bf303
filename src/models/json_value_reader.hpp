#pragma once

#include <algorithm>
#include <boost/json.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "models/capability_words.hpp"
#include "models/model_id.hpp"

namespace gw::models {

/// Readers of one value of a capability record, chosen by the type that it goes into. False if it does not
/// fit; `out` is then worth nothing. Only for .cpp files of this folder: Boost.JSON stays inside them.

inline std::string_view to_view(const boost::json::string& text) {
  return {text.data(), text.size()};
}

template <class Enum>
bool read_word(const boost::json::value& value, Enum& out) {
  if (!value.is_string()) return false;
  const auto& words = Words<Enum>::values;
  const auto* const word = std::find_if(words.begin(), words.end(), [&](const auto& candidate) {
    return candidate.first == to_view(value.get_string());
  });
  if (word == words.end()) return false;
  out = word->second;
  return true;
}

inline bool read(const boost::json::value& value, bool& out) {
  if (!value.is_bool()) return false;
  out = value.get_bool();
  return true;
}

inline bool read(const boost::json::value& value, std::int64_t& out) {
  if (!value.is_int64() || value.get_int64() < 0) return false;
  out = value.get_int64();
  return true;
}

inline bool read(const boost::json::value& value, std::size_t& out) {
  std::int64_t number = 0;
  if (!read(value, number)) return false;
  out = static_cast<std::size_t>(number);
  return true;
}

inline bool read(const boost::json::value& value, int& out) {
  std::int64_t number = 0;
  if (!read(value, number) || number > 99'999'999) return false;
  out = static_cast<int>(number);
  return true;
}

inline bool read(const boost::json::value& value, double& out) {
  if (!value.is_double() && !value.is_int64()) return false;
  out = value.is_double() ? value.get_double() : static_cast<double>(value.get_int64());
  return true;
}

inline bool read(const boost::json::value& value, std::string& out) {
  if (!value.is_string()) return false;
  out = to_view(value.get_string());
  return true;
}

inline bool read(const boost::json::value& value, ReasoningEfforts& out) {
  if (!value.is_array()) return false;
  out.reset();
  for (const boost::json::value& element : value.get_array()) {
    ReasoningEffort effort{};
    if (!read_word(element, effort)) return false;
    out.set(static_cast<std::size_t>(effort));
  }
  return true;
}

/// "4.6"
inline bool read(const boost::json::value& value, ModelVersion& out) {
  if (!value.is_string()) return false;
  const std::optional<ModelVersion> version = parse_model_version(to_view(value.get_string()));
  if (!version) return false;
  out = *version;
  return true;
}

template <class Enum>
  requires std::is_enum_v<Enum>
inline bool read(const boost::json::value& value, Enum& out) {
  return read_word(value, out);
}

template <class T>
inline bool read(const boost::json::value& value, std::vector<T>& out) {
  if (!value.is_array()) return false;
  out.clear();
  for (const boost::json::value& element : value.get_array()) {
    if (!read(element, out.emplace_back())) return false;
  }
  return true;
}

/// null: not known.
template <class T>
inline bool read(const boost::json::value& value, std::optional<T>& out) {
  if (value.is_null()) {
    out.reset();
    return true;
  }
  return read(value, out.emplace());
}

}  // namespace gw::models
