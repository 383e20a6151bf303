#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace gw::aws {

/// One header as sent. Names may be in any case.
struct HeaderView {
  std::string_view name;
  std::string_view value;
};

/// What of a request a signature covers. Views only: valid during the call.
struct RequestView {
  std::string_view method;  ///< "POST"
  std::string_view path;    ///< as on the wire, already encoded once: "/model/a.b-v1%3A0/converse"
  std::string_view query;   ///< as on the wire, without '?'; may be empty
  std::span<const HeaderView> headers;  ///< every one of them is signed
  std::string_view payload_hash;        ///< lower-case hex SHA-256 of the body: sha256_hex(body)
};

/// Whether "." and ".." segments and repeated slashes are resolved before signing. Every service but S3 does.
enum class PathNormalization : std::uint8_t { off, on };

/// How often the path is percent-encoded in the canonical request. Every service but S3 encodes what is on
/// the wire once more, so that "%3A" is signed as "%253A".
enum class PathEncoding : std::uint8_t { single_encoded, double_encoded };

struct CanonicalOptions {
  PathNormalization normalize{PathNormalization::on};
  PathEncoding path_encoding{PathEncoding::double_encoded};
};

struct CanonicalRequest {
  std::string text;
  std::string signed_headers;  ///< "content-type;host;x-amz-date"
};

/// Canonical form of a path, with the options' steps applied; "/" for an empty one.
[[nodiscard]] std::string canonical_path(std::string_view path, CanonicalOptions options);

/// Names and values decoded and percent-encoded again, sorted by name, then by value. A '%' that starts no
/// escape and a
/// '+' stand for themselves.
[[nodiscard]] std::string canonical_query(std::string_view query);

/// Step 1 of signing: names lower-cased and sorted, values trimmed, runs of white space inside them made one
/// space, values of one name joined by ',' in the order given. Source:
/// docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
[[nodiscard]] CanonicalRequest canonical_request(const RequestView& request, CanonicalOptions options);

/// Step 2: algorithm, date, scope and the hash of the canonical request. `amz_date` as of format_amz_date
/// (timestamp.hpp), `scope` as of credential_scope.
[[nodiscard]] std::string string_to_sign(std::string_view amz_date, std::string_view scope,
                                         std::string_view canonical_request_text);

}  // namespace gw::aws
