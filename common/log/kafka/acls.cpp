#include "acls.h"

#include <array>
#include <span>

#include "request.h"

namespace matbud::log::kafka {
namespace {

constexpr std::string_view user = "User:";
constexpr std::string_view any_host = "*";

struct Row {
  Right right;
  rd_kafka_ResourceType_t resource;
  rd_kafka_AclOperation_t operation;
};
constexpr std::array rows{
    Row{Right::read, RD_KAFKA_RESOURCE_TOPIC, RD_KAFKA_ACL_OPERATION_READ},
    Row{Right::write, RD_KAFKA_RESOURCE_TOPIC, RD_KAFKA_ACL_OPERATION_WRITE},
    Row{Right::see_settings, RD_KAFKA_RESOURCE_TOPIC, RD_KAFKA_ACL_OPERATION_DESCRIBE_CONFIGS},
    Row{Right::share, RD_KAFKA_RESOURCE_GROUP, RD_KAFKA_ACL_OPERATION_READ},
};

Result<AclBinding> binding_of(const Grant& grant) {
  for (const auto& row : rows) {
    if (row.right != grant.right) continue;
    std::array<char, 256> why{};
    AclBinding binding{rd_kafka_AclBinding_new(row.resource, grant.name.c_str(), RD_KAFKA_RESOURCE_PATTERN_LITERAL,
                                               (std::string{user} + grant.principal).c_str(), any_host.data(),
                                               row.operation, RD_KAFKA_ACL_PERMISSION_TYPE_ALLOW, why.data(),
                                               why.size())};
    if (!binding) return failure(Error::Code::invalid, to_string(grant) + ": " + why.data());
    return binding;
  }
  return failure(Error::Code::invalid, to_string(grant) + ": no such right");
}

std::optional<Grant> grant_of(const rd_kafka_AclBinding_t& binding) {
  const std::string_view principal{rd_kafka_AclBinding_principal(&binding)};
  if (!principal.starts_with(user) || rd_kafka_AclBinding_host(&binding) != any_host ||
      rd_kafka_AclBinding_permission_type(&binding) != RD_KAFKA_ACL_PERMISSION_TYPE_ALLOW ||
      rd_kafka_AclBinding_resource_pattern_type(&binding) != RD_KAFKA_RESOURCE_PATTERN_LITERAL)
    return std::nullopt;
  for (const auto& row : rows) {
    if (row.resource == rd_kafka_AclBinding_restype(&binding) &&
        row.operation == rd_kafka_AclBinding_operation(&binding))
      return Grant{std::string{principal.substr(user.size())}, row.right, rd_kafka_AclBinding_name(&binding)};
  }
  return std::nullopt;
}

std::string words_for(const rd_kafka_AclBinding_t& binding) {
  const bool prefix = rd_kafka_AclBinding_resource_pattern_type(&binding) == RD_KAFKA_RESOURCE_PATTERN_PREFIXED;
  return std::string{rd_kafka_AclPermissionType_name(rd_kafka_AclBinding_permission_type(&binding))} + " " +
         rd_kafka_AclBinding_principal(&binding) + " from " + rd_kafka_AclBinding_host(&binding) + ": " +
         rd_kafka_AclOperation_name(rd_kafka_AclBinding_operation(&binding)) + " " +
         rd_kafka_ResourceType_name(rd_kafka_AclBinding_restype(&binding)) + " " + rd_kafka_AclBinding_name(&binding) +
         (prefix ? "*" : "");
}

}  // namespace

Result<std::optional<Acls::Found>> Acls::all() {
  std::array<char, 256> why{};
  const AclBinding everything{rd_kafka_AclBindingFilter_new(
      RD_KAFKA_RESOURCE_ANY, nullptr, RD_KAFKA_RESOURCE_PATTERN_ANY, nullptr, nullptr, RD_KAFKA_ACL_OPERATION_ANY,
      RD_KAFKA_ACL_PERMISSION_TYPE_ANY, why.data(), why.size())};
  if (!everything) return failure(Error::Code::invalid, std::string{"access control: "} + why.data());
  rd_kafka_resp_err_t refused = RD_KAFKA_RESP_ERR_NO_ERROR;
  const auto event = ask_cluster(
      around_, client_, RD_KAFKA_ADMIN_OP_DESCRIBEACLS, "access control",
      [&](auto* options, auto* queue) { rd_kafka_DescribeAcls(client_, everything.get(), options, queue); }, &refused);
  if (refused == RD_KAFKA_RESP_ERR_SECURITY_DISABLED) return std::optional<Found>{};
  if (!event) return tl::unexpected{event.error()};
  std::size_t count = 0;
  const auto* const* bindings =
      rd_kafka_DescribeAcls_result_acls(rd_kafka_event_DescribeAcls_result(event->get()), &count);
  Found found;
  for (const auto* binding : std::span{bindings, count}) {
    if (auto grant = grant_of(*binding)) {
      found.grants.insert(std::move(*grant));
    } else {
      found.others.push_back(words_for(*binding));
    }
  }
  return std::optional{std::move(found)};
}

Result<void> Acls::add(const std::vector<Grant>& grants) {
  if (grants.empty()) return {};
  std::vector<AclBinding> wanted;
  std::vector<rd_kafka_AclBinding_t*> pointers;
  for (const auto& grant : grants) {
    auto binding = binding_of(grant);
    if (!binding) return tl::unexpected{binding.error()};
    pointers.push_back(binding->get());
    wanted.push_back(std::move(*binding));
  }
  const auto event =
      ask_cluster(around_, client_, RD_KAFKA_ADMIN_OP_CREATEACLS, "grant rights", [&](auto* options, auto* queue) {
        rd_kafka_CreateAcls(client_, pointers.data(), pointers.size(), options, queue);
      });
  if (!event) return tl::unexpected{event.error()};
  std::size_t count = 0;
  const auto* const* results = rd_kafka_CreateAcls_result_acls(rd_kafka_event_CreateAcls_result(event->get()), &count);
  for (std::size_t at = 0; at < count; ++at) {
    const auto* const error = rd_kafka_acl_result_error(results[at]);
    if (error == nullptr) continue;
    return failure(code_of(rd_kafka_error_code(error)), to_string(grants[at]) + ": " + rd_kafka_error_string(error));
  }
  return {};
}

}  // namespace matbud::log::kafka
