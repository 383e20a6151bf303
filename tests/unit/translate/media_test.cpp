#include "translate/media.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <variant>

#include "codec/base64.hpp"
#include "codec/json_arena.hpp"

namespace gw::translate {
namespace {

using bedrock::ImageFormat;

constexpr const char* kGif = "R0lGODlhAQABAAAAACw=";

class ImageTest : public testing::Test {
 protected:
  /// The base64 that goes to Bedrock, or "code: message".
  std::string of(std::string_view escaped) {
    const auto image = to_image(
        codec::JsonString::from_escaped(escaped, escaped.find('\\') != std::string_view::npos), "p", arena_);
    if (!image) {
      EXPECT_EQ(image.error().kind, base::ErrorKind::invalid_request);
      EXPECT_EQ(image.error().param, "p");
      return image.error().code;
    }
    format_ = image->format;
    return std::string(std::get<bedrock::InlineBytes>(image->source).base64);
  }

  codec::JsonArena arena_;
  ImageFormat format_{ImageFormat::png};
};

TEST_F(ImageTest, SplicesStandardBase64WhereItStands) {
  const std::string url = std::string("data:image/gif;base64,") + kGif;
  const auto image = to_image(codec::JsonString::from_escaped(url, false), "p", arena_);
  ASSERT_TRUE(image);
  EXPECT_EQ(std::get<bedrock::InlineBytes>(image->source).base64.data(), url.data() + 22);
  EXPECT_EQ(image->format, ImageFormat::gif);
}

struct Spelling {
  std::string url;
  friend std::ostream& operator<<(std::ostream& out, const Spelling& spelling) { return out << spelling.url; }
};

class ImageSpelling : public ImageTest, public testing::WithParamInterface<Spelling> {};

TEST_P(ImageSpelling, IsTheSameImage) {
  EXPECT_EQ(of(GetParam().url), kGif);
  EXPECT_EQ(format_, ImageFormat::gif);
}

INSTANTIATE_TEST_SUITE_P(
    Pitfall103, ImageSpelling,
    testing::Values(Spelling{"data:image/gif;base64,R0lGODlhAQABAAAAACw="},
                    Spelling{"data:image/png;base64,R0lGODlhAQABAAAAACw="},
                    Spelling{"data:image/jpg;base64,R0lGODlhAQABAAAAACw="},
                    Spelling{"data:;base64,R0lGODlhAQABAAAAACw="},
                    Spelling{"DATA:IMAGE/GIF;BASE64,R0lGODlhAQABAAAAACw="},
                    Spelling{"data:image/gif;charset=utf-8;base64,R0lGODlhAQABAAAAACw="},
                    Spelling{"data:image/gif; name=\\\"a.gif\\\"; base64 , R0lGODlhAQABAAAAACw= "},
                    Spelling{"data:image/gif;base64,R0lGODlhAQABAAAAACw"},
                    Spelling{R"(data:image\/gif;base64,R0lGODlhAQABAAAAACw=)"},
                    Spelling{R"(data:image/gif;base64,R0lGODlh\nAQABAAAA\r\nACw=\n)"},
                    Spelling{"data:image/gif;base64,R0lGODlhAQABAAAAACw%3D"},
                    Spelling{"  data:image/gif;base64,R0lGODlhAQABAAAAACw="},
                    Spelling{"R0lGODlhAQABAAAAACw="}));

TEST_F(ImageTest, Pitfall103_TakesTheUrlSafeAlphabet) {
  EXPECT_EQ(of("data:image/jpeg;base64,_9j_4AAQSkZJRgABAQ"), "/9j/4AAQSkZJRgABAQ==");
  EXPECT_EQ(format_, ImageFormat::jpeg);
}

struct BadImage {
  std::string url;
  std::string code;
  friend std::ostream& operator<<(std::ostream& out, const BadImage& bad) {
    return out << bad.url.substr(0, 60);
  }
};

class RefusedImage : public ImageTest, public testing::WithParamInterface<BadImage> {};

TEST_P(RefusedImage, IsNamed) {
  EXPECT_EQ(of(GetParam().url), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    Image, RefusedImage,
    testing::Values(BadImage{"", "invalid_image_url"}, BadImage{"data:", "invalid_image_url"},
                    BadImage{"data:image/gif;base64", "invalid_image_url"},
                    BadImage{"data:image/gif;base64,", "invalid_image_url"},
                    BadImage{"data:image/svg+xml,%3Csvg%2F%3E", "invalid_image_url"},
                    BadImage{"data:image/gif;base64,@@@@", "invalid_image_url"},
                    BadImage{"data:image/gif;base64,R0lGODlhA", "invalid_image_url"},
                    BadImage{"data:image/gif;base64,R0lG%ZZ", "invalid_image_url"},
                    BadImage{"file:///etc/passwd", "invalid_image_url"},
                    BadImage{"s3://bucket/key.png", "invalid_image_url"},
                    BadImage{"data:image/png;base64,PHN2Zz48L3N2Zz4=", "invalid_image_format"},
                    BadImage{"data:image/gif;base64,R0lG", "invalid_image_format"},
                    BadImage{"http://169.254.169.254/latest", "unsupported_parameter"},
                    BadImage{"HTTPS://example.com/a.png", "unsupported_parameter"}));

TEST_F(ImageTest, RefusesMoreThanAnyModelTakes) {
  EXPECT_EQ(of("data:image/gif;base64," + std::string(kMaxInlineBase64 + 1, 'A')), "string_above_max_length");
}

TEST_F(ImageTest, Pitfall104_EncodesTheFileOnce) {
  const auto image = of(std::string("data:image/gif;base64,") + kGif);
  EXPECT_EQ(codec::decode_base64(image)->substr(0, 6), "GIF89a");
}

TEST(SniffImage, Pitfall101_KnowsTheFourFormatsByTheirFirstBytes) {
  EXPECT_EQ(sniff_image("\x89PNG\r\n\x1A\n...."), ImageFormat::png);
  EXPECT_EQ(sniff_image("\xFF\xD8\xFF\xE0"), ImageFormat::jpeg);
  EXPECT_EQ(sniff_image("GIF87a"), ImageFormat::gif);
  EXPECT_EQ(sniff_image("GIF89a"), ImageFormat::gif);
  EXPECT_EQ(sniff_image(std::string_view("RIFF\0\0\0\0WEBPVP8 ", 16)), ImageFormat::webp);
  EXPECT_EQ(sniff_image("RIFF....WAVE"), std::nullopt);
  EXPECT_EQ(sniff_image("BM"), std::nullopt);
  EXPECT_EQ(sniff_image(""), std::nullopt);
}

}  // namespace
}  // namespace gw::translate
