// What the release command tells of the sources; nothing where it says nothing.
#ifndef COSTWIRE_COMMIT
#define COSTWIRE_COMMIT ""
#endif
static inline const char *costwire_commit(void) { return COSTWIRE_COMMIT; }
