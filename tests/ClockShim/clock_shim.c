/*
 * A preloaded library that sets the calendar clock of one process ahead, so that what is planned for next week can be seen today. The
 * monotonic clocks, and with them every time-out, stay as they are.
 *
 *   LD_PRELOAD=dew-clock-shim.so DEW_CLOCK_AHEAD=SECONDS dewd ...
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static int (*real_clock_gettime)(clockid_t, struct timespec *);
static time_t ahead;

__attribute__((constructor)) static void load(void)
{
    const char *seconds = getenv("DEW_CLOCK_AHEAD");
    ahead = seconds ? (time_t)atoll(seconds) : 0;
    *(void **)&real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
}

#pragma GCC visibility push(default)

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int result = real_clock_gettime(clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += ahead;
    return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec precise;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &precise) != 0)
        return -1;
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *now)
{
    struct timespec precise;
    if (clock_gettime(CLOCK_REALTIME, &precise) != 0)
        return -1;
    if (now)
        *now = precise.tv_sec;
    return precise.tv_sec;
}
