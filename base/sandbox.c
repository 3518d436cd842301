/* sandbox.c -- see sandbox.h. Calls are refused with EPERM, so that a library that only tries goes on without. */
#include "base/sandbox.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#ifdef HAVE_SECCOMP
#include <seccomp.h>
#endif

/* --- files ---------------------------------------------------------------------------------------------------------- */

#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14) /* Linux 6.2 */
#endif

static const uint64_t WRITES = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                               LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                               LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                               LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                               LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
static const uint64_t OF_FILE = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE;
static const uint64_t OF_FOLDER = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE |
                                  LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG;

/* What the kernel's version of Landlock knows of the rights above. */
static uint64_t known_rights(long version, bool may_start) {
  uint64_t known = WRITES;
  if (version >= 2) known |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3) known |= LANDLOCK_ACCESS_FS_TRUNCATE;
  if (!may_start) known |= LANDLOCK_ACCESS_FS_EXECUTE;
  return known;
}

static void allow_path(int rules, const char *path, uint64_t known) {
  struct stat st;
  int fd = open(path, O_PATH | O_CLOEXEC);
  if (fd >= 0 && fstat(fd, &st) == 0) {
    struct landlock_path_beneath_attr beneath = {.allowed_access = known & (S_ISDIR(st.st_mode) ? OF_FOLDER : OF_FILE),
                                                 .parent_fd = fd};
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
  }
  if (fd >= 0) close(fd);
}

static bool bind_files(const char *const *writable, size_t n, bool may_start) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return false;
  struct landlock_ruleset_attr handled = {.handled_access_fs = known_rights(version, may_start)};
  int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
  if (rules < 0) return false;
  for (size_t i = 0; i < n; i++) allow_path(rules, writable[i], handled.handled_access_fs);
  bool bound = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  close(rules);
  return bound;
}

/* --- calls ---------------------------------------------------------------------------------------------------------- */

#ifdef HAVE_SECCOMP
/* io_uring would open sockets past this filter; the rest reaches other processes or the system. Pairs of sockets stay, since
 * they lead nowhere else, and so do the signals that a process sends to itself (abort). */
static const int refused[] = {
    SCMP_SYS(socket),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(pidfd_send_signal),
    SCMP_SYS(kill),
    SCMP_SYS(tkill),
    SCMP_SYS(rt_sigqueueinfo),
    SCMP_SYS(rt_tgsigqueueinfo),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(move_mount),
    SCMP_SYS(open_tree),
    SCMP_SYS(fsopen),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(kexec_file_load),
    SCMP_SYS(reboot),
    SCMP_SYS(swapon),
    SCMP_SYS(swapoff),
    SCMP_SYS(quotactl),
    SCMP_SYS(acct),
    SCMP_SYS(ioperm),
    SCMP_SYS(iopl),
#ifndef SANITIZED /* the search for leaks looks into its own process */
    SCMP_SYS(ptrace),
#endif
};
static const int starts[] = {SCMP_SYS(execve), SCMP_SYS(execveat)};

static bool refuse(scmp_filter_ctx filter, const int *calls, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), calls[i], 0) != 0) return false;
  return true;
}

static bool bind_calls(bool may_start) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (!filter) return false;
  bool bound = refuse(filter, refused, sizeof refused / sizeof *refused);
  struct scmp_arg_cmp to_others = {.arg = 0, .op = SCMP_CMP_NE, .datum_a = (scmp_datum_t)getpid()};
  if (bound && !may_start)
    bound = refuse(filter, starts, sizeof starts / sizeof *starts) &&
            seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(tgkill), 1, to_others) == 0;
  if (bound) bound = seccomp_load(filter) == 0;
  seccomp_release(filter);
  return bound;
}
#else
static bool bind_calls(bool may_start) {
  (void)may_start;
  return false;
}
#endif

unsigned sandbox_enter(const char *const *writable, size_t n, bool may_start) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return 0;
  unsigned bound = bind_files(writable, n, may_start) ? SANDBOX_FILES : 0;
  return bind_calls(may_start) ? bound | SANDBOX_CALLS : bound;
}
