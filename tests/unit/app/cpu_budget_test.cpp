#include "app/cpu_budget.hpp"

#include <gtest/gtest.h>

namespace gw::app {
namespace {

TEST(CpuMax, IsQuotaOverPeriod) {
  EXPECT_EQ(parse_cpu_max("150000 100000\n"), 1.5);
  EXPECT_EQ(parse_cpu_max("50000 100000"), 0.5);
}

TEST(CpuMax, IsNothingWithoutAQuota) {
  for (const char* text :
       {"max 100000\n", "max", "", "\n", "100000", "a b", "0 100000", "100000 0", "-1 100000", "1 2 3"}) {
    EXPECT_FALSE(parse_cpu_max(text).has_value()) << text;
  }
}

TEST(UnifiedCgroup, IsTheLineOfHierarchyZero) {
  EXPECT_EQ(parse_unified_cgroup("0::/\n"), "/");
  EXPECT_EQ(parse_unified_cgroup("12:cpu,cpuacct:/docker/x\n0::/system.slice/gateway.service\n"),
            "/system.slice/gateway.service");
  EXPECT_FALSE(parse_unified_cgroup("12:cpu,cpuacct:/docker/x\n").has_value());
  EXPECT_FALSE(parse_unified_cgroup("").has_value());
}

TEST(Threads, AreTheUsableCpusWithoutAQuota) {
  EXPECT_EQ(threads_for(8, std::nullopt), 8U);
  EXPECT_EQ(threads_for(0, std::nullopt), 1U);
}

TEST(Threads, AreTheQuotaRoundedUp) {
  EXPECT_EQ(threads_for(8, 2.0), 2U);
  EXPECT_EQ(threads_for(8, 1.5), 2U);
  EXPECT_EQ(threads_for(8, 0.25), 1U);
  EXPECT_EQ(threads_for(2, 16.0), 2U);
}

}  // namespace
}  // namespace gw::app
