#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gw::simulator {

/// How an error is written. AWS itself writes `message`; the others were seen from its edge and from proxies
/// before it.
enum class ErrorForm : std::uint8_t {
  body,          ///< {"message": …}
  capital_body,  ///< {"Message": …}
  headers,       ///< {} and the text in x-amzn-errormessage
  html,          ///< a page of a proxy in between, no x-amzn-errortype
};

/// A refusal as AWS makes it: x-amzn-errortype, a status and {"message": …}.
struct AwsError {
  std::string type;  ///< "ValidationException"
  std::string message;
  ErrorForm form{ErrorForm::body};
  std::optional<std::chrono::seconds> retry_after;
};

/// What an operation gives, or AWS's refusal.
template <class T>
using Answered = std::expected<T, AwsError>;

/// Status of an exception by its name, with a first letter of either case ("throttlingException" as in a
/// stream); nothing for a name that is neither in the service model nor among those that every AWS service
/// knows.
[[nodiscard]] std::optional<unsigned> status_of(std::string_view type);

/// "ThrottlingException" for either spelling.
[[nodiscard]] std::string with_capital(std::string_view type);
/// "throttlingException" for either spelling: the value of `:exception-type` in a stream.
[[nodiscard]] std::string without_capital(std::string_view type);

[[nodiscard]] AwsError make_error(std::string_view type, std::string message);
/// A ValidationException, the most frequent one.
[[nodiscard]] AwsError invalid(std::string message);

[[nodiscard]] inline std::unexpected<AwsError> refuse(AwsError error) {
  return std::unexpected<AwsError>(std::move(error));
}

}  // namespace gw::simulator
