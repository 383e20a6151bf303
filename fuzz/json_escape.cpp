// Any bytes written as a JSON string: the reader must take it and give back the text, ill-formed parts
// replaced.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "codec/json_reader.hpp"
#include "codec/json_writer.hpp"
#include "codec/utf8.hpp"
#include "support/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using gw::fuzz::require;
  const std::string_view input = gw::fuzz::as_text(data, size);
  std::string document;
  gw::codec::JsonWriter(document).string(input);
  gw::codec::JsonReader reader{std::string_view(document)};
  const auto string = reader.string();
  require(string && reader.finish(), "a written string is not read");
  const std::string decoded = string->decode();
  require(gw::codec::is_utf8(decoded), "the text is not UTF-8");
  require(string->equals(decoded), "a string does not equal its own text");
  if (gw::codec::is_utf8(input)) require(decoded == input, "UTF-8 text changed");
  std::string again;
  gw::codec::JsonWriter(again).string(decoded);
  require(again == document, "the text is written in another way the second time");
  return 0;
}
