#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "aws/canonical_request.hpp"
#include "aws/credentials.hpp"
#include "base/clock.hpp"
#include "base/secret.hpp"
#include "base/strong.hpp"
#include "simulator/answer.hpp"
#include "simulator/aws_error.hpp"
#include "simulator/catalogue.hpp"
#include "simulator/directives.hpp"
#include "simulator/memory.hpp"
#include "simulator/reply.hpp"
#include "simulator/shape_check.hpp"

namespace gw::simulator {

/// Who may call.
struct AccessRules {
  std::vector<aws::Credentials> credentials;  ///< key pairs whose signatures are accepted
  base::Secret bearer_token;                  ///< accepted as `Authorization: Bearer …`; empty: none is
};

/// One request as received. Views only: valid during the call.
struct Request {
  std::string_view method;
  std::string_view target;  ///< path and query, as on the wire
  std::span<const aws::HeaderView> headers;
  std::string_view body;
};

/// One line about a request that was answered, for a log or a test.
struct Served {
  std::string operation;  ///< "ConverseStream", or empty if the request named none
  std::string label;      ///< the model id or another identifier, as called; or empty
  unsigned status = 0;
  std::string error_type;  ///< "ValidationException", or empty
  std::string error_message;
};

/// Bedrock's runtime and control plane without sockets: a request in, everything that goes out for it back.
/// Verifies the signature or the token, routes, checks the body by AWS's service model and by Converse's
/// rules, and decides the answer. Not thread-safe: one per loop.
class LocalBedrock {
 public:
  /// `region` is what signatures must be scoped to; an empty one takes every region, and lists the models of
  /// the one that a signature names. `random` must outlive the object.
  LocalBedrock(AccessRules access, base::Region region, base::RandomSource& random);

  /// `now` is for the signature's date. `served`, if given, is filled in.
  [[nodiscard]] Reply handle(const Request& request, std::chrono::sys_seconds now, Served* served = nullptr);

  /// The answer to a request that could not be read.
  [[nodiscard]] Reply refusal(const AwsError& error);

 private:
  struct Call;      // a request that was let in
  struct Exchange;  // a Converse request that was accepted

  [[nodiscard]] Answered<Call> admit(const Request& request, std::chrono::sys_seconds now, Served& served);
  [[nodiscard]] base::Region region_of(const Request& request) const;
  [[nodiscard]] const Catalogue& catalogue_of(const base::Region& region);
  [[nodiscard]] Answered<void> authenticate(const Request& request, const base::Region& region,
                                            std::chrono::sys_seconds now) const;
  [[nodiscard]] Answered<void> check_parameters(Call& call, std::string_view query) const;

  [[nodiscard]] Answered<Reply> answer(const Call& call);
  [[nodiscard]] Answered<Reply> converse(const Call& call);
  [[nodiscard]] Answered<Reply> invoke(const Call& call);
  [[nodiscard]] Answered<Reply> control_plane(const Call& call);

  [[nodiscard]] const Fault* active_fault(const Directives& directives);
  void count_cached_tokens(const Exchange& exchange, Answer& answer);
  [[nodiscard]] Reply stream_reply(const Exchange& exchange, const Answer& answer, const Fault* fault);
  [[nodiscard]] Reply plain_reply(const Exchange& exchange, const Answer& answer, const Fault* fault);
  [[nodiscard]] Reply json_reply(std::string body);

  AccessRules access_;
  base::RandomSource& random_;
  base::Region region_;
  std::map<std::string, Catalogue> catalogues_;  // by region, made when a region is first called
  ShapeChecker shapes_;
  Memory memory_;
};

}  // namespace gw::simulator
