#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace gw::openai {

/// What OpenAI answers to a body that it cannot take: code, param and customary wording of docs/errors.md.
/// `path` is as clients know it: "messages[0].role". Values of the client are quoted up to a bound.

/// `why` for the person who debugs the client.
[[nodiscard]] base::Error unparsable_body(std::string_view why, std::size_t position);
[[nodiscard]] base::Error missing_model();
[[nodiscard]] base::Error missing_parameter(const std::string& path);
/// `expected` and `got` with their article: "a decimal", "a string".
[[nodiscard]] base::Error invalid_type(const std::string& path, std::string_view expected,
                                       std::string_view got);
[[nodiscard]] base::Error invalid_value(const std::string& path, std::string_view value,
                                        std::span<const std::string_view> supported);
/// A value that is wrong in a way of its own; `message` is a whole sentence.
[[nodiscard]] base::Error invalid_value(const std::string& path, std::string message);

enum class Bound : std::uint8_t { minimum, maximum };
enum class NumberKind : std::uint8_t { integer, decimal };
/// `limit` and `value` as text.
[[nodiscard]] base::Error number_out_of_range(const std::string& path, NumberKind kind, Bound bound,
                                              std::string_view limit, std::string_view value);
[[nodiscard]] base::Error empty_array(const std::string& path);
[[nodiscard]] base::Error empty_string(const std::string& path);
[[nodiscard]] base::Error array_too_long(const std::string& path, std::size_t limit, std::size_t length);
/// More in all than a body may hold.
[[nodiscard]] base::Error too_many_items(const std::string& path, std::size_t limit);
[[nodiscard]] base::Error object_too_large(const std::string& path, std::size_t limit, std::size_t size);
[[nodiscard]] base::Error string_too_long(const std::string& path, std::size_t limit, std::size_t length);

/// The field cannot be honoured, whatever its value.
[[nodiscard]] base::Error unsupported_parameter(const std::string& path);
/// The same where the gateway is the reason, not the model.
[[nodiscard]] base::Error not_supported_yet(const std::string& path);
/// The field can be honoured, this value cannot.
[[nodiscard]] base::Error unsupported_value(const std::string& path, std::string_view value);

}  // namespace gw::openai
