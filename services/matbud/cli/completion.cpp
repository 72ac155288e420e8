// matbud completion: a shell's completion script, made from the commands themselves so that it cannot fall behind.
#include <map>
#include <sstream>

#include "commands.h"

namespace matbud::cli {
namespace {

/// What may follow a command, by its path: `` -> `order log ...`, ` order` -> `trace show --json ...`.
using WordsByPath = std::map<std::string, std::string>;

void collect(const CLI::App& app, const std::string& path, WordsByPath& words) {
  auto& here = words[path];
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    here += (here.empty() ? "" : " ") + command->get_name();
    collect(*command, path + " " + command->get_name(), words);
  }
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) here += (here.empty() ? "--" : " --") + name;
  }
}

void print_bash(const WordsByPath& words, std::ostream& out) {
  out << "_matbud() {\n"
         "  local path='' word words=''\n"
         "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
         "    case \"$path $word\" in\n";
  for (const auto& [path, followers] : words) {
    if (!path.empty()) out << "      '" << path << "') path=\"$path $word\" ;;\n";
  }
  out << "    esac\n"
         "  done\n"
         "  case \"$path\" in\n";
  for (const auto& [path, followers] : words) out << "    '" << path << "') words='" << followers << "' ;;\n";
  out << "  esac\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
         "}\n"
         "complete -o default -F _matbud matbud\n";
}

void print_fish(const WordsByPath& words, std::ostream& out) {
  for (const auto& [path, followers] : words) {
    std::string condition = path.empty() ? "__fish_use_subcommand" : "";
    std::string_view rest = path;
    while (!rest.empty()) {
      rest.remove_prefix(1);  // the space before each word of a path
      const auto word = rest.substr(0, rest.find(' '));
      condition += (condition.empty() ? "" : "; and ") + ("__fish_seen_subcommand_from " + std::string{word});
      rest.remove_prefix(word.size());
    }
    out << "complete -c matbud -n '" << condition << "' -a '" << followers << "'\n";
  }
}

Exit complete(const CLI::App& app, const std::string& shell, bool json, const Streams& streams) {
  WordsByPath words;
  collect(app, {}, words);
  std::ostringstream script;
  if (shell == "zsh") {
    // -i: directories that others can write to are passed by without a question.
    script << "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }\n"
              "autoload -Uz bashcompinit && bashcompinit\n";
  }
  if (shell == "fish") {
    print_fish(words, script);
  } else {
    print_bash(words, script);
  }
  if (json) {
    streams.out << nlohmann::json{{"shell", shell}, {"script", script.str()}}.dump() << "\n";
  } else {
    streams.out << script.str();
  }
  return Exit::ok;
}

}  // namespace

void add_completion(CLI::App& parent, Common& common, std::function<Exit(const Streams&)>& chosen) {
  auto* command = parent.add_subcommand("completion", "print a shell's completion script");
  const auto shell = std::make_shared<std::string>();
  command->add_option("shell", *shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([&parent, &common, &chosen, shell] {
    chosen = [&parent, &common, shell](const Streams& streams) {
      return complete(parent, *shell, common.json, streams);
    };
  });
}

}  // namespace matbud::cli
