// Frames that others judged: botocore (data/event_stream_vectors.json, see
// scripts/generate_vectors/event_stream.py) and, where they are present, the files of AWS's own suite.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "codec/crc32.hpp"
#include "codec/event_stream.hpp"
#include "codec/hex.hpp"
#include "codec/json_number.hpp"
#include "codec/json_reader.hpp"
#include "event_stream_fixture.hpp"

namespace gw::codec {
namespace {

std::string file_content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(hex_value(hex[i]) * 16 + hex_value(hex[i + 1])));
  }
  return bytes;
}

std::string to_hex(std::string_view bytes) {
  std::string hex;
  for (const char c : bytes) {
    hex.push_back("0123456789abcdef"[static_cast<unsigned char>(c) >> 4U]);
    hex.push_back("0123456789abcdef"[static_cast<unsigned char>(c) & 0xFU]);
  }
  return hex;
}

struct ExpectedHeader {
  std::string name;
  std::int64_t type = -1;
  std::string value;  // decoded if it is a string, hexadecimal if it is bytes, else as JSON writes it
  std::optional<std::int64_t> value_bytes;  // of a long value, beside its CRC
  std::int64_t value_crc32 = 0;
};

// A run of bytes, `count` times.
struct Piece {
  std::string bytes;
  std::int64_t count = 1;
};

struct VectorCase {
  std::string name;
  std::vector<Piece> pieces;         // of the frame: some are too large to keep whole
  std::optional<std::string> error;  // words of our error
  bool incomplete = false;
  std::vector<ExpectedHeader> headers;
  std::int64_t payload_bytes = 0;
  std::int64_t payload_crc32 = 0;

  [[nodiscard]] std::string frame() const {
    std::string bytes;
    for (const Piece& piece : pieces) {
      for (std::int64_t i = 0; i < piece.count; ++i) bytes += piece.bytes;
    }
    return bytes;
  }
};

void PrintTo(const VectorCase& vector, std::ostream* out) {
  *out << vector.name;
}

// Reads the document that the generator wrote; a wrong one fails the test that counts the cases.
class VectorFile {
 public:
  explicit VectorFile(std::string_view text) : reader_(text) {}

  std::vector<VectorCase> read() {
    std::vector<VectorCase> cases;
    const bool whole = reader_.object([&](JsonString key) {
      if (!key.equals("cases")) return reader_.value().has_value();
      return reader_.array([&](std::size_t) { return read_case(cases.emplace_back()); });
    });
    return whole && reader_.finish() ? cases : std::vector<VectorCase>();
  }

 private:
  bool read_case(VectorCase& into) {
    return reader_.object([&](JsonString key) {
      if (key.equals("name")) return read_text(into.name);
      if (key.equals("error")) return read_text(into.error.emplace());
      if (key.equals("payload_bytes")) return read_integer(into.payload_bytes);
      if (key.equals("payload_crc32")) return read_integer(into.payload_crc32);
      if (key.equals("incomplete")) return reader_.boolean().has_value() && (into.incomplete = true);
      if (key.equals("frame"))
        return reader_.array([&](std::size_t) { return read_piece(into.pieces.emplace_back()); });
      if (key.equals("headers"))
        return reader_.array([&](std::size_t) { return read_header(into.headers.emplace_back()); });
      return reader_.value().has_value();
    });
  }

  bool read_piece(Piece& into) {
    std::string hex;
    const bool whole = reader_.object(
        [&](JsonString key) { return key.equals("count") ? read_integer(into.count) : read_text(hex); });
    into.bytes = from_hex(hex);
    return whole;
  }

  bool read_header(ExpectedHeader& into) {
    return reader_.object([&](JsonString key) {
      if (key.equals("name")) return read_text(into.name);
      if (key.equals("type")) return read_integer(into.type);
      if (key.equals("value_bytes")) return read_integer(into.value_bytes.emplace());
      if (key.equals("value_crc32")) return read_integer(into.value_crc32);
      if (reader_.peek() == JsonKind::string) return read_text(into.value);
      const auto value = reader_.value();
      if (value) into.value = value->raw;
      return value.has_value();
    });
  }

  bool read_text(std::string& into) {
    const auto text = reader_.string();
    if (text) into = text->decode();
    return text.has_value();
  }

  bool read_integer(std::int64_t& into) {
    const auto number = reader_.number();
    const auto integer = number ? to_integer(*number) : std::nullopt;
    if (integer) into = *integer;
    return integer.has_value();
  }

  JsonReader reader_;
};

std::vector<VectorCase> all_cases() {
  const std::string text =
      file_content(std::filesystem::path(GW_SOURCE_DIR) / "tests/unit/codec/data/event_stream_vectors.json");
  return VectorFile(text).read();
}

// Wire type and value of a decoded header in the notation of the vector file.
struct Described {
  std::int64_t type;
  std::string value;
};

Described describe(const EventStreamHeaderValue& value) {
  struct Visitor {
    Described operator()(bool b) const { return {b ? 0 : 1, b ? "true" : "false"}; }
    Described operator()(std::int8_t n) const { return {2, std::to_string(n)}; }
    Described operator()(std::int16_t n) const { return {3, std::to_string(n)}; }
    Described operator()(std::int32_t n) const { return {4, std::to_string(n)}; }
    Described operator()(std::int64_t n) const { return {5, std::to_string(n)}; }
    Described operator()(EventStreamBytes b) const { return {6, to_hex(b.bytes)}; }
    Described operator()(std::string_view text) const { return {7, std::string(text)}; }
    Described operator()(EventStreamTimestamp t) const { return {8, std::to_string(t.epoch_millis)}; }
    Described operator()(const EventStreamUuid& u) const {
      return {9, to_hex(std::string(u.begin(), u.end()))};
    }
  };
  return std::visit(Visitor(), value);
}

