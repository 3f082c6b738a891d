/* A disk that fails: the k-th call that writes below a folder, or each from the k-th on.
 *
 * Loaded by LD_PRELOAD (see failing_writes.py). A call counts that opens a file for writing, makes
 * or renames a folder or a file, writes, cuts off or forces to the disk, below the armed folder;
 * taking away is left alone, as on a full disk.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char below[PATH_MAX];
static long first, *count; /* shared with the parent, which reads it when the child has ended */
static int error, lasting;

__attribute__((constructor)) static void begin(void)
{
    count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

/* Fail with `number` at call `k` below `folder` (0: never, only count); `stays`: from then on. */
void arm(const char *folder, long k, int number, int stays)
{
    strncpy(below, folder, sizeof below - 1);
    first = k, error = number, lasting = stays, *count = 0;
}

long counted(void) { return *count; }

static int fails(const char *path)
{
    char whole[PATH_MAX];
    if (below[0] == 0 || path == NULL)
        return 0;
    if (path[0] != '/') {
        if (getcwd(whole, sizeof whole / 2) == NULL)
            return 0;
        strcat(whole, "/");
        strncat(whole, path, sizeof whole / 2 - 2);
        path = whole;
    }
    if (strncmp(path, below, strlen(below)) != 0)
        return 0;
    long now = __sync_add_and_fetch(count, 1);
    if (first == 0 || now < first || (now > first && !lasting))
        return 0;
    errno = error;
    return 1;
}

static int fails_at(int file)
{
    char link[64], path[PATH_MAX];
    if (below[0] == 0)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return fails(path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define WRITES (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode_t mode = va_arg(rest, mode_t);                                                        \
        va_end(rest);                                                                              \
        return (flags & WRITES) && fails(path) ? -1 : REAL(name)(path, flags, mode);               \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                               \
    int name(int folder, const char *path, int flags, ...)                                         \
    {                                                                                              \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode_t mode = va_arg(rest, mode_t);                                                        \
        va_end(rest);                                                                              \
        return (flags & WRITES) && fails(path) ? -1 : REAL(name)(folder, path, flags, mode);       \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int file, const void *bytes, size_t length)
{
    return fails_at(file) ? -1 : REAL(write)(file, bytes, length);
}

ssize_t writev(int file, const struct iovec *parts, int number)
{
    return fails_at(file) ? -1 : REAL(writev)(file, parts, number);
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t at)
{
    return fails_at(file) ? -1 : REAL(pwrite)(file, bytes, length, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at)
{
    return fails_at(file) ? -1 : REAL(pwrite64)(file, bytes, length, at);
}

int fsync(int file) { return fails_at(file) ? -1 : REAL(fsync)(file); }

int ftruncate(int file, off_t length) { return fails_at(file) ? -1 : REAL(ftruncate)(file, length); }

int ftruncate64(int file, off64_t length)
{
    return fails_at(file) ? -1 : REAL(ftruncate64)(file, length);
}

int mkdir(const char *path, mode_t mode) { return fails(path) ? -1 : REAL(mkdir)(path, mode); }

int rename(const char *old, const char *fresh)
{
    return fails(fresh) ? -1 : REAL(rename)(old, fresh);
}
