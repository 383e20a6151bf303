#include "simulator/aws_error.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "simulator/shape.hpp"

namespace gw::simulator {
namespace {

// Errors that every AWS service may answer, so that no service model lists them. Source:
// docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html
constexpr std::array<ExceptionShape, 11> kCommonExceptions{{
    {"ExpiredTokenException", 403},
    {"IncompleteSignatureException", 400},
    {"InvalidSignatureException", 403},
    {"MissingAuthenticationTokenException", 403},
    {"NotAuthorized", 401},
    {"RequestEntityTooLargeException", 413},
    {"RequestTimeoutException", 408},
    {"SerializationException", 400},
    {"UnknownOperationException", 404},
    {"UnrecognizedClientException", 403},
    {"OptInRequired", 403},
}};

std::string with_first(std::string_view type, char from, char to) {
  std::string text{type};
  if (!text.empty() && text.front() >= from && text.front() <= from + 25) {
    text.front() = static_cast<char>(text.front() - from + to);
  }
  return text;
}

}  // namespace

std::optional<unsigned> status_of(std::string_view type) {
  const std::string name = with_capital(type);
  const auto named = [&](const ExceptionShape& exception) { return exception.name == name; };
  const auto modelled = std::ranges::find_if(service_exceptions(), named);
  if (modelled != service_exceptions().end()) return modelled->status;
  const auto common = std::ranges::find_if(kCommonExceptions, named);
  if (common != kCommonExceptions.end()) return common->status;
  return std::nullopt;
}

std::string with_capital(std::string_view type) {
  return with_first(type, 'a', 'A');
}

std::string without_capital(std::string_view type) {
  return with_first(type, 'A', 'a');
}

AwsError make_error(std::string_view type, std::string message) {
  AwsError error;
  error.type = type;
  error.message = std::move(message);
  return error;
}

AwsError invalid(std::string message) {
  return make_error("ValidationException", std::move(message));
}

}  // namespace gw::simulator
