#pragma once

#include <optional>
#include <string_view>

namespace gw::app {

/// CPUs of a cgroup v2 quota, the content of cpu.max: "150000 100000" is 1.5. Nothing for "max" or for what
/// is no quota. Source: Linux, Documentation/admin-guide/cgroup-v2.rst.
[[nodiscard]] std::optional<double> parse_cpu_max(std::string_view cpu_max);

/// The path of the unified hierarchy in /proc/self/cgroup: "/a" of "0::/a". Nothing if there is none.
[[nodiscard]] std::optional<std::string_view> parse_unified_cgroup(std::string_view proc_self_cgroup);

/// Threads for so many usable CPUs and a quota, rounded up; at least one.
[[nodiscard]] unsigned threads_for(unsigned usable_cpus, std::optional<double> quota);

/// Asks the system: the affinity mask and the quotas of this process' cgroup and its parents (v2, or v1's
/// cpu controller).
[[nodiscard]] unsigned available_threads();

}  // namespace gw::app
