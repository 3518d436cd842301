/* queue.h -- a bounded blocking queue of pointers between threads, and a pool of threads. */
#ifndef BASE_QUEUE_H
#define BASE_QUEUE_H
#include <stdbool.h>
#include <stddef.h>

typedef struct Queue Queue;
Queue *queue_new(size_t capacity);
void queue_free(Queue *q);
/* Blocks while full. false once the queue is closed: the item stays the caller's. */
bool queue_push(Queue *q, void *item);
/* Blocks while empty; NULL when closed and drained. */
void *queue_pop(Queue *q);
/* No more pushes; the items inside can still be popped. */
void queue_close(Queue *q);
#endif
