#pragma once

#include <chrono>
#include <string>

#include "base/strong.hpp"

namespace gw::openai {

/// What every chunk of one answer repeats, and what a plain answer carries once.
struct AnswerIdentity {
  std::string id;         ///< "chatcmpl-…", unique
  base::ModelName model;  ///< as the client asked for it
  std::chrono::sys_seconds created;
};

}  // namespace gw::openai
