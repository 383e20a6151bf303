#pragma once

#include <chrono>
#include <span>
#include <string>

namespace gw::openai {

/// One model of GET /models. Source: Model of OpenAI's OpenAPI document 2.3.0.
struct Model {
  std::string id;
  std::chrono::sys_seconds created;  ///< stable from call to call, at least 1
  std::string owned_by;
};

/// {"object":"list","data":[…]}
[[nodiscard]] std::string write_model_list(std::span<const Model> models);
[[nodiscard]] std::string write_model(const Model& model);

}  // namespace gw::openai
