#include "net/descriptor_limit.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace gw::net {

namespace {

constexpr std::size_t kReservedDescriptors = 64;
constexpr std::size_t kDescriptorsPerConnection = 2;

}  // namespace

std::size_t raise_descriptor_limit() noexcept {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  const rlim_t before = limit.rlim_cur;
  limit.rlim_cur = limit.rlim_max;
  return static_cast<std::size_t>(::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : before);
}

std::size_t default_max_connections(std::size_t descriptors, std::size_t servers) noexcept {
  const std::size_t usable = descriptors > kReservedDescriptors ? descriptors - kReservedDescriptors : 0;
  return std::max<std::size_t>(1, usable / kDescriptorsPerConnection / std::max<std::size_t>(servers, 1));
}

}  // namespace gw::net
