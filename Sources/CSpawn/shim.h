#include <spawn.h>

#ifdef __linux__
#include <sys/auxv.h>
#include <unistd.h>
/* Of glibc 2.34 and later; Swift's C library module leaves the extensions of GNU out. */
int pipe2(int ends[2], int flags);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

/* What this program was called with, and how many words that is. Swift reads it from /proc, which a bare root may not have;
   the kernel puts number, words and a null below the environment. To be asked before the environment is changed, which moves
   it. Null where nothing of the kind is found. */
static inline char **costwire_arguments(int *count) {
  extern char **environ;
  for (*count = 0; environ && *count < 100000; ++*count) {
    char **first = environ - 1 - *count;
    if ((long)first[-1] == *count) return first[*count] ? 0 : first;
  }
  return 0;
}

/* The path this program was started by. */
static inline const char *costwire_started_path(void) { return (const char *)getauxval(AT_EXECFN); }
#endif
