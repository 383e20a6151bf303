#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>
#include <stdexcept>

#include "upstream/credential_source.hpp"

namespace gw::upstream {

/// Runs a source that needs no network to its end.
inline base::Result<aws::Identity> fetch_now(CredentialSource& source) {
  boost::asio::io_context loop;
  std::optional<base::Result<aws::Identity>> fetched;
  boost::asio::co_spawn(loop, source.fetch(), [&](std::exception_ptr, base::Result<aws::Identity> result) {
    fetched.emplace(std::move(result));
  });
  loop.run();
  if (!fetched) throw std::logic_error("the source did not answer");
  return *std::move(fetched);
}

}  // namespace gw::upstream
