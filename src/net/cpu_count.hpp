#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace gw::net {

/// The text of the files in which Linux says how much CPU time a control group may use. Empty: no such file.
struct CgroupFiles {
  std::string_view v2_cpu_max;    ///< cgroup v2 `cpu.max`: "200000 100000", "max 100000"
  std::string_view v1_quota_us;   ///< cgroup v1 `cpu.cfs_quota_us`: "200000", "-1"
  std::string_view v1_period_us;  ///< cgroup v1 `cpu.cfs_period_us`: "100000"
};

/// Cores' worth of time that the quota leaves, rounded up, at least 1. Nothing if there is no quota, or the
/// text makes no sense. https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu
[[nodiscard]] std::optional<std::size_t> cores_of_quota(const CgroupFiles& files);

/// The path of this process's group out of /proc/self/cgroup: of the unified hierarchy ("0::/a/b"), or of the
/// v1 controller `controller` ("4:cpu,cpuacct:/a/b"). "/" if it is not listed.
[[nodiscard]] std::string_view cgroup_path(std::string_view proc_self_cgroup, std::string_view controller);

/// Threads that are worth starting: the cores of the affinity mask, or fewer if a control group's quota
/// leaves fewer (the tightest of this process's group and its parents). Reads /proc and /sys.
[[nodiscard]] std::size_t usable_cpu_count();

}  // namespace gw::net
