#include "openai/error_body.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "codec/json_reader.hpp"

namespace gw::openai {
namespace {

std::string body(const ErrorBody& error) {
  std::string out;
  write_error_body(out, error);
  return out;
}

TEST(ErrorBody, AlwaysHasAllFourKeys) {
  EXPECT_EQ(body({.message = "m", .type = "t", .param = "p", .code = "c"}),
            R"({"error":{"message":"m","type":"t","param":"p","code":"c"}})");
  EXPECT_EQ(body({.message = "", .type = "t", .param = "", .code = ""}),
            R"({"error":{"message":"","type":"t","param":null,"code":null}})");
}

// Names and values of a client stand in messages and params.
TEST(ErrorBody, IsValidJsonOnOneLineWhateverBytesItQuotes) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes.push_back(static_cast<char>(byte));
  const std::string json = body({.message = bytes, .type = "t", .param = bytes, .code = bytes});
  codec::JsonReader reader{std::string_view(json)};
  EXPECT_TRUE(reader.value().has_value() && reader.finish());
  EXPECT_EQ(json.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace gw::openai
