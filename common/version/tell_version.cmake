# Writes OUT: the NUMBER and, for a release build of a checkout, the commit in SOURCE and whether files differ from it.
set(version "${NUMBER}")
if(BUILD_TYPE STREQUAL "Release")
  execute_process(COMMAND git -C "${SOURCE}" describe --always --abbrev=12 --dirty=-changed --exclude=*
                  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed ERROR_QUIET)
  if(NOT failed)
    string(APPEND version "+${commit}")
  endif()
else()
  string(APPEND version "+development")
endif()
set(code "#include \"matbud/version/version.h\"

namespace matbud {

std::string_view version() { return \"${version}\"; }

}  // namespace matbud
")
set(before "")
if(EXISTS "${OUT}")
  file(READ "${OUT}" before)
endif()
if(NOT code STREQUAL before)
  file(WRITE "${OUT}" "${code}")
endif()
