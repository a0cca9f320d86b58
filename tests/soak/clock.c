// Stands between the app and the machine's clock, in its process alone: to the time it adds the seconds that stand in
// a file, so that a test can step the clock of an app that runs. Told to, it leaks, which the soak has to see.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *step;
static int (*machine)(clockid_t, struct timespec *);

int clock_gettime(clockid_t clock, struct timespec *now) {
  if (!machine) *(void **)&machine = dlsym(RTLD_NEXT, "clock_gettime");
  int answer = machine(clock, now);
  if (answer == 0 && clock == CLOCK_REALTIME && step) now->tv_sec += *step;
  return answer;
}

// Who waits until a time of the clock waits for the system's.
int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until) {
  static int (*wait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
  if (!wait) *(void **)&wait = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
  if (!wait) *(void **)&wait = dlsym(RTLD_NEXT, "pthread_cond_timedwait");
  struct timespec real = *until;
  // Smaller times are those of the clock that counts from the machine's start.
  if (step && real.tv_sec > 1000000000) real.tv_sec -= *step;
  return wait(condition, mutex, &real);
}

static void *wait_for_ever(void *nothing) {
  for (;;) pause();
  return nothing;
}

// 77 MB, 900 handles and 225 threads an hour: a few kilobytes, a handle and a thread for each window, and no more.
static void *leak(void *nothing) {
  for (int second = 0;; second++) {
    void *lost = malloc(22 << 10);
    if (lost) memset(lost, 1, 22 << 10);
    if (second % 4 == 0) (void)!open("/dev/null", O_RDONLY | O_CLOEXEC);
    pthread_t thread;
    if (second % 16 == 0) (void)!pthread_create(&thread, NULL, wait_for_ever, NULL);
    sleep(1);
  }
  return nothing;
}

__attribute__((constructor)) static void begin(void) {
  // WebKit's processes wait by the real clock.
  unsetenv("LD_PRELOAD");
  const char *path = getenv("FENQI_SOAK_CLOCK");
  int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file >= 0) {
    void *seen = mmap(NULL, sizeof *step, PROT_READ, MAP_SHARED, file, 0);
    if (seen != MAP_FAILED) step = seen;
    close(file);
  }
  pthread_t thread;
  const char *planted = getenv("FENQI_SOAK_LEAK");
  if (planted && strcmp(planted, "1") == 0) (void)!pthread_create(&thread, NULL, leak, NULL);
}
