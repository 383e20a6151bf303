#include "app/stop_signals.hpp"

#include <unistd.h>

#include <csignal>
#include <utility>

namespace gw::app {

StopSignals::StopSignals(boost::asio::io_context& loop, std::function<void()> on_first)
    : on_first_(std::move(on_first)), signals_(loop, SIGTERM, SIGINT) {
  signals_.async_wait([this](const boost::system::error_code& error, int) {
    if (error) return;
    on_first_();
    // A process with number 1 has no default action for signals, so this one is caught too.
    signals_.async_wait([](const boost::system::error_code& second_error, int signal) {
      if (!second_error) ::_exit(128 + signal);
    });
  });
}

}  // namespace gw::app
