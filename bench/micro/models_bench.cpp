#include <benchmark/benchmark.h>

#include "models/capabilities.hpp"
#include "models/model_id.hpp"

namespace gw::models {
namespace {

void BM_ParseModelId(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(parse_model_id("us.anthropic.claude-sonnet-4-5-20250929-v1:0"));
}
BENCHMARK(BM_ParseModelId);

void BM_ResolveCapabilities(benchmark::State& state) {
  const CapabilityRecords records = CapabilityRecords::embedded();
  const ModelIdentity identity = parse_model_id("us.anthropic.claude-sonnet-4-5-20250929-v1:0");
  for (auto _ : state) benchmark::DoNotOptimize(records.resolve(identity));
}
BENCHMARK(BM_ResolveCapabilities);

// At start, so it counts against the milliseconds until the gateway listens.
void BM_ReadEmbeddedRecords(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(CapabilityRecords::embedded());
}
BENCHMARK(BM_ReadEmbeddedRecords);

}  // namespace
}  // namespace gw::models
