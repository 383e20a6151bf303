#pragma once

#include <string>
#include <vector>

#include "gateway/log.hpp"

namespace gw::test {

/// Keeps the lines.
class FakeLog final : public gateway::Log {
 public:
  void write(gateway::LogLevel level, std::string_view line) noexcept override {
    if (is_written(level)) lines.emplace_back(line);
  }
  [[nodiscard]] bool is_written(gateway::LogLevel level) const noexcept override { return level >= lowest; }
  [[nodiscard]] std::uint64_t lost_lines() const noexcept override { return 0; }

  gateway::LogLevel lowest{gateway::LogLevel::info};
  std::vector<std::string> lines;
};

}  // namespace gw::test
