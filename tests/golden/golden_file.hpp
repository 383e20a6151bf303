#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace gw::test {

/// A file of tests/golden whose name ends with a kind: "chat/tools.request.json" is case "tools" of folder
/// "chat".
struct GoldenCase {
  std::string folder;
  std::string name;
  friend std::ostream& operator<<(std::ostream& out, const GoldenCase& test_case) {
    return out << test_case.name;
  }
};

/// All cases of a folder that have a file of this kind (".request.json"), sorted by name.
[[nodiscard]] std::vector<GoldenCase> golden_cases(const std::string& folder, std::string_view kind);

[[nodiscard]] std::string read_golden(const GoldenCase& test_case, std::string_view kind);

/// Compares with the file of this kind; with GW_UPDATE_GOLDEN set, writes it instead.
void expect_golden(const GoldenCase& test_case, std::string_view kind, const std::string& actual);

/// Name of a case as GoogleTest wants it.
[[nodiscard]] std::string test_name(const GoldenCase& test_case);

}  // namespace gw::test
