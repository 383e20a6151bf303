#include "upstream/bedrock_call.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/clock.hpp"
#include "bedrock/upstream_error.hpp"
#include "bedrock/upstream_message.hpp"
#include "net/http_client.hpp"

namespace gw::upstream {
namespace {

/// A refusal is one short JSON document.
constexpr std::size_t kMaxRefusalBytes = 256u * 1024;
/// A refusal's head says nearly everything: its body is not worth a longer wait.
constexpr std::chrono::seconds kRefusalBodyTimeout{5};

std::string_view header(const net::ResponseHead& head, std::string_view name) {
  return head.headers.find(name).value_or(std::string_view{});
}

bool has_media_type(std::string_view content_type, std::string_view wanted) {
  const std::string_view type = content_type.substr(0, content_type.find(';'));
  const std::size_t end = type.find_last_not_of(" \t");
  return net::equals_ignoring_case(type.substr(0, end == std::string_view::npos ? 0 : end + 1), wanted);
}

std::string_view media_type(AnswerForm form) {
  return form == AnswerForm::event_stream ? "application/vnd.amazon.eventstream" : "application/json";
}

bool is_success(unsigned status) {
  return status >= 200 && status < 300;
}

/// A 200 that is not what was asked for comes from a proxy, a captive portal or a wrong endpoint; read as an
/// event stream it would only give a misleading checksum error.
base::Error unexpected_content(std::string_view content_type, AnswerForm form) {
  return base::make_error(
      base::ErrorKind::upstream_protocol,
      fmt::format("The upstream answered with content type '{}' where '{}' was expected.",
                  bedrock::sanitize_upstream_message(content_type.substr(0, 100)), media_type(form)));
}

}  // namespace

BedrockCall::BedrockCall(std::unique_ptr<net::ClientExchange> exchange, IdentityPtr identity, AnswerForm form,
                         const base::Clock& clock) noexcept
    : exchange_(std::move(exchange)), identity_(std::move(identity)), clock_(&clock), form_(form) {}
BedrockCall::BedrockCall(BedrockCall&&) noexcept = default;
BedrockCall& BedrockCall::operator=(BedrockCall&&) noexcept = default;
BedrockCall::~BedrockCall() = default;

net::Task<base::Result<bool>> BedrockCall::wait_for_head(TimePoint until) {
  base::Result<std::optional<net::ResponseHead>> head = co_await exchange_->read_head(until);
  if (!head) co_return base::fail(std::move(head.error()));
  if (!*head) co_return false;

  aws_request_id_ = header(**head, "x-amzn-requestid");
  const std::string_view content_type = header(**head, "content-type");
  const bool refused = !is_success((*head)->status) || !header(**head, "x-amzn-errortype").empty();
  if (!refused && !has_media_type(content_type, media_type(form_))) {
    co_return base::fail(unexpected_content(content_type, form_));
  }
  if (refused) {
    base::Error error = co_await read_refusal(std::move(**head));
    co_return base::fail(std::move(error));
  }
  input_token_count_ = header(**head, "x-amzn-bedrock-input-token-count");
  identity_.reset();
  head_arrived_ = true;
  co_return true;
}

net::Task<base::Error> BedrockCall::read_refusal(net::ResponseHead head) {
  // Without a body the headers still name the exception.
  const TimePoint until = clock_->steady_now() + kRefusalBodyTimeout;
  base::Result<std::string> body = co_await net::read_whole_body(*exchange_, kMaxRefusalBytes, until);
  if (!body && body.error().kind == base::ErrorKind::client_gone) co_return std::move(body.error());
  bedrock::UpstreamErrorResponse response;
  response.http_status = static_cast<int>(head.status);
  response.error_type = header(head, "x-amzn-errortype");
  response.error_message = header(head, "x-amzn-errormessage");
  response.retry_after = header(head, "retry-after");
  response.content_type = header(head, "content-type");
  if (body) response.body = *body;
  co_return bedrock::to_error(response);
}

net::Task<base::Result<std::optional<std::span<char>>>> BedrockCall::read_some(TimePoint until) {
  return exchange_->read_some(until);
}

net::Task<base::Result<std::string>> BedrockCall::read_answer(TimePoint until) {
  base::Result<bool> arrived = co_await wait_for_head(until);
  if (!arrived) co_return base::fail(std::move(arrived.error()));
  if (!*arrived) {
    co_return base::fail(base::ErrorKind::upstream_timeout, "The model did not answer in time.");
  }
  base::Result<std::string> body = co_await net::read_whole_body(*exchange_, kMaxAnswerBytes, until);
  co_return body;
}

}  // namespace gw::upstream
