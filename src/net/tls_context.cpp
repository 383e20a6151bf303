#include "net/tls_context.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

#include "net/address.hpp"

namespace gw::net {

using base::ErrorKind;
using base::fail;
using base::Result;

/// Amazon's roots, for images that hold no certificates at all: data/amazon_roots.pem.
extern const std::string_view kAmazonRoots;

namespace {

namespace fs = std::filesystem;

std::string openssl_reason() {
  // The first error is the cause; what follows says which of OpenSSL's layers it came through.
  const unsigned long code = ERR_peek_error();
  if (ERR_SYSTEM_ERROR(code)) return std::generic_category().message(ERR_GET_REASON(code));
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return reason == nullptr ? "unknown reason" : reason;
}

std::unexpected<base::Error> cannot_load(const std::string& what, const std::string& file) {
  return fail(ErrorKind::internal, "cannot load " + what + " " + file + ": " + openssl_reason());
}

bool is_hashed_name(const std::string& name) {
  return name.size() >= 10 && name[8] == '.' &&
         std::all_of(name.begin(), name.begin() + 8,
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }) &&
         std::all_of(name.begin() + 9, name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool holds_hashed_certificates(const fs::path& directory) {
  std::error_code ignored;
  for (auto entry = fs::directory_iterator{directory, ignored}; entry != fs::directory_iterator{};
       entry.increment(ignored)) {
    if (is_hashed_name(entry->path().filename().string())) return true;
  }
  return false;
}

/// Debian, Ubuntu, Alpine, SUSE; the bundles of these and of Fedora, RHEL and Amazon Linux.
SystemTrust system_trust() {
  return find_system_trust({"/etc/ssl/certs"},
                           {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                            "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"});
}

void trust_amazon(SSL_CTX* context) {
  BIO* text = BIO_new_mem_buf(kAmazonRoots.data(), static_cast<int>(kAmazonRoots.size()));
  while (X509* certificate = PEM_read_bio_X509(text, nullptr, nullptr, nullptr)) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate);
    X509_free(certificate);
  }
  BIO_free(text);
  ERR_clear_error();  // the end of the text counts as one
}

Result<void> load_trust(SSL_CTX* context, const TlsTrust& trust) {
  ERR_clear_error();
  if (!trust.ca_bundle_file.empty()) {
    if (SSL_CTX_load_verify_file(context, trust.ca_bundle_file.c_str()) != 1)
      return cannot_load("the CA bundle", trust.ca_bundle_file);
    return {};
  }
  // What the system has may be missing or broken: Amazon's own roots are always there.
  const SystemTrust system = system_trust();
  if (!system.hashed_directory.empty()) {
    SSL_CTX_load_verify_dir(context, system.hashed_directory.c_str());
  } else if (!system.bundle_file.empty()) {
    SSL_CTX_load_verify_file(context, system.bundle_file.c_str());
  }
  trust_amazon(context);
  return {};
}

/// What both sides share: versions, and the modes that make a waiting connection cheap.
SSL_CTX* new_context(const SSL_METHOD* method) {
  configure_tls_library();
  SSL_CTX* context = SSL_CTX_new(method);
  if (context == nullptr) return nullptr;
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(context, 1);
  return context;
}

constexpr int kTicketIndex = 0;  // of SSL_set_app_data
/// Origins whose sessions are resumed; a gateway has a handful.
constexpr std::size_t kMaxTickets = 64;

int keep_newest_ticket(SSL* ssl, SSL_SESSION* session) {
  auto* ticket = static_cast<TlsClientContext::Ticket*>(SSL_get_ex_data(ssl, kTicketIndex));
  if (ticket == nullptr) return 0;
  ticket->replace(session);
  return 1;  // ours now
}

}  // namespace

void configure_tls_library() noexcept {
  OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
}

