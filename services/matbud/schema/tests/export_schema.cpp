// Writes the schema files of an installation with two grocers into a directory. export_schema DIR
#include <filesystem>
#include <fstream>

#include "matbud/schema/schema.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path directory{argv[1]};
  for (const auto& file : matbud::schema::schema_files({matbud::GrocerId{"dagros"}, matbud::GrocerId{"nabo"}}, 12)) {
    const auto path = directory / file.path;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << file.content;
  }
  return 0;
}
