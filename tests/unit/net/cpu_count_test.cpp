#include "net/cpu_count.hpp"

#include <gtest/gtest.h>

#include "net/descriptor_limit.hpp"

namespace gw::net {
namespace {

std::optional<std::size_t> v2(std::string_view cpu_max) {
  return cores_of_quota({cpu_max, {}, {}});
}
std::optional<std::size_t> v1(std::string_view quota, std::string_view period) {
  return cores_of_quota({{}, quota, period});
}

TEST(CpuQuota, IsRoundedUpToWholeCores) {
  EXPECT_EQ(v2("200000 100000\n"), 2U);
  EXPECT_EQ(v2("250000 100000\n"), 3U);
  EXPECT_EQ(v2("50000 100000\n"), 1U);
  EXPECT_EQ(v1("400000\n", "100000\n"), 4U);
}

TEST(CpuQuota, IsNoneWhereThereIsNoLimit) {
  EXPECT_EQ(v2("max 100000\n"), std::nullopt);
  EXPECT_EQ(v1("-1\n", "100000\n"), std::nullopt);
  EXPECT_EQ(cores_of_quota({}), std::nullopt);
}

TEST(CpuQuota, IsNoneWhereTheTextMakesNoSense) {
  for (const char* text : {"", "x", "100000", "0 100000", "100000 0", "-5 100000", "99999999999999999999 1"})
    EXPECT_EQ(v2(text), std::nullopt) << text;
}

TEST(CgroupPath, IsFoundForTheUnifiedHierarchyAndForAController) {
  constexpr std::string_view kText = "12:cpuset:/\n4:cpu,cpuacct:/docker/abc\n0::/user.slice/a:b\n";
  EXPECT_EQ(cgroup_path(kText, ""), "/user.slice/a:b");
  EXPECT_EQ(cgroup_path(kText, "cpu"), "/docker/abc");
  EXPECT_EQ(cgroup_path(kText, "memory"), "/");
  EXPECT_EQ(cgroup_path("", "cpu"), "/");
}

TEST(CpuCount, IsAtLeastOne) {
  EXPECT_GE(usable_cpu_count(), 1U);
}

TEST(MaxConnections, CountTwoDescriptorsEachAndSomeInReserve) {
  EXPECT_EQ(default_max_connections(20'064, 1), 10'000U);
  EXPECT_EQ(default_max_connections(20'064, 4), 2'500U);
  EXPECT_EQ(default_max_connections(10, 2), 1U);
}

TEST(DescriptorLimit, IsNotLowerAfterItWasRaised) {
  const std::size_t first = raise_descriptor_limit();
  EXPECT_GT(first, 0U);
  EXPECT_EQ(raise_descriptor_limit(), first);
}

}  // namespace
}  // namespace gw::net