SystemTrust find_system_trust(const std::vector<fs::path>& directories, const std::vector<fs::path>& files) {
  SystemTrust found;
  const auto directory = std::find_if(directories.begin(), directories.end(), holds_hashed_certificates);
  if (directory != directories.end()) {
    found.hashed_directory = directory->string();
    return found;
  }
  std::error_code ignored;
  const auto file = std::find_if(files.begin(), files.end(),
                                 [&](const fs::path& path) { return fs::is_regular_file(path, ignored); });
  if (file != files.end()) found.bundle_file = file->string();
  return found;
}

TlsClientContext::Ticket::~Ticket() {
  replace(nullptr);
}

void TlsClientContext::Ticket::replace(ssl_session_st* newest) noexcept {
  SSL_SESSION_free(session);
  session = newest;
}

Result<std::unique_ptr<TlsClientContext>> TlsClientContext::create(const TlsTrust& trust) {
  SSL_CTX* made = new_context(TLS_client_method());
  if (made == nullptr) return fail(ErrorKind::internal, "cannot start TLS: " + openssl_reason());
  std::unique_ptr<TlsClientContext> context{new TlsClientContext{made}};
  auto loaded = load_trust(made, trust);
  if (!loaded) return std::unexpected(std::move(loaded.error()));
  SSL_CTX_set_verify(made, SSL_VERIFY_PEER, nullptr);
  // OpenSSL's own cache would be searched by server, not by what was verified; tickets are kept per origin.
  SSL_CTX_set_session_cache_mode(made, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(made, keep_newest_ticket);
  constexpr unsigned char kProtocols[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  SSL_CTX_set_alpn_protos(made, kProtocols, sizeof kProtocols);
  return context;
}

TlsClientContext::~TlsClientContext() {
  SSL_CTX_free(context_);
}

std::unique_ptr<TlsSession> TlsClientContext::start(const Origin& origin, std::shared_ptr<Socket> socket) {
  SSL* ssl = SSL_new(context_);
  if (ssl == nullptr) return nullptr;
  SSL_set_connect_state(ssl);
  if (SocketAddress::parse(origin.host, origin.port)) {
    // An address is checked against the certificate's addresses, and is no server name (RFC 6066 section 3).
    std::string address = origin.host;
    if (address.starts_with('[')) address = address.substr(1, address.size() - 2);
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), address.c_str());
  } else {
    SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    SSL_set1_host(ssl, origin.host.c_str());
    SSL_set_tlsext_host_name(ssl, origin.host.c_str());
  }
  const std::string name = origin.host + ":" + std::to_string(origin.port);
  if (tickets_.size() < kMaxTickets || tickets_.contains(name)) {
    Ticket& ticket = tickets_[name];
    SSL_set_ex_data(ssl, kTicketIndex, &ticket);
    if (ticket.session != nullptr) SSL_set_session(ssl, ticket.session);
  }
  return std::make_unique<TlsSession>(ssl, std::move(socket));
}

Result<std::unique_ptr<TlsServerContext>> TlsServerContext::create(const std::string& certificate_file,
                                                                   const std::string& key_file) {
  SSL_CTX* made = new_context(TLS_server_method());
  if (made == nullptr) return fail(ErrorKind::internal, "cannot start TLS: " + openssl_reason());
  std::unique_ptr<TlsServerContext> context{new TlsServerContext{made}};
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(made, certificate_file.c_str()) != 1)
    return cannot_load("the certificate", certificate_file);
  if (SSL_CTX_use_PrivateKey_file(made, key_file.c_str(), SSL_FILETYPE_PEM) != 1)
    return cannot_load("the key", key_file);
  return context;
}

TlsServerContext::~TlsServerContext() {
  SSL_CTX_free(context_);
}

std::unique_ptr<TlsSession> TlsServerContext::start(std::shared_ptr<Socket> socket) {
  SSL* ssl = SSL_new(context_);
  if (ssl == nullptr) return nullptr;
  SSL_set_accept_state(ssl);
  return std::make_unique<TlsSession>(ssl, std::move(socket));
}

}  // namespace gw::net
