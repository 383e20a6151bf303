#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <functional>

namespace gw::app {

/// Turns the first SIGTERM or SIGINT into `on_first` on the loop, and ends the process at the second, with
/// status 128 + signal. Both must outlive the loop's run.
class StopSignals {
 public:
  StopSignals(boost::asio::io_context& loop, std::function<void()> on_first);
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

 private:
  std::function<void()> on_first_;
  boost::asio::signal_set signals_;
};

}  // namespace gw::app
