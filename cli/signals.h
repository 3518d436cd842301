/* signals.h -- the first SIGINT or SIGTERM asks the work to stop, the second one stops the process. SIGPIPE kills silently. */
#ifndef CLI_SIGNALS_H
#define CLI_SIGNALS_H
#include <stdbool.h>

void signals_install(void);
/* The signal that asked to stop, 0 when none. */
int signals_stopped(void);
/* The same as a flag for code that does not know of signals. */
const volatile bool *signals_flag(void);
/* Called from the handler at the first signal (must be async-signal-safe); NULL takes it off. */
void signals_call(void (*fn)(void *ctx), void *ctx);
#endif
