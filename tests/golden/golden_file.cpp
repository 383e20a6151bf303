#include "golden/golden_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace gw::test {
namespace {

std::filesystem::path path_of(const GoldenCase& test_case, std::string_view kind) {
  return std::filesystem::path(GW_SOURCE_DIR) / "tests/golden" / test_case.folder /
         (test_case.name + std::string(kind));
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::vector<GoldenCase> golden_cases(const std::string& folder, std::string_view kind) {
  std::vector<GoldenCase> cases;
  const auto root = std::filesystem::path(GW_SOURCE_DIR) / "tests/golden" / folder;
  for (const auto& entry : std::filesystem::directory_iterator(root)) {
    const std::string file = entry.path().filename().string();
    if (!file.ends_with(kind)) continue;
    cases.push_back(GoldenCase{folder, file.substr(0, file.size() - kind.size())});
  }
  std::sort(cases.begin(), cases.end(),
            [](const GoldenCase& a, const GoldenCase& b) { return a.name < b.name; });
  return cases;
}

std::string read_golden(const GoldenCase& test_case, std::string_view kind) {
  return read_file(path_of(test_case, kind));
}

void expect_golden(const GoldenCase& test_case, std::string_view kind, const std::string& actual) {
  const std::filesystem::path path = path_of(test_case, kind);
  if (std::getenv("GW_UPDATE_GOLDEN") != nullptr) {
    std::ofstream out(path, std::ios::binary);
    out << actual;
    return;
  }
  ASSERT_TRUE(std::filesystem::exists(path))
      << path << " is missing; run with GW_UPDATE_GOLDEN=1 and read it";
  EXPECT_EQ(actual, read_file(path)) << "differs from " << path;
}

std::string test_name(const GoldenCase& test_case) {
  std::string name = test_case.name;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  return name;
}

}  // namespace gw::test
