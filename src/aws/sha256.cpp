#include "aws/sha256.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <exception>
#include <memory>

namespace gw::aws {
namespace {

constexpr std::size_t kBlockBytes = 64;  // of SHA-256, for HMAC's pads

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

// Looking an algorithm up by name walks the providers under a lock: more than the hashing of a short text
// itself. Fetched once and never freed, since a static destructor would run while other threads may still
// sign.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (algorithm == nullptr) std::terminate();  // an OpenSSL without SHA-256 cannot speak TLS either
  return algorithm;
}

EVP_MD_CTX* thread_context() {
  thread_local const Context context{EVP_MD_CTX_new()};
  return context.get();
}

void require(int openssl_result) {
  if (openssl_result != 1) std::terminate();  // fails only where memory is exhausted
}

Sha256Digest digest_of(std::string_view first, std::string_view second) {
  Sha256Digest digest;
  EVP_MD_CTX* const context = thread_context();
  require(EVP_DigestInit_ex2(context, sha256_algorithm(), nullptr));
  require(EVP_DigestUpdate(context, first.data(), first.size()));
  require(EVP_DigestUpdate(context, second.data(), second.size()));
  require(EVP_DigestFinal_ex(context, digest.data(), nullptr));
  return digest;
}

std::array<char, kBlockBytes> padded_key(std::string_view key, char pad) {
  std::array<char, kBlockBytes> block;
  block.fill(pad);
  std::transform(key.begin(), key.end(), block.begin(), [pad](char c) { return static_cast<char>(c ^ pad); });
  return block;
}

}  // namespace

Sha256Digest sha256(std::string_view bytes) {
  return digest_of(bytes, {});
}

std::string sha256_hex(std::string_view bytes) {
  return to_hex(sha256(bytes));
}

Sha256Digest hmac_sha256(std::string_view key, std::string_view message) {
  Sha256Digest hashed_key;
  if (key.size() > kBlockBytes) {
    hashed_key = sha256(key);
    key = as_bytes(hashed_key);
  }
  const auto inner_pad = padded_key(key, 0x36);
  const auto outer_pad = padded_key(key, 0x5c);
  const Sha256Digest inner = digest_of({inner_pad.data(), inner_pad.size()}, message);
  return digest_of({outer_pad.data(), outer_pad.size()}, as_bytes(inner));
}

std::string to_hex(const Sha256Digest& digest) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(digest.size() * 2);
  for (const unsigned char byte : digest) {
    hex.push_back(kDigits[byte >> 4U]);
    hex.push_back(kDigits[byte & 0x0FU]);
  }
  return hex;
}

std::string_view as_bytes(const Sha256Digest& digest) noexcept {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace gw::aws
