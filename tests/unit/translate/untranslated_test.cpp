#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "unit/translate/translated_chat.hpp"

namespace gw::translate {
namespace {

struct Case {
  std::string members;
  std::string outcome;  // verdict, or the warnings of what is accepted
  friend std::ostream& operator<<(std::ostream& out, const Case& given) { return out << given.members; }
};

class Untranslated : public testing::TestWithParam<Case> {};

TEST_P(Untranslated, IsRefusedByNameOrNamedInAWarning) {
  TranslatedChat translated(chat(user("a"), GetParam().members));
  EXPECT_EQ(translated.accepted() ? translated.warnings() : translated.verdict(), GetParam().outcome);
}

INSTANTIATE_TEST_SUITE_P(
    ChatToConverse, Untranslated,
    testing::Values(
        Case{R"("n":2)", "unsupported_value n"}, Case{R"("n":1)", ""},
        Case{R"("functions":[{"name":"f"}])", "unsupported_parameter functions"},
        Case{R"("function_call":"auto")", "unsupported_parameter function_call"},
        Case{R"("functions":[])", ""},
        Case{R"("response_format":{"type":"json_object"})", "unsupported_parameter response_format"},
        Case{R"("response_format":{"type":"json_schema","json_schema":{"name":"n"}})",
             "unsupported_parameter response_format"},
        Case{R"("response_format":{"type":"text"})", ""},
        Case{R"("reasoning_effort":"minimal")", "unsupported_parameter reasoning_effort"},
        Case{R"("reasoning_effort":"high")", "unsupported_parameter reasoning_effort"},
        Case{R"("reasoning_effort":"none")", ""}, Case{R"("service_tier":"auto")", ""},
        Case{R"("service_tier":"default")", ""},
        Case{R"("service_tier":"flex")", "unsupported_value service_tier"},
        Case{R"("service_tier":"scale")", "unsupported_value service_tier"},
        Case{R"("service_tier":"priority")", "unsupported_value service_tier"},
        Case{R"("service_tier":"fast")", "unsupported_value service_tier"},
        Case{R"("thinking":{"type":"adaptive"})", "unsupported_parameter thinking"},
        Case{R"("guardrailConfig":{})", "unsupported_parameter guardrailConfig"},
        Case{R"("thinking":null)", ""}, Case{R"("top_k":5)", "ignored:top_k"},
        Case{R"("prompt_caching":{"system":true})", "ignored:prompt_caching"},
        Case{R"("never_heard_of":1)", "unknown:never_heard_of"}, Case{R"("a,b: c":1)", "unknown:a_b__c"},
        Case{R"("extra_body":{"top_k":5,"x":1})", "ignored:extra_body.top_k, unknown:extra_body.x"},
        Case{R"("extra_body":{"x":1,"thinking":{"type":"enabled"}})",
             "unsupported_parameter extra_body.thinking"},
        Case{R"("extra_body":7)", "unknown:extra_body"}));

}  // namespace
}  // namespace gw::translate
