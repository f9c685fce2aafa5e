// Preloaded: the n-th call of one kind on files below a folder fails, or writes only half. Says at the end how many calls there were.
// FAULT_DIR, FAULT_KIND (write, sync, rename, open), FAULT_N (from 1; 0 counts only), FAULT_ERRNO (0: a short write), FAULT_COUNT.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_int seen;
static const char *dir, *kind;
static int nth, code;

__attribute__((constructor)) static void begin(void) {
  dir = getenv("FAULT_DIR");
  kind = getenv("FAULT_KIND");
  const char *n = getenv("FAULT_N"), *e = getenv("FAULT_ERRNO");
  nth = n ? atoi(n) : 0;
  code = e ? atoi(e) : 0;
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("FAULT_COUNT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (file) fprintf(file, "%d\n", atomic_load(&seen)), fclose(file);
}

static int below(const char *path) { return dir && path && strstr(path, dir) != NULL; }

static int holds(int fd) {
  char link[64], path[4096];
  if (!dir) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return below(path);
}

// 1: this is the call.
static int hit(const char *what) {
  if (!kind || strcmp(kind, what)) return 0;
  return atomic_fetch_add(&seen, 1) + 1 == nth;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL do { errno = code; return -1; } while (0)

ssize_t write(int fd, const void *bytes, size_t n) {
  if (holds(fd) && hit("write")) { if (code) FAIL; n = n > 1 ? n / 2 : n; }
  return REAL(write)(fd, bytes, n);
}
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) {
  if (holds(fd) && hit("write")) { if (code) FAIL; n = n > 1 ? n / 2 : n; }
  return REAL(pwrite)(fd, bytes, n, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) {
  if (holds(fd) && hit("write")) { if (code) FAIL; n = n > 1 ? n / 2 : n; }
  return REAL(pwrite64)(fd, bytes, n, at);
}
int fsync(int fd) { if (holds(fd) && hit("sync")) FAIL; return REAL(fsync)(fd); }
int fdatasync(int fd) { if (holds(fd) && hit("sync")) FAIL; return REAL(fdatasync)(fd); }
int rename(const char *from, const char *to) { if (below(to) && hit("rename")) FAIL; return REAL(rename)(from, to); }

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = va_arg(rest, int); \
    va_end(rest); \
    if (below(path) && hit("open")) FAIL; \
    return REAL(name)(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)
