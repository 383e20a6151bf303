#pragma once

namespace gw::base {
class Clock;
class RandomSource;
}  // namespace gw::base
namespace gw::upstream {
class BedrockClient;
}

namespace gw::gateway {

struct Settings;
class LearnedRules;
class Metrics;
class ModelDirectory;

/// What the flows of one thread work with. Made by app/, one per thread; everything outlives the thread's
/// loop.
struct Services {
  const Settings& settings;
  base::Clock& clock;
  base::RandomSource& random;
  upstream::BedrockClient& bedrock;  ///< of this thread
  ModelDirectory& models;            ///< shared by all threads, thread-safe
  LearnedRules& learned;             ///< shared by all threads, thread-safe
  Metrics& metrics;                  ///< of this thread
};

}  // namespace gw::gateway
