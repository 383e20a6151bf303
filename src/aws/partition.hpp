#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace gw::aws {

enum class Support : std::uint8_t { no, yes };

/// A part of AWS with accounts and names of its own. Source: botocore/data/partitions.json.
struct Partition {
  std::string_view id;  ///< "aws-us-gov"
  /// What stands before "-<word>-<number>" in the names of its regions ("us-gov" of "us-gov-west-1").
  std::span<const std::string_view> region_prefixes;
  std::string_view dns_suffix;
  std::string_view dual_stack_dns_suffix;
  Support supports_fips;
  Support supports_dual_stack;
};

/// The partition of a region by the pattern of its name, so that regions opened after this build are found
/// too; the commercial one if no pattern fits. "aws-cn-global" and its like belong to the partition they
/// name.
[[nodiscard]] const Partition& partition_of(std::string_view region) noexcept;

}  // namespace gw::aws
