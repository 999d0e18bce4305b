#include <spawn.h>

#ifdef __linux__
/* Of glibc 2.34 and later; Swift's C library module leaves the extensions of GNU out. */
int pipe2(int ends[2], int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
#endif
