#include "net/cpu_count.hpp"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

namespace gw::net {

namespace {

std::optional<std::int64_t> take_number(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  std::int64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
  return number;
}

std::optional<std::size_t> cores(std::optional<std::int64_t> quota, std::optional<std::int64_t> period) {
  // A quota of -1 (v1) means none.
  if (!quota || !period || *quota <= 0 || *period <= 0) return std::nullopt;
  return static_cast<std::size_t>((*quota + *period - 1) / *period);
}

std::string read_file(const std::string& path) {
  std::ifstream file{path};
  return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

/// "/a/b" -> "/a" -> "" (the root); false after the root.
bool to_parent(std::string& path) {
  if (path.empty()) return false;
  const std::size_t slash = path.rfind('/');
  path.erase(slash == std::string::npos ? 0 : slash);
  return true;
}

std::size_t cores_of_affinity_mask() {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  if (::sched_getaffinity(0, sizeof mask, &mask) == 0) return static_cast<std::size_t>(CPU_COUNT(&mask));
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

std::optional<std::size_t> cores_of_quota(const CgroupFiles& files) {
  std::string_view v2 = files.v2_cpu_max;
  const auto quota = take_number(v2);  // none for "max"
  const auto period = take_number(v2);
  if (const auto found = cores(quota, period)) return found;
  std::string_view v1_quota = files.v1_quota_us;
  std::string_view v1_period = files.v1_period_us;
  return cores(take_number(v1_quota), take_number(v1_period));
}

std::string_view cgroup_path(std::string_view text, std::string_view controller) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t first = line.find(':');
    const std::size_t second = first == std::string_view::npos ? first : line.find(':', first + 1);
    if (second == std::string_view::npos) continue;
    const std::string_view controllers = line.substr(first + 1, second - first - 1);
    const std::string padded = "," + std::string{controllers} + ",";
    const bool matches = controller.empty()
                             ? controllers.empty()
                             : padded.find("," + std::string{controller} + ",") != std::string::npos;
    if (matches) return line.substr(second + 1);
  }
  return "/";
}

std::size_t usable_cpu_count() {
  std::size_t count = cores_of_affinity_mask();
  const std::string groups = read_file("/proc/self/cgroup");
  // Inside a container the paths may be the host's, which are not mounted here: the root is then our own
  // group, and the walk up ends there.
  std::string v2{cgroup_path(groups, "")};
  do {
    const std::string cpu_max = read_file("/sys/fs/cgroup" + v2 + "/cpu.max");
    count = std::min(
        count,
        cores_of_quota({.v2_cpu_max = cpu_max, .v1_quota_us = {}, .v1_period_us = {}}).value_or(count));
  } while (to_parent(v2));
  std::string v1{cgroup_path(groups, "cpu")};
  do {
    const std::string folder = "/sys/fs/cgroup/cpu" + v1;
    const std::string quota = read_file(folder + "/cpu.cfs_quota_us");
    const std::string period = read_file(folder + "/cpu.cfs_period_us");
    count = std::min(
        count,
        cores_of_quota({.v2_cpu_max = {}, .v1_quota_us = quota, .v1_period_us = period}).value_or(count));
  } while (to_parent(v1));
  return std::max<std::size_t>(count, 1);
}

}  // namespace gw::net
