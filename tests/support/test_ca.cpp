#include "support/test_ca.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace gw::test {

namespace {

std::string read_out(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  std::string text{data, static_cast<std::size_t>(size)};
  BIO_free(bio);
  return text;
}

std::string to_pem(X509* certificate) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(bio, certificate);
  return read_out(bio);
}

std::string to_pem(EVP_PKEY* key) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  return read_out(bio);
}

void add_extension(X509* certificate, X509* issuer, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
  if (extension == nullptr) throw std::runtime_error(std::string{"bad extension "} + value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

X509* new_certificate(EVP_PKEY* key, const char* name, long serial, long from, long to) {
  X509* certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), from);
  X509_gmtime_adj(X509_getm_notAfter(certificate), to);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
  X509_set_pubkey(certificate, key);
  return certificate;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "gw-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(const std::string& name, const std::string& text) const {
  const auto file = path_ / name;
  std::ofstream{file, std::ios::binary} << text;
  return file.string();
}

TestCa::TestCa() : key_(EVP_EC_gen("P-256")) {
  // Named apart: a certificate is matched to its issuer by name first.
  static std::atomic<int> count{0};
  const std::string name = "test authority " + std::to_string(++count);
  certificate_ = new_certificate(key_, name.c_str(), 1, -3'600, 86'400);
  X509_set_issuer_name(certificate_, X509_get_subject_name(certificate_));
  add_extension(certificate_, certificate_, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate_, certificate_, NID_subject_key_identifier, "hash");
  X509_sign(certificate_, key_, EVP_sha256());
  bundle_file_ = folder_.write("ca.pem", to_pem(certificate_));
}

TestCa::~TestCa() {
  X509_free(certificate_);
  EVP_PKEY_free(key_);
}

ServerCertificate TestCa::issue(const CertificateRequest& request) {
  const std::string number = std::to_string(++issued_);
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate =
      new_certificate(key, "test server", 1 + issued_, request.valid_from_seconds, request.valid_to_seconds);
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate_));
  add_extension(certificate, certificate_, NID_subject_alt_name, request.subject_alt_names.c_str());
  X509_sign(certificate, key_, EVP_sha256());
  ServerCertificate files;
  files.certificate_file = folder_.write("server" + number + ".pem", to_pem(certificate));
  files.key_file = folder_.write("server" + number + ".key", to_pem(key));
  X509_free(certificate);
  EVP_PKEY_free(key);
  return files;
}

}  // namespace gw::test
