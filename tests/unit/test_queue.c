/* The queue between threads: order, blocking at both ends, closing. */
#include "base/queue.h"
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

enum { ITEMS = 20000 };

static void *produce(void *arg) {
  for (uintptr_t i = 1; i <= ITEMS; i++)
    if (!queue_push(arg, (void *)i)) break;
  return NULL;
}

static void *consume(void *arg) {
  uintptr_t sum = 0;
  for (void *p; (p = queue_pop(arg));) sum += (uintptr_t)p;
  return (void *)sum;
}

static void keeps_order(void **state) {
  (void)state;
  Queue *q = queue_new(3);
  pthread_t t;
  pthread_create(&t, NULL, produce, q);
  for (uintptr_t i = 1; i <= ITEMS; i++) assert_int_equal((uintptr_t)queue_pop(q), i);
  pthread_join(t, NULL);
  queue_free(q);
}

static void many_to_many(void **state) {
  (void)state;
  Queue *q = queue_new(8);
  pthread_t makers[2], takers[3];
  for (int i = 0; i < 2; i++) pthread_create(&makers[i], NULL, produce, q);
  for (int i = 0; i < 3; i++) pthread_create(&takers[i], NULL, consume, q);
  for (int i = 0; i < 2; i++) pthread_join(makers[i], NULL);
  queue_close(q);
  uintptr_t sum = 0;
  for (int i = 0; i < 3; i++) {
    void *part;
    pthread_join(takers[i], &part);
    sum += (uintptr_t)part;
  }
  assert_int_equal(sum, (uintptr_t)ITEMS * (ITEMS + 1));
  queue_free(q);
}

static void closing(void **state) {
  (void)state;
  Queue *q = queue_new(2);
  int a, b;
  assert_true(queue_push(q, &a));
  assert_true(queue_push(q, &b));
  queue_close(q);
  assert_false(queue_push(q, &a));
  assert_ptr_equal(queue_pop(q), &a);
  assert_ptr_equal(queue_pop(q), &b);
  assert_null(queue_pop(q));
  queue_free(q);
  queue_free(NULL);
}

static void closing_frees_a_blocked_maker(void **state) {
  (void)state;
  Queue *q = queue_new(1);
  pthread_t t;
  pthread_create(&t, NULL, produce, q);
  assert_int_equal((uintptr_t)queue_pop(q), 1);
  queue_close(q);
  pthread_join(t, NULL); /* hangs if the maker is not woken */
  queue_free(q);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(keeps_order), cmocka_unit_test(many_to_many),
                                     cmocka_unit_test(closing), cmocka_unit_test(closing_frees_a_blocked_maker)};
  return cmocka_run_group_tests_name("queue", tests, NULL, NULL);
}
