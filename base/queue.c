/* queue.c -- a ring under one mutex; two conditions tell "there is room" and "there is something". */
#include "base/queue.h"
#include "base/arena.h"
#include <pthread.h>
#include <stdlib.h>

struct Queue {
  pthread_mutex_t lock;
  pthread_cond_t room, filled;
  size_t capacity, head, n; /* head: index of the oldest item */
  bool closed;
  void *items[];
};

Queue *queue_new(size_t capacity) {
  Queue *q = mem_zalloc(sizeof *q + capacity * sizeof(void *));
  q->capacity = capacity;
  pthread_mutex_init(&q->lock, NULL);
  pthread_cond_init(&q->room, NULL);
  pthread_cond_init(&q->filled, NULL);
  return q;
}

void queue_free(Queue *q) {
  if (!q) return;
  pthread_mutex_destroy(&q->lock);
  pthread_cond_destroy(&q->room);
  pthread_cond_destroy(&q->filled);
  free(q);
}

bool queue_push(Queue *q, void *item) {
  pthread_mutex_lock(&q->lock);
  while (q->n == q->capacity && !q->closed) pthread_cond_wait(&q->room, &q->lock);
  bool taken = !q->closed;
  if (taken) {
    q->items[(q->head + q->n++) % q->capacity] = item;
    pthread_cond_signal(&q->filled);
  }
  pthread_mutex_unlock(&q->lock);
  return taken;
}

void *queue_pop(Queue *q) {
  void *item = NULL;
  pthread_mutex_lock(&q->lock);
  while (q->n == 0 && !q->closed) pthread_cond_wait(&q->filled, &q->lock);
  if (q->n > 0) {
    item = q->items[q->head];
    q->head = (q->head + 1) % q->capacity;
    q->n--;
    pthread_cond_signal(&q->room);
  }
  pthread_mutex_unlock(&q->lock);
  return item;
}

void queue_close(Queue *q) {
  pthread_mutex_lock(&q->lock);
  q->closed = true;
  pthread_cond_broadcast(&q->room);
  pthread_cond_broadcast(&q->filled);
  pthread_mutex_unlock(&q->lock);
}
