#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "gateway/upstream_attempts.hpp"
#include "net/task.hpp"

namespace gw::upstream {
class ConverseStream;
}

namespace gw::gateway {

struct PreparedChat;
class StreamedAnswer;

/// Gets Bedrock to begin its answer to one chat request, in as many attempts as gateway/policy allows; what
/// a refusal teaches changes `chat`. Everything given must outlive the object.
class ChatAttempts {
 public:
  /// `client` is null for a plain answer.
  ChatAttempts(const Services& services, AccessRecord& record, PreparedChat& chat, AnswerWait& wait,
               StreamedAnswer* client);

  /// The stream, with its first events read and not yet taken. Errors: the refusal that counts; as
  /// AnswerWait::go_on.
  net::Task<base::Result<std::unique_ptr<upstream::ConverseStream>>> open_stream();
  /// The body of a plain answer. Errors: the refusal that counts.
  net::Task<base::Result<std::string>> read_answer();

 private:
  net::Task<base::Result<std::unique_ptr<upstream::ConverseStream>>> try_stream();
  net::Task<base::Result<std::string>> try_answer();
  net::Task<base::Result<void>> next_attempt(base::Error error);

  const Services& services_;
  AccessRecord& record_;
  PreparedChat& chat_;
  AnswerWait& wait_;
  StreamedAnswer* client_;
  UpstreamAttempts attempts_;
};

}  // namespace gw::gateway
