#include <benchmark/benchmark.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <string>

#include "aws/sha256.hpp"
#include "aws/sigv4.hpp"

namespace gw::aws {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds kNow = std::chrono::sys_days{2026y / 1 / 31} + 12h;

Credentials temporary_keys() {
  Credentials keys;
  keys.access_key_id = AccessKeyId{"ASIAEXAMPLEEXAMPLE01"};
  keys.secret_access_key = base::Secret{"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"};
  keys.session_token = base::Secret{std::string(900, 'T')};  // the usual length of STS's
  return keys;
}

const SigningScope kScope{base::Region{"us-west-2"}, "bedrock"};
const std::array<HeaderView, 2> kHeaders{HeaderView{"host", "bedrock-runtime.us-west-2.amazonaws.com"},
                                         HeaderView{"content-type", "application/json"}};

RequestView a_request(std::string_view payload_hash) {
  return {"POST", "/model/us.anthropic.claude-sonnet-4-20250514-v1%3A0/converse-stream", "", kHeaders,
          payload_hash};
}

// The whole of what a request pays: hash of the body, and headers.
void hash_and_sign(benchmark::State& state) {
  const std::string body(static_cast<std::size_t>(state.range(0)), 'x');
  const Credentials keys = temporary_keys();
  SigningKeyCache cache;
  for (auto _ : state) {
    const std::string hash = sha256_hex(body);
    benchmark::DoNotOptimize(sign(a_request(hash), keys, kScope, kNow, cache));
  }
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(hash_and_sign)->Arg(0)->Arg(1 << 10)->Arg(20 << 10)->Arg(200 << 10);

void sign_with_cached_key(benchmark::State& state) {
  const Credentials keys = temporary_keys();
  SigningKeyCache cache;
  const std::string hash = sha256_hex("");
  for (auto _ : state) benchmark::DoNotOptimize(sign(a_request(hash), keys, kScope, kNow, cache));
}
BENCHMARK(sign_with_cached_key);

void sign_with_a_new_key(benchmark::State& state) {
  const Credentials keys = temporary_keys();
  const std::string hash = sha256_hex("");
  for (auto _ : state) {
    SigningKeyCache cache;
    benchmark::DoNotOptimize(sign(a_request(hash), keys, kScope, kNow, cache));
  }
}
BENCHMARK(sign_with_a_new_key);

void sha256_of(benchmark::State& state) {
  const std::string body(static_cast<std::size_t>(state.range(0)), 'x');
  for (auto _ : state) benchmark::DoNotOptimize(sha256(body));
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(sha256_of)->Arg(0)->Arg(64)->Arg(1 << 10)->Arg(200 << 10);

void hmac_of_a_string_to_sign(benchmark::State& state) {
  const std::string key(32, 'k');
  const std::string text(140, 't');
  for (auto _ : state) benchmark::DoNotOptimize(hmac_sha256(key, text));
}
BENCHMARK(hmac_of_a_string_to_sign);

void canonical_request_of(benchmark::State& state) {
  const std::string hash(64, '0');
  for (auto _ : state) benchmark::DoNotOptimize(canonical_request(a_request(hash), {}));
}
BENCHMARK(canonical_request_of);

}  // namespace
}  // namespace gw::aws
