// Settings of jemalloc, which reads this variable at start: few arenas, since we run few threads, and pages that were
// freed go back within a second, so that resident memory is what is in use.
extern const char* malloc_conf;
const char* malloc_conf = "narenas:2,dirty_decay_ms:1000,muzzy_decay_ms:0";
