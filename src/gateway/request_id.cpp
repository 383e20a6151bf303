#include "gateway/request_id.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/clock.hpp"

namespace gw::gateway {
namespace {

bool is_sane(std::string_view id) {
  constexpr std::size_t kLongest = 128;
  const auto is_fit = [](char c) {
    const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return alphanumeric || std::string_view{"._:/+=@-"}.find(c) != std::string_view::npos;
  };
  return !id.empty() && id.size() <= kLongest && std::ranges::all_of(id, is_fit);
}

}  // namespace

base::RequestId choose_request_id(std::optional<std::string_view> inbound, base::RandomSource& random) {
  if (inbound && is_sane(*inbound)) return base::RequestId{std::string{*inbound}};
  const auto high = random.next_bits();
  const auto low = random.next_bits();
  return base::RequestId{fmt::format("req_{:016x}{:016x}", high, low)};
}

}  // namespace gw::gateway
