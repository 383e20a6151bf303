#pragma once

#include <map>
#include <optional>
#include <string>

#include "upstream/credential_source_files.hpp"

namespace gw::upstream {

/// Files in memory, for ReadFile. A copy given to the code under test sees later changes.
class MemoryFiles {
 public:
  void put(const std::string& path, std::string text) { (*files_)[path] = std::move(text); }
  void remove(const std::string& path) { files_->erase(path); }

  [[nodiscard]] ReadFile reader() const {
    return [files = files_](const std::string& path) -> base::Result<std::optional<std::string>> {
      const auto found = files->find(path);
      if (found == files->end()) return std::nullopt;
      return found->second;
    };
  }

 private:
  std::shared_ptr<std::map<std::string, std::string>> files_ =
      std::make_shared<std::map<std::string, std::string>>();
};

}  // namespace gw::upstream
