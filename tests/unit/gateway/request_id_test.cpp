#include "gateway/request_id.hpp"

#include <gtest/gtest.h>

#include <string>

#include "support/fixed_sources.hpp"

namespace gw::gateway {
namespace {

constexpr const char* kFirstNewId = "req_00000000000000010000000000000002";

TEST(RequestId, IsTheClientsWhereThatIsSane) {
  test::CountingRandom random;
  for (const char* id : {"abc", "0b9e6d1c-3f3b-4a52-8f6e-0f5a0c9b0d11",
                         "Root=1-67891233-abcdef012345678912345678", "a/b:c@d+e_f.g"}) {
    EXPECT_EQ(choose_request_id(id, random).str(), id);
  }
}

TEST(RequestId, IsNewWhereTheClientSentNone) {
  test::CountingRandom random;
  EXPECT_EQ(choose_request_id(std::nullopt, random).str(), kFirstNewId);
}

TEST(RequestId, IsNewWhereTheClientsIsNotFitForLogsAndHeaders) {
  for (const std::string& id :
       {std::string{}, std::string{"a b"}, std::string{"\"quoted\""}, std::string{"caf\xc3\xa9"},
        std::string{"a\tb"}, std::string{"<script>"}, std::string(129, 'x')}) {
    test::CountingRandom random;
    EXPECT_EQ(choose_request_id(id, random).str(), kFirstNewId) << id;
  }
}

TEST(RequestId, MayHave128Characters) {
  test::CountingRandom random;
  EXPECT_EQ(choose_request_id(std::string(128, 'x'), random).str(), std::string(128, 'x'));
}

}  // namespace
}  // namespace gw::gateway
