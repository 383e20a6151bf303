// Any bytes as a JSON document: JsonReader and Boost.JSON must agree on whether it is one, and on its value.
#include <cstddef>
#include <cstdint>
#include <string>

#include "support/json_oracle.hpp"
#include "support/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string difference = gw::fuzz::difference_to_boost_json(gw::fuzz::as_text(data, size));
  gw::fuzz::require(difference.empty(), difference);
  return 0;
}