void expect_header(const EventStreamHeader& header, const ExpectedHeader& expected) {
  SCOPED_TRACE(expected.name);
  EXPECT_EQ(header.name, expected.name);
  const Described actual = describe(header.value);
  EXPECT_EQ(actual.type, expected.type);
  if (!expected.value_bytes) {
    EXPECT_EQ(actual.value, expected.value);
    return;
  }
  const std::string raw = actual.type == 6 ? from_hex(actual.value) : actual.value;
  EXPECT_EQ(static_cast<std::int64_t>(raw.size()), expected.value_bytes);
  EXPECT_EQ(crc32(raw), expected.value_crc32);
}

class BotocoreVectors : public testing::TestWithParam<VectorCase> {};

TEST_P(BotocoreVectors, AreDecodedAsWritten) {
  const VectorCase& vector = GetParam();
  std::string bytes = vector.frame();
  EventStreamDecoder decoder;
  decoder.feed(bytes);
  const auto frame = decoder.next();
  if (vector.error) {
    ASSERT_FALSE(frame.has_value());
    EXPECT_EQ(frame.error().kind, base::ErrorKind::upstream_protocol);
    EXPECT_EQ(frame.error().message, "event stream: " + *vector.error);
    return;
  }
  ASSERT_TRUE(frame.has_value()) << frame.error().message;
  EXPECT_EQ(!frame->has_value(), vector.incomplete);
  if (vector.incomplete) return;
  ASSERT_EQ((*frame)->headers.size(), vector.headers.size());
  for (std::size_t i = 0; i < vector.headers.size(); ++i)
    expect_header((*frame)->headers[i], vector.headers[i]);
  const std::string_view payload((*frame)->payload.data(), (*frame)->payload.size());
  EXPECT_EQ(static_cast<std::int64_t>(payload.size()), vector.payload_bytes);
  EXPECT_EQ(crc32(payload), vector.payload_crc32);
}

TEST_P(BotocoreVectors, AreDecodedTheSameInPieces) {
  const std::string bytes = GetParam().frame();
  const Decoded whole = decode_in_pieces(bytes, {bytes.size() + 1});
  if (bytes.size() > 4096) {
    EXPECT_EQ(decode_in_pieces(bytes, {65'537}), whole);
    return;
  }
  for (std::size_t size = 1; size <= 11; ++size) EXPECT_EQ(decode_in_pieces(bytes, {size}), whole) << size;
  for (std::size_t split = 1; split < bytes.size(); ++split) {
    EXPECT_EQ(decode_in_pieces(bytes, {split, bytes.size()}), whole) << split;
  }
}

INSTANTIATE_TEST_SUITE_P(All, BotocoreVectors, testing::ValuesIn(all_cases()),
                         [](const auto& param_info) { return param_info.param.name; });

TEST(BotocoreVectorFile, WasReadWhole) {
  EXPECT_EQ(all_cases().size(), 93U);
}

// A frame that we take is one that we write: byte for byte, as far as our own limits for writing go.
TEST(BotocoreVectorFile, IsWrittenAgainByteForByte) {
  std::size_t written = 0;
  for (const VectorCase& vector : all_cases()) {
    if (vector.error || vector.incomplete) continue;
    const std::string bytes = vector.frame();
    const Decoded decoded = decode_in_pieces(bytes, {bytes.size()});
    ASSERT_EQ(decoded.frames.size(), 1U) << vector.name;
    if (decoded.frames[0] == "cannot be encoded") continue;
    EXPECT_EQ(decoded.frames[0], bytes) << vector.name;
    ++written;
  }
  EXPECT_EQ(written, 49U);  // all but an empty name, and values of more than 32,767 bytes
}

std::filesystem::path suite_folder() {
  const char* const shared = std::getenv("GW_SHARED_DIR");
  const std::filesystem::path root =
      shared != nullptr ? shared : std::filesystem::path(GW_SOURCE_DIR) / "../shared";
  return root / "vectors/event-stream";
}

// The suite's names say what is in a file: valid_... or invalid_<what is wrong>.
TEST(AwsEventStreamSuite, IsJudgedAsItsNamesSay) {
  if (!std::filesystem::is_directory(suite_folder())) GTEST_SKIP() << "no vectors in " << suite_folder();
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(suite_folder())) {
    const std::string name = entry.path().filename().string();
    SCOPED_TRACE(name);
    const std::string bytes = file_content(entry.path());
    const Decoded whole = decode_in_pieces(bytes, {bytes.size()});
    if (name.starts_with("valid_")) {
      EXPECT_EQ(whole, (Decoded{{bytes}, "", false}));
    } else {
      EXPECT_EQ(whole.frames.size(), 0U);
      EXPECT_NE(whole.error, "");
    }
    for (std::size_t split = 1; split < bytes.size(); ++split)
      EXPECT_EQ(decode_in_pieces(bytes, {split, bytes.size()}), whole);
    for (std::size_t size = 1; size <= 11; ++size) EXPECT_EQ(decode_in_pieces(bytes, {size}), whole);
    ++files;
  }
  EXPECT_GE(files, 11U);
}

}  // namespace
}  // namespace gw::codec
