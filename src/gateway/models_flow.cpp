#include "gateway/models_flow.hpp"

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

#include "gateway/flow_reply.hpp"
#include "gateway/model_directory.hpp"
#include "gateway/request_context.hpp"
#include "gateway/services.hpp"
#include "models/catalogue.hpp"
#include "openai/models.hpp"

namespace gw::gateway {
namespace {

using CataloguePtr = std::shared_ptr<const models::Catalogue>;

openai::Model to_openai(const models::CatalogueModel& model) {
  openai::Model entry;
  entry.id = model.id;
  entry.created = std::chrono::sys_seconds{std::chrono::seconds{model.created}};
  entry.owned_by = model.owned_by;
  return entry;
}

/// The last lists, read first where there are none yet. Some of them are better than an error.
net::Task<base::Result<CataloguePtr>> lists_at_hand(const Services& services) {
  CataloguePtr lists = services.models.catalogue();
  if (lists) co_return lists;
  base::Result<void> refreshed = co_await services.models.refresh(services.bedrock);
  lists = services.models.catalogue();
  if (!lists) co_return base::fail(std::move(refreshed.error()));
  co_return lists;
}

}  // namespace

net::Task<void> models_list_flow(RequestContext& context, const Services& services) {
  base::Result<CataloguePtr> lists = co_await lists_at_hand(services);
  if (!lists) {
    co_await refuse(context, std::move(lists.error()));
    co_return;
  }
  std::vector<openai::Model> entries;
  entries.reserve((*lists)->models().size());
  for (const models::CatalogueModel& model : (*lists)->models()) entries.push_back(to_openai(model));
  AnswerFields fields;
  co_await reply_json(context, openai::write_model_list(entries), std::move(fields));
}

net::Task<void> model_get_flow(RequestContext& context, const Services& services) {
  base::Result<CataloguePtr> lists = co_await lists_at_hand(services);
  if (!lists) {
    co_await refuse(context, std::move(lists.error()));
    co_return;
  }
  const models::CatalogueModel* model = (*lists)->find(context.path_parameter);
  if (model == nullptr) {
    base::Error error = base::make_error(
        base::ErrorKind::model_not_found,
        "The model '" + context.path_parameter + "' does not exist or you do not have access to it.",
        "model");
    co_await refuse(context, std::move(error));
    co_return;
  }
  AnswerFields fields;
  co_await reply_json(context, openai::write_model(to_openai(*model)), std::move(fields));
}

}  // namespace gw::gateway
