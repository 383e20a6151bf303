#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

#include "net/task.hpp"

namespace gw::test {

/// One thread's loop in a test. Everything that a test leaves under way is destroyed with it.
class Loop {
 public:
  [[nodiscard]] boost::asio::io_context& io() noexcept { return io_; }

  /// Runs the loop until the task is done and gives its result. Throws what it threw, and std::runtime_error
  /// after `at_most`: a test never hangs.
  template <class T>
  T run(net::Task<T> task, std::chrono::seconds at_most = std::chrono::seconds{20}) {
    std::optional<T> result;
    std::exception_ptr failure;
    boost::asio::co_spawn(io_.get_executor(), std::move(task), [&](std::exception_ptr error, T value) {
      failure = error;
      result.emplace(std::move(value));
    });
    run_until([&] { return result.has_value(); }, at_most);
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
  }

  void run(net::Task<void> task, std::chrono::seconds at_most = std::chrono::seconds{20}) {
    bool done = false;
    std::exception_ptr failure;
    boost::asio::co_spawn(io_.get_executor(), std::move(task), [&](std::exception_ptr error) {
      failure = error;
      done = true;
    });
    run_until([&] { return done; }, at_most);
    if (failure) std::rethrow_exception(failure);
  }

  /// Runs the loop until `done()`, which is asked after every handler.
  template <class Predicate>
  void run_until(Predicate done, std::chrono::seconds at_most = std::chrono::seconds{20}) {
    const auto until = std::chrono::steady_clock::now() + at_most;
    while (!done()) {
      if (io_.stopped()) io_.restart();
      if (std::chrono::steady_clock::now() > until) throw std::runtime_error("the loop was not done in time");
      io_.run_one_for(std::chrono::milliseconds{50});
    }
  }

 private:
  boost::asio::io_context io_{1};
};

}  // namespace gw::test
