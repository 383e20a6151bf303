#pragma once

#include "upstream/credential_source.hpp"
#include "upstream/credential_source_files.hpp"

namespace gw::upstream {

/// Static keys of a profile. Each fetch reads the files again, so that keys which another program renews
/// there are found.
class ProfileCredentialSource final : public CredentialSource {
 public:
  ProfileCredentialSource(std::string profile, SharedFilePaths paths, ReadFile read_file);

  net::Task<base::Result<aws::Identity>> fetch() override;
  [[nodiscard]] std::string description() const override;

 private:
  [[nodiscard]] base::Result<aws::Identity> read() const;

  std::string profile_;
  SharedFilePaths paths_;
  ReadFile read_file_;
};

}  // namespace gw::upstream
