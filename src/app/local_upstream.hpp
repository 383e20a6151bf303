#pragma once

#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <memory>
#include <thread>

#include "app/process_environment.hpp"
#include "aws/credentials.hpp"
#include "base/result.hpp"

namespace gw::simulator {
class Simulator;
}

namespace gw::app {

/// The local Bedrock for `serve --local`: on a thread and a loopback port of its own, with keys that only
/// this process knows.
class LocalUpstream {
 public:
  /// Errors: internal, one line for the operator.
  [[nodiscard]] static base::Result<std::unique_ptr<LocalUpstream>> start();
  /// Ends it at once: whoever talks to it is gone by then.
  ~LocalUpstream();
  LocalUpstream(const LocalUpstream&) = delete;
  LocalUpstream& operator=(const LocalUpstream&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;
  [[nodiscard]] const aws::Credentials& credentials() const noexcept { return credentials_; }

 private:
  LocalUpstream();

  SystemClock clock_;
  SystemRandom random_;
  aws::Credentials credentials_;
  boost::asio::io_context loop_{1};
  std::unique_ptr<simulator::Simulator> simulator_;
  std::jthread thread_;
};

}  // namespace gw::app
