#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulator/aws_error.hpp"
#include "simulator/catalogue.hpp"

namespace gw::simulator {

/// Decoded fields of a query string, by member name of the service model.
using QueryFields = std::vector<std::pair<std::string_view, std::string>>;

/// The JSON answers of the operations that list and describe models, or AWS's refusal. Pure.
[[nodiscard]] std::string list_foundation_models(const Catalogue& catalogue, const QueryFields& fields);
[[nodiscard]] Answered<std::string> get_foundation_model(const Catalogue& catalogue,
                                                         std::string_view id_or_arn);
/// Pages of `maxResults`; `nextToken` is where the next page starts.
[[nodiscard]] Answered<std::string> list_inference_profiles(const Catalogue& catalogue,
                                                            const QueryFields& fields);
[[nodiscard]] Answered<std::string> get_inference_profile(const Catalogue& catalogue,
                                                          std::string_view id_or_arn);

}  // namespace gw::simulator
