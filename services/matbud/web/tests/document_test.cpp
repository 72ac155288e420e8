// The document says what the server does, and the server does what the document says.
#include <set>

#include "http_story.h"

namespace matbud::apis {
namespace {

using testing::ContainerEq;
using testing::IsEmpty;

class TheDocument : public OverHttp {
 protected:
  /// Every endpoint as it was declared.
  std::vector<api::Endpoint> endpoints() {
    const SystemClock clock;
    web::Router router;
    api::Api api{router, web::closed_gate()};
    HttpApis{}.add_endpoints(api, running().installation(), running().pipeline(), clock);
    return api.endpoints();
  }
};

TEST_F(TheDocument, HasEveryRouteAndNoOther) {
  std::set<std::string> served;
  for (const auto& endpoint : endpoints()) served.insert(endpoint.method + " " + endpoint.path);
  std::set<std::string> described;
  for (const auto& [path, item] : document().at("paths").items()) {
    for (const auto& [verb, operation] : item.items()) {
      std::string method = verb;
      for (auto& c : method) c = static_cast<char>(std::toupper(c));
      described.insert(method + " " + path);
    }
  }
  EXPECT_THAT(described, ContainerEq(served));
}

TEST_F(TheDocument, SaysForEachOperationWhatItIsAndWhatMayGoWrong) {
  std::set<std::string> ids;
  for (const auto& [path, item] : document().at("paths").items()) {
    for (const auto& [verb, operation] : item.items()) {
      SCOPED_TRACE(verb + " " + path);
      EXPECT_TRUE(ids.insert(operation.at("operationId").get<std::string>()).second) << "two operations have this id";
      EXPECT_FALSE(operation.at("summary").get<std::string>().empty());
      EXPECT_TRUE(operation.at("responses").contains("401"));
      // Who has a key of their own is asked for no role.
      EXPECT_EQ(operation.at("responses").contains("403"), !operation.contains("security"));
    }
  }
}

/// Every $ref in it, wherever it stands.
void collect_refs(const nlohmann::json& value, std::set<std::string>& refs) {
  if (!value.is_structured()) return;  // a scalar's only member is itself
  if (value.is_object() && value.contains("$ref")) refs.insert(value.at("$ref").get<std::string>());
  for (const auto& member : value) collect_refs(member, refs);
}

TEST_F(TheDocument, EveryReferenceLeadsSomewhereAndNothingIsThereForNobody) {
  std::set<std::string> refs;
  collect_refs(document(), refs);
  for (const auto& ref : refs) {
    EXPECT_TRUE(document().contains(nlohmann::json::json_pointer{ref.substr(1)})) << ref;
  }
  for (const auto& [name, schema] : document().at("components").at("schemas").items()) {
    EXPECT_TRUE(refs.contains("#/components/schemas/" + name)) << name;
  }
}

TEST_F(TheDocument, NamesEveryVariableOfAPath) {
  for (const auto& [path, item] : document().at("paths").items()) {
    for (const auto& [verb, operation] : item.items()) {
      std::set<std::string> named;
      for (const auto& parameter : operation.value("parameters", nlohmann::json::array())) {
        if (parameter.value("in", "") == "path") named.insert("{" + parameter.at("name").get<std::string>() + "}");
      }
      std::set<std::string> used;
      for (auto at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1))
        used.insert(path.substr(at, path.find('}', at) + 1 - at));
      EXPECT_THAT(named, ContainerEq(used)) << verb << " " << path;
    }
  }
}

}  // namespace
}  // namespace matbud::apis
