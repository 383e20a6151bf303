#include "net/net_error.hpp"

#include <string>
#include <system_error>

namespace gw::net {

base::Error to_error(base::ErrorKind kind, std::string_view what, int error_number) {
  std::string message{what};
  message.append(": ").append(std::generic_category().message(error_number));
  return base::make_error(kind, std::move(message));
}

base::Error cancelled_error() {
  return base::make_error(base::ErrorKind::client_gone, "The wait was cancelled.");
}

}  // namespace gw::net
