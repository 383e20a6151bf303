#pragma once

#include <filesystem>
#include <memory>
#include <string>

struct evp_pkey_st;
struct x509_st;

namespace gw::test {

/// A folder that lives as long as this object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  /// Writes a file and returns its path.
  [[nodiscard]] std::string write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

/// What a certificate is made for.
struct CertificateRequest {
  std::string subject_alt_names = "DNS:localhost,IP:127.0.0.1";  ///< in OpenSSL's notation
  long valid_from_seconds = -3'600;                              ///< from now
  long valid_to_seconds = 86'400;
};

/// PEM files of a server.
struct ServerCertificate {
  std::string certificate_file;
  std::string key_file;
};

/// A certificate authority made on the spot, with its files in a folder of its own.
class TestCa {
 public:
  TestCa();
  ~TestCa();
  TestCa(const TestCa&) = delete;
  TestCa& operator=(const TestCa&) = delete;

  /// PEM file with the authority's own certificate, for AWS_CA_BUNDLE.
  [[nodiscard]] const std::string& bundle_file() const noexcept { return bundle_file_; }
  [[nodiscard]] ServerCertificate issue(const CertificateRequest& request = {});

 private:
  TemporaryFolder folder_;
  evp_pkey_st* key_;
  x509_st* certificate_;
  std::string bundle_file_;
  int issued_{0};
};

}  // namespace gw::test
