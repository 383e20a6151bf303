#pragma once

namespace gw::bedrock {
struct ConverseRequest;
}
namespace gw::models {
struct Capabilities;
}
namespace gw::openai {
struct ChatRequest;
}

namespace gw::translate {

struct ChatDefaults;
class Warnings;

/// Sets inference parameters, fitted to what the model takes, and switches off reasoning where the client
/// asked for none and the model would reason by itself. What is changed is named in `warnings`.
void set_parameters(const openai::ChatRequest& request, const models::Capabilities& capabilities,
                    const ChatDefaults& defaults, bedrock::ConverseRequest& out, Warnings& warnings);

}  // namespace gw::translate
