/* Preloaded before libc: counts what a process and its children write under FAULT_ROOT,
   and lets the call that has the number FAULT_AT fail once (FAULT_ERRNO), or kills there
   (FAULT_ERRNO 0). Each counted call is a line in FAULT_LOG while FAULT_AT is 0; so is the
   one that failed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static long *counter;
static char root[4096];
static size_t root_length;
static long at;
static int error_number;
static int log_handle = -1;

/* Called anew by a process that was forked from one that had no fault to wait for. */
__attribute__((constructor)) void fault_arm(void) {
    const char *folder = getenv("FAULT_ROOT"), *count = getenv("FAULT_COUNTER");
    const char *log = getenv("FAULT_LOG"), *number = getenv("FAULT_AT");
    const char *error = getenv("FAULT_ERRNO");
    if (!folder || !count || !log || !number || !error) return;
    int handle = syscall(SYS_openat, AT_FDCWD, count, O_RDWR, 0);
    if (handle < 0) return;
    long *mapped = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, handle, 0);
    syscall(SYS_close, handle);
    if (mapped == MAP_FAILED) return;
    snprintf(root, sizeof root, "%s", folder);
    root_length = strlen(root);
    at = atol(number);
    error_number = atoi(error);
    log_handle = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CREAT, 0644);
    counter = mapped;
}

static int is_inside(const char *path) {
    return strncmp(path, root, root_length) == 0 &&
           (path[root_length] == '/' || path[root_length] == 0);
}

/* Count a call; return 1 where it is to fail, with errno set. */
static int fails(const char *call, const char *path) {
    long number = __sync_add_and_fetch(counter, 1);
    if (at != 0 && number != at) return 0;
    char line[5000];
    int length = snprintf(line, sizeof line, "%s %s\n", call, path + root_length);
    syscall(SYS_write, log_handle, line, length);
    if (at == 0) return 0;
    if (error_number == 0) kill(getpid(), SIGKILL);
    errno = error_number;
    return 1;
}

static int fails_on(const char *call, int handle) {
    if (!counter) return 0;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_inside(path) && fails(call, path);
}

static int fails_at(const char *call, int folder, const char *name) {
    if (!counter || !name) return 0;
    char path[8200], base[4096];
    if (name[0] == '/') {
        snprintf(path, sizeof path, "%s", name);
    } else {
        char link[64] = "/proc/self/cwd";
        if (folder != AT_FDCWD) snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        long length = syscall(SYS_readlinkat, AT_FDCWD, link, base, sizeof base - 1);
        if (length < 0) return 0;
        base[length] = 0;
        snprintf(path, sizeof path, "%s/%s", base, name);
    }
    return is_inside(path) && fails(call, path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define ON_HANDLE(type, name, declared, passed)                \
    type name declared {                                       \
        if (fails_on(#name, handle)) return -1;                \
        return REAL(name) passed;                              \
    }

ON_HANDLE(ssize_t, write, (int handle, const void *data, size_t size), (handle, data, size))
ON_HANDLE(ssize_t, writev, (int handle, const struct iovec *data, int count),
          (handle, data, count))
ON_HANDLE(ssize_t, pwrite, (int handle, const void *data, size_t size, off_t offset),
          (handle, data, size, offset))
ON_HANDLE(ssize_t, pwrite64, (int handle, const void *data, size_t size, off64_t offset),
          (handle, data, size, offset))
ON_HANDLE(int, fsync, (int handle), (handle))
ON_HANDLE(int, fdatasync, (int handle), (handle))
ON_HANDLE(int, ftruncate, (int handle, off_t size), (handle, size))
ON_HANDLE(int, ftruncate64, (int handle, off64_t size), (handle, size))

ssize_t sendfile(int out, int in, off_t *offset, size_t size) {
    if (fails_on("sendfile", out)) return -1;
    return syscall(SYS_sendfile, out, in, offset, size);
}

ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t size,
                        unsigned flags) {
    if (fails_on("copy_file_range", out)) return -1;
    return syscall(SYS_copy_file_range, in, from, out, to, size, flags);
}

int fallocate(int handle, int mode, off_t offset, off_t size) {
    if (fails_on("fallocate", handle)) return -1;
    return syscall(SYS_fallocate, handle, mode, offset, size);
}

static int opened(int folder, const char *name, int flags, mode_t mode) {
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) && fails_at("open", folder, name))
        return -1;
    long handle = syscall(SYS_openat, folder, name, flags, mode);
    return handle;
}

#define MODE(flags)                                            \
    mode_t mode = 0;                                           \
    if (flags & (O_CREAT | __O_TMPFILE)) {                     \
        va_list rest;                                          \
        va_start(rest, flags);                                 \
        mode = va_arg(rest, mode_t);                           \
        va_end(rest);                                          \
    }

int open(const char *name, int flags, ...) {
    MODE(flags) return opened(AT_FDCWD, name, flags, mode);
}
int open64(const char *name, int flags, ...) {
    MODE(flags) return opened(AT_FDCWD, name, flags | O_LARGEFILE, mode);
}
int openat(int folder, const char *name, int flags, ...) {
    MODE(flags) return opened(folder, name, flags, mode);
}
int openat64(int folder, const char *name, int flags, ...) {
    MODE(flags) return opened(folder, name, flags | O_LARGEFILE, mode);
}

int rename(const char *from, const char *to) {
    if (fails_at("rename", AT_FDCWD, to)) return -1;
    return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    if (fails_at("rename", to_folder, to)) return -1;
    return syscall(SYS_renameat2, from_folder, from, to_folder, to, 0);
}
int unlink(const char *name) {
    if (fails_at("unlink", AT_FDCWD, name)) return -1;
    return syscall(SYS_unlinkat, AT_FDCWD, name, 0);
}
int unlinkat(int folder, const char *name, int flags) {
    if (fails_at("unlink", folder, name)) return -1;
    return syscall(SYS_unlinkat, folder, name, flags);
}
int rmdir(const char *name) {
    if (fails_at("rmdir", AT_FDCWD, name)) return -1;
    return syscall(SYS_unlinkat, AT_FDCWD, name, AT_REMOVEDIR);
}
int mkdir(const char *name, mode_t mode) {
    if (fails_at("mkdir", AT_FDCWD, name)) return -1;
    return syscall(SYS_mkdirat, AT_FDCWD, name, mode);
}
int mkdirat(int folder, const char *name, mode_t mode) {
    if (fails_at("mkdir", folder, name)) return -1;
    return syscall(SYS_mkdirat, folder, name, mode);
}
