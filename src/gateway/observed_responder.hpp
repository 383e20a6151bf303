#pragma once

#include <string>

#include "base/clock.hpp"
#include "gateway/access_record.hpp"
#include "gateway/metrics.hpp"
#include "gateway/policy/cors.hpp"
#include "net/http_server.hpp"

namespace gw::gateway {

/// What goes on every answer to one request.
struct CommonHeaders {
  std::string origin;  ///< empty: no CORS headers
  policy::CorsDecision cors{policy::CorsDecision::refuse};
  bool local_simulation = false;
};

/// Adds the common headers and notes in the record what was sent. Adds no coroutine of its own: each call is
/// the wrapped responder's.
class ObservedResponder final : public net::Responder {
 public:
  /// All references must outlive this object.
  ObservedResponder(net::Responder& wrapped, AccessRecord& record, CommonHeaders common, base::Clock& clock,
                    Metrics& metrics);
  ~ObservedResponder() override;
  ObservedResponder(const ObservedResponder&) = delete;
  ObservedResponder& operator=(const ObservedResponder&) = delete;

  net::Task<base::Result<void>> send(net::Response response) override;
  net::Task<base::Result<void>> begin_stream(net::ResponseHead head) override;
  net::Task<base::Result<void>> write(std::string_view bytes) override;
  net::Task<base::Result<void>> end_stream(net::AfterStream after) override;
  void reset() noexcept override;

  /// True if a stream was begun and not ended.
  [[nodiscard]] bool left_open() const noexcept { return streaming_ && !ended_; }

  [[nodiscard]] bool head_sent() const noexcept override;
  [[nodiscard]] net::CancelReason cancel_reason() const noexcept override;
  [[nodiscard]] std::size_t bytes_sent() const noexcept override;

 private:
  void note_head(unsigned status, net::HeaderList& headers);

  net::Responder& wrapped_;
  AccessRecord& record_;
  CommonHeaders common_;
  base::Clock& clock_;
  Metrics& metrics_;
  bool streaming_ = false;
  bool ended_ = false;
};

/// x-request-id, x-amzn-requestid, x-gateway-upstream and CORS; for answers that no flow gave, too.
void set_common_headers(net::HeaderList& headers, const AccessRecord& record, const CommonHeaders& common);

}  // namespace gw::gateway
