#include "matbud/schema/schema.h"

#include "asyncapi.h"
#include "browsers.h"
#include "contract.h"

namespace matbud::schema {

std::vector<File> schema_files(const std::vector<GrocerId>& grocers, std::uint32_t partitions) {
  const auto all = channels(grocers, partitions);
  std::vector<File> files{{"matbud.binpb", std::string{contract_set()}},
                          {"asyncapi.json", asyncapi(all, grocers)},
                          {"kafka-ui.yaml", kafka_ui(all)},
                          {"akhq.yaml", akhq(all)},
                          {"redpanda-console.yaml", redpanda_console(all)},
                          {"kcat-decode", kcat(all)}};
  google::protobuf::DebugStringOptions with_comments;
  with_comments.include_comments = true;
  for (const auto* file : contract_files())
    files.push_back({"proto/" + file->name(), file->DebugStringWithOptions(with_comments)});
  return files;
}

}  // namespace matbud::schema
