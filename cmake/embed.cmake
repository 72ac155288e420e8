# cmake -DFROM=file -DTO=file.cpp -DNAMESPACE=a::b -DSYMBOL=name -P embed.cmake: a text file as a C++ constant.
file(READ "${FROM}" text)
# Adjacent literals: a compiler need take no more than 64 KiB in one.
string(LENGTH "${text}" left)
set(at 0)
set(pieces "")
while(left GREATER 0)
  string(SUBSTRING "${text}" ${at} 16000 piece)
  string(APPEND pieces "\n  R\"embedded(${piece})embedded\"")
  math(EXPR at "${at} + 16000")
  math(EXPR left "${left} - 16000")
endwhile()
file(WRITE "${TO}" "// Made from ${SYMBOL}'s file.\n#include <string_view>\n\nnamespace ${NAMESPACE} {\n\n"
  "extern const std::string_view ${SYMBOL};\nconst std::string_view ${SYMBOL} =${pieces};\n\n}  // namespace ${NAMESPACE}\n")
