#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace gw::test {

/// Folder of vectors that other projects publish and that are not part of this repository, or nothing where
/// it is absent:
/// ../shared/vectors/<name>, looked for beside the source tree and above it.
inline std::optional<std::string> shared_vectors(const std::string& name) {
  std::error_code error;
  for (std::filesystem::path at = GW_SOURCE_DIR; at.has_relative_path(); at = at.parent_path()) {
    const std::filesystem::path folder = at.parent_path() / "shared" / "vectors" / name;
    if (std::filesystem::is_directory(folder, error)) return folder.string();
  }
  return std::nullopt;
}

}  // namespace gw::test
