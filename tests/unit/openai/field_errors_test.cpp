#include "openai/field_errors.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace gw::openai {
namespace {

constexpr std::array<std::string_view, 2> kTwo{"a", "b"};

TEST(FieldErrors, UseOpenAisWording) {
  EXPECT_EQ(invalid_type("temperature", "a decimal", "a string").message,
            "Invalid type for 'temperature': expected a decimal, but got a string instead.");
  EXPECT_EQ(missing_parameter("messages").message, "Missing required parameter: 'messages'.");
  EXPECT_EQ(invalid_value("x", "c", kTwo).message, "Invalid value: 'c'. Supported values are: 'a' and 'b'.");
  EXPECT_EQ(number_out_of_range("n", NumberKind::integer, Bound::minimum, "1", "0").message,
            "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.");
  EXPECT_EQ(
      empty_array("messages").message,
      "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array "
      "instead.");
  EXPECT_EQ(unsupported_parameter("logprobs").message,
            "Unsupported parameter: 'logprobs' is not supported with this model.");
  EXPECT_EQ(unsupported_value("n", "2").message,
            "Unsupported value: 'n' does not support '2' with this model.");
}

TEST(FieldErrors, QuoteAClientsValueUpToABoundInWholeCharacters) {
  std::string value;
  for (int i = 0; i < 1000; ++i) value += "\u00e9";
  std::string quoted;
  for (int i = 0; i < 40; ++i) quoted += "\u00e9";
  EXPECT_EQ(invalid_value("x", value, kTwo).message,
            "Invalid value: '" + quoted + "...'. Supported values are: 'a' and 'b'.");
}

}  // namespace
}  // namespace gw::openai
