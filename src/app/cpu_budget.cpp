#include "app/cpu_budget.hpp"

#include <sched.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "app/process_environment.hpp"

namespace gw::app {
namespace {

std::optional<double> read_positive(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number <= 0) return std::nullopt;
  return number;
}

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

std::optional<std::string> read_if_there(const std::string& path) {
  const auto content = read_file(path);
  return content ? *content : std::nullopt;
}

void keep_smaller(std::optional<double>& smallest, std::optional<double> quota) {
  if (quota && (!smallest || *quota < *smallest)) smallest = quota;
}

/// The smallest quota from the process' own group up to the root; each of them limits.
std::optional<double> quota_of_v2() {
  const std::optional<std::string> groups = read_if_there("/proc/self/cgroup");
  if (!groups) return std::nullopt;
  const std::optional<std::string_view> own = parse_unified_cgroup(*groups);
  if (!own) return std::nullopt;
  std::optional<double> smallest;
  std::string path{*own};
  for (;;) {
    const std::optional<std::string> cpu_max = read_if_there("/sys/fs/cgroup" + path + "/cpu.max");
    if (cpu_max) keep_smaller(smallest, parse_cpu_max(*cpu_max));
    if (path.empty() || path == "/") break;
    path.erase(path.find_last_of('/'));
  }
  return smallest;
}

/// In a container the group's own files are mounted at the root of the controller.
std::optional<double> quota_of_v1() {
  const std::optional<std::string> quota = read_if_there("/sys/fs/cgroup/cpu/cpu.cfs_quota_us");
  const std::optional<std::string> period = read_if_there("/sys/fs/cgroup/cpu/cpu.cfs_period_us");
  if (!quota || !period) return std::nullopt;
  const std::optional<double> quota_us = read_positive(first_line(*quota));
  const std::optional<double> period_us = read_positive(first_line(*period));
  if (!quota_us || !period_us) return std::nullopt;
  return *quota_us / *period_us;
}

unsigned usable_cpus() {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  if (::sched_getaffinity(0, sizeof(mask), &mask) != 0) return 1;
  return static_cast<unsigned>(CPU_COUNT(&mask));
}

}  // namespace

std::optional<double> parse_cpu_max(std::string_view cpu_max) {
  const std::string_view line = first_line(cpu_max);
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::optional<double> quota = read_positive(line.substr(0, space));
  const std::optional<double> period = read_positive(line.substr(space + 1));
  if (!quota || !period) return std::nullopt;
  return *quota / *period;
}

std::optional<std::string_view> parse_unified_cgroup(std::string_view proc_self_cgroup) {
  while (!proc_self_cgroup.empty()) {
    const std::string_view line = first_line(proc_self_cgroup);
    if (line.starts_with("0::/")) return line.substr(3);
    proc_self_cgroup.remove_prefix(std::min(line.size() + 1, proc_self_cgroup.size()));
  }
  return std::nullopt;
}

unsigned threads_for(unsigned usable_cpus, std::optional<double> quota) {
  const unsigned cpus = std::max(usable_cpus, 1U);
  if (!quota || *quota >= cpus) return cpus;
  return std::max(static_cast<unsigned>(std::ceil(*quota)), 1U);
}

unsigned available_threads() {
  std::optional<double> quota = quota_of_v2();
  keep_smaller(quota, quota_of_v1());
  return threads_for(usable_cpus(), quota);
}

}  // namespace gw::app
