#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "models/capabilities.hpp"

namespace gw::models {

/// Words of an enumeration, as data/capabilities.json spells them.
template <class Enum>
struct Words;

template <>
struct Words<SamplingRule> {
  static constexpr std::array values = {
      std::pair{std::string_view("all"), SamplingRule::all},
      std::pair{std::string_view("temperature_or_top_p"), SamplingRule::temperature_or_top_p},
      std::pair{std::string_view("none"), SamplingRule::none}};
};

template <>
struct Words<TopKPath> {
  static constexpr std::array values = {std::pair{std::string_view("none"), TopKPath::none},
                                        std::pair{std::string_view("top_k"), TopKPath::top_k},
                                        std::pair{std::string_view("nova"), TopKPath::nova},
                                        std::pair{std::string_view("k"), TopKPath::k}};
};

template <>
struct Words<ReasoningMode> {
  static constexpr std::array values = {
      std::pair{std::string_view("none"), ReasoningMode::none},
      std::pair{std::string_view("always"), ReasoningMode::always},
      std::pair{std::string_view("thinking_budget"), ReasoningMode::thinking_budget},
      std::pair{std::string_view("thinking_adaptive"), ReasoningMode::thinking_adaptive},
      std::pair{std::string_view("thinking_switch"), ReasoningMode::thinking_switch},
      std::pair{std::string_view("nova_config"), ReasoningMode::nova_config},
      std::pair{std::string_view("effort_flat"), ReasoningMode::effort_flat},
      std::pair{std::string_view("effort_object"), ReasoningMode::effort_object},
      std::pair{std::string_view("config_word"), ReasoningMode::config_word}};
};

template <>
struct Words<ReasoningEffort> {
  static constexpr std::array values = {std::pair{std::string_view("none"), ReasoningEffort::none},
                                        std::pair{std::string_view("minimal"), ReasoningEffort::minimal},
                                        std::pair{std::string_view("low"), ReasoningEffort::low},
                                        std::pair{std::string_view("medium"), ReasoningEffort::medium},
                                        std::pair{std::string_view("high"), ReasoningEffort::high},
                                        std::pair{std::string_view("xhigh"), ReasoningEffort::xhigh},
                                        std::pair{std::string_view("max"), ReasoningEffort::max}};
};

template <>
struct Words<EmbeddingsKind> {
  static constexpr std::array values = {
      std::pair{std::string_view("none"), EmbeddingsKind::none},
      std::pair{std::string_view("titan_v1"), EmbeddingsKind::titan_v1},
      std::pair{std::string_view("titan_v2"), EmbeddingsKind::titan_v2},
      std::pair{std::string_view("titan_image"), EmbeddingsKind::titan_image},
      std::pair{std::string_view("cohere_v3"), EmbeddingsKind::cohere_v3},
      std::pair{std::string_view("cohere_v4"), EmbeddingsKind::cohere_v4},
      std::pair{std::string_view("nova_2"), EmbeddingsKind::nova_2},
      std::pair{std::string_view("marengo"), EmbeddingsKind::marengo}};
};

}  // namespace gw::models
