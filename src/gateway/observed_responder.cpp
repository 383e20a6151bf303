#include "gateway/observed_responder.hpp"

#include <utility>

#include "gateway/cors.hpp"

namespace gw::gateway {

ObservedResponder::ObservedResponder(net::Responder& wrapped, AccessRecord& record, CommonHeaders common,
                                     base::Clock& clock, Metrics& metrics)
    : wrapped_(wrapped), record_(record), common_(std::move(common)), clock_(clock), metrics_(metrics) {}

ObservedResponder::~ObservedResponder() {
  if (streaming_) metrics_.stream_closed();
}

net::Task<base::Result<void>> ObservedResponder::send(net::Response response) {
  note_head(response.status, response.headers);
  return wrapped_.send(std::move(response));
}

net::Task<base::Result<void>> ObservedResponder::begin_stream(net::ResponseHead head) {
  note_head(head.status, head.headers);
  streaming_ = true;
  metrics_.stream_opened();
  return wrapped_.begin_stream(std::move(head));
}

net::Task<base::Result<void>> ObservedResponder::write(std::string_view bytes) {
  return wrapped_.write(bytes);
}

net::Task<base::Result<void>> ObservedResponder::end_stream(net::AfterStream after) {
  ended_ = true;
  return wrapped_.end_stream(after);
}

void ObservedResponder::reset() noexcept {
  ended_ = true;
  wrapped_.reset();
}

bool ObservedResponder::head_sent() const noexcept {
  return wrapped_.head_sent();
}

net::CancelReason ObservedResponder::cancel_reason() const noexcept {
  return wrapped_.cancel_reason();
}

std::size_t ObservedResponder::bytes_sent() const noexcept {
  return wrapped_.bytes_sent();
}

void ObservedResponder::note_head(unsigned status, net::HeaderList& headers) {
  record_.status = status;
  record_.head_sent_at = clock_.steady_now();
  set_common_headers(headers, record_, common_);
}

void set_common_headers(net::HeaderList& headers, const AccessRecord& record, const CommonHeaders& common) {
  headers.set("x-request-id", record.id.str());
  if (!record.upstream_request_id.empty() && net::is_valid_header_value(record.upstream_request_id)) {
    headers.set("x-amzn-requestid", record.upstream_request_id);
  }
  if (common.local_simulation) headers.set("x-gateway-upstream", "local-simulation");
  if (!common.origin.empty()) set_cors_headers(headers, common.origin, common.cors);
}

}  // namespace gw::gateway
