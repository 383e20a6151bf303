#include "aws/partition.hpp"

#include <algorithm>
#include <array>

namespace gw::aws {
namespace {

constexpr std::array<std::string_view, 9> kCommercial{"us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"};
constexpr std::array<std::string_view, 1> kChina{"cn"};
constexpr std::array<std::string_view, 1> kEuropeanSovereign{"eusc-de"};
constexpr std::array<std::string_view, 1> kIso{"us-iso"};
constexpr std::array<std::string_view, 1> kIsoB{"us-isob"};
constexpr std::array<std::string_view, 1> kIsoE{"eu-isoe"};
constexpr std::array<std::string_view, 1> kIsoF{"us-isof"};
constexpr std::array<std::string_view, 1> kGovCloud{"us-gov"};

// Every partition supports both today; the flags stay, because AWS's rules ask for them.
constexpr std::array<Partition, 8> kPartitions{{
    {"aws", kCommercial, "amazonaws.com", "api.aws", Support::yes, Support::yes},
    {"aws-cn", kChina, "amazonaws.com.cn", "api.amazonwebservices.com.cn", Support::yes, Support::yes},
    {"aws-eusc", kEuropeanSovereign, "amazonaws.eu", "api.amazonwebservices.eu", Support::yes, Support::yes},
    {"aws-iso", kIso, "c2s.ic.gov", "api.aws.ic.gov", Support::yes, Support::yes},
    {"aws-iso-b", kIsoB, "sc2s.sgov.gov", "api.aws.scloud", Support::yes, Support::yes},
    {"aws-iso-e", kIsoE, "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", Support::yes, Support::yes},
    {"aws-iso-f", kIsoF, "csp.hci.ic.gov", "api.aws.hci.ic.gov", Support::yes, Support::yes},
    {"aws-us-gov", kGovCloud, "amazonaws.com", "api.aws", Support::yes, Support::yes},
}};

constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

// Takes "-<word>-<number>" off: "us-gov" of "us-gov-west-1"; empty if the name is not of that form.
std::string_view region_prefix(std::string_view region) {
  const std::size_t number = region.rfind('-');
  if (number == std::string_view::npos || number == 0) return {};
  const std::string_view digits = region.substr(number + 1);
  if (digits.empty() || !std::ranges::all_of(digits, is_digit)) return {};
  const std::size_t word = region.rfind('-', number - 1);
  if (word == std::string_view::npos || word + 1 == number) return {};
  return region.substr(0, word);
}

}  // namespace

const Partition& partition_of(std::string_view region) noexcept {
  static constexpr std::string_view kGlobal = "-global";
  const std::string_view prefix = region_prefix(region);
  const auto owns = [&](const Partition& partition) {
    return std::ranges::find(partition.region_prefixes, prefix) != partition.region_prefixes.end() ||
           (region.ends_with(kGlobal) && region.substr(0, region.size() - kGlobal.size()) == partition.id);
  };
  const auto found = std::ranges::find_if(kPartitions, owns);
  return found != kPartitions.end() ? *found : kPartitions.front();
}

}  // namespace gw::aws
