// The tables of models/, as text. Their form is in models/README.md.
#pragma once

namespace matbud::grocer_bridge::edge {

extern const char* const order_response_table;
extern const char* const despatch_advice_table;
extern const char* const catalogue_table;
extern const char* const code_lists_table;

}  // namespace matbud::grocer_bridge::edge
