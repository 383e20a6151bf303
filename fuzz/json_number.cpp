// Any text as a JSON number: taken exactly when the reader takes it, and with the value that the C library
// gives.
#include "codec/json_number.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "codec/json_reader.hpp"
#include "support/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using gw::fuzz::require;
  const std::string text(gw::fuzz::as_text(data, size));
  gw::codec::JsonReader reader{std::string_view(text)};
  const auto number = reader.number();
  const bool is_number = number && number->size() == text.size();
  const auto integer = gw::codec::to_integer(text);
  const auto real = gw::codec::to_double(text);
  if (!is_number) {
    require(!integer && !real, "what is no number has a value");
    return 0;
  }
  const double expected = std::strtod(text.c_str(), nullptr);
  require(real.has_value() == std::isfinite(expected), "too large a number has a value, or another has none");
  if (real) require(*real == expected && std::signbit(*real) == std::signbit(expected), "another double");
  if (integer) require(static_cast<double>(*integer) == expected, "the integer is not the number");
  // Doubles below 2^53 hold every integer: there, an integral double needs its integer, unless it was rounded
  // to one.
  if (!integer && std::abs(expected) < 9e15 && expected == std::floor(expected)) {
    const bool may_be_rounded = text.find_first_of(".eE") != std::string::npos;
    require(may_be_rounded, "an integer is not seen as one");
  }
  return 0;
}
