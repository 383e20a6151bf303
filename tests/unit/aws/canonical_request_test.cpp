#include "aws/canonical_request.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace gw::aws {
namespace {

constexpr CanonicalOptions kAsBedrock{PathNormalization::on, PathEncoding::double_encoded};

TEST(CanonicalPath, EncodesOnceMoreWhatIsOnTheWire) {
  EXPECT_EQ(canonical_path("/model/a.b-v1%3A0/converse", kAsBedrock), "/model/a.b-v1%253A0/converse");
}

TEST(CanonicalPath, EncodesEveryByteThatIsNotUnreserved) {
  EXPECT_EQ(canonical_path("/a:b c/\xC3\xA9!~-._", kAsBedrock), "/a%3Ab%20c/%C3%A9%21~-._");
}

TEST(CanonicalPath, StaysAsSentWhenSingleEncoded) {
  EXPECT_EQ(canonical_path("/a%3Ab", {PathNormalization::on, PathEncoding::single_encoded}), "/a%3Ab");
}

TEST(CanonicalPath, ResolvesDotsAndSlashesWhenNormalized) {
  EXPECT_EQ(canonical_path("/a/../b", kAsBedrock), "/b");
  EXPECT_EQ(canonical_path("//a//b//", kAsBedrock), "/a/b/");
  EXPECT_EQ(canonical_path("/./a/.", kAsBedrock), "/a");
  EXPECT_EQ(canonical_path("/../..", kAsBedrock), "/");
}

TEST(CanonicalPath, KeepsDotsAndSlashesWhenNotNormalized) {
  EXPECT_EQ(canonical_path("//a/./..", {PathNormalization::off, PathEncoding::double_encoded}), "//a/./..");
}

TEST(CanonicalPath, IsASlashWhenEmpty) {
  EXPECT_EQ(canonical_path("", kAsBedrock), "/");
}

TEST(CanonicalQuery, SortsByNameThenValue) {
  EXPECT_EQ(canonical_query("b=2&a=2&a=1&A=0"), "A=0&a=1&a=2&b=2");
}

TEST(CanonicalQuery, SortsShorterNamesFirst) {
  EXPECT_EQ(canonical_query("Param-3=3&Param=2"), "Param=2&Param-3=3");
}

TEST(CanonicalQuery, GivesParametersWithoutValueAnEqualsSign) {
  EXPECT_EQ(canonical_query("acl&b="), "acl=&b=");
}

TEST(CanonicalQuery, WritesEveryEscapeInOneSpelling) {
  EXPECT_EQ(canonical_query("k=%7e%2fx%C3%a9/"), "k=~%2Fx%C3%A9%2F");
}

TEST(CanonicalQuery, TakesAPercentSignThatStartsNoEscapeAsItself) {
  EXPECT_EQ(canonical_query("a=100%&b=%zz&c=%4"), "a=100%25&b=%25zz&c=%254");
}

TEST(CanonicalQuery, KeepsEqualsSignsInsideValues) {
  EXPECT_EQ(canonical_query("token=a=b=="), "token=a%3Db%3D%3D");
}

TEST(CanonicalQuery, SkipsEmptyParameters) {
  EXPECT_EQ(canonical_query("&&a=1&"), "a=1");
}

TEST(CanonicalRequest, SortsLowersAndTrimsHeaders) {
  const std::vector<HeaderView> headers{{"X-B", " two \t words "}, {"Host", "h"}, {"x-a", ""}};
  const CanonicalRequest canonical = canonical_request({"POST", "/p", "q=1", headers, "HASH"}, kAsBedrock);
  EXPECT_EQ(canonical.signed_headers, "host;x-a;x-b");
  EXPECT_EQ(canonical.text, "POST\n/p\nq=1\nhost:h\nx-a:\nx-b:two words\n\nhost;x-a;x-b\nHASH");
}

TEST(CanonicalRequest, JoinsValuesOfOneNameInTheirOrder) {
  const std::vector<HeaderView> headers{{"x-a", "2"}, {"X-A", " 1 "}, {"x-a", ""}};
  const CanonicalRequest canonical = canonical_request({"GET", "/", "", headers, "HASH"}, kAsBedrock);
  EXPECT_EQ(canonical.signed_headers, "x-a");
  EXPECT_EQ(canonical.text, "GET\n/\n\nx-a:2,1,\n\nx-a\nHASH");
}

TEST(CanonicalRequest,
     TurnsLineEndsInsideValuesIntoSpaces) {  // a header cannot smuggle a line into what is signed
  const std::vector<HeaderView> headers{{"x-a", "1\r\nhost:evil"}};
  EXPECT_EQ(canonical_request({"GET", "/", "", headers, "HASH"}, kAsBedrock).text,
            "GET\n/\n\nx-a:1 host:evil\n\nx-a\nHASH");
}

TEST(StringToSign, HoldsDateScopeAndHash) {
  EXPECT_EQ(string_to_sign("20150830T123600Z", "20150830/us-east-1/bedrock/aws4_request", "abc"),
            "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/bedrock/aws4_request\n"
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace gw::aws
