/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Trying again, and what is said when no answer comes. */

#include "config.h"

#include "stub-server.h"

static const StubReply ok = { "[]", NULL, NULL, NULL, 200 };
static const StubReply unavailable = { "{}", NULL, NULL, NULL, 503 };
static const StubReply closing = { NULL, NULL, NULL, NULL, 0 };
static const StubReply limited = { "{}", NULL, "Retry-After", "7", 429 };

static void
test_get_gives_up (Stub *stub, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  stub_add (stub, &unavailable);
  g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_EVENT_LIST), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_SERVER);
  g_assert_cmpuint (stub->requests->len, ==, 4);
  g_assert_cmpuint (stub->exchanges->len, ==, 4);
  g_assert_cmpuint (stub->waited, >=, 7000);
  g_assert_cmpuint (stub->waited, <=, 9000);
}

static void
test_get_recovers (Stub *stub, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EmbarkReply) reply = NULL;
  guint attempt;

  /* In this order: on a connection used before libsoup would repeat a GET by itself. */
  stub_add (stub, &closing);
  stub_add (stub, &limited);
  stub_add (stub, &ok);
  reply = stub_send (stub, stub_call (EMBARK_OPERATION_EVENT_LIST), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stub->waited, >=, 8000);
  g_assert_cmpuint (stub->waited, <=, 8700);
  g_assert_cmpuint (stub->exchanges->len, ==, 3);
  g_object_get (g_ptr_array_index (stub->exchanges, 2), "attempt", &attempt, NULL);
  g_assert_cmpuint (attempt, ==, 3);
}

/* A server that sends a byte now and then never runs into the session's timeout. */
static void
test_deadline (Stub *stub, gconstpointer data)
{
  g_autoptr (EmbarkCall) call = stub_call (EMBARK_OPERATION_EVENT_LIST);
  g_autoptr (GError) error = NULL;

  stub->hold = TRUE;
  stub_start (stub, call, NULL);
  while (stub->held == NULL)
    g_main_context_iteration (NULL, TRUE);
  embark_clock_manual_advance (stub->clock, 121 * 1000);
  soup_server_message_set_status (stub->held, 200, NULL);
  soup_server_message_set_response (stub->held, "application/json", SOUP_MEMORY_STATIC, "[]", 2);
  soup_server_message_unpause (stub->held);
  g_assert_null (stub_finish (stub, &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_OFFLINE);
  g_assert_cmpuint (stub->requests->len, ==, 1);
}

static void
test_post_once (Stub *stub, gconstpointer data)
{
  g_autoptr (GError) error = NULL, other = NULL;

  stub_add (stub, &unavailable);
  g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_EVENT_FIRE), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_SERVER);
  g_assert_cmpuint (stub->requests->len, ==, 1);
  g_queue_clear (&stub->replies);
  stub_add (stub, &limited);
  g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_EXECUTION_RERUN), &other));
  g_assert_error (other, EMBARK_API_ERROR, EMBARK_API_ERROR_RATE_LIMITED);
  g_assert_cmpuint (stub->requests->len, ==, 2);
}

/* The event went out and the connection ended: it may have been taken, and is not sent again. The same on a
 * connection that was used before. */
static void
test_post_lost (Stub *stub, gconstpointer data)
{
  static const StubReply fired = { "{\"message\":\"Webhook Fired Success\"}", NULL, NULL, NULL, 200 };
  g_autoptr (GError) error = NULL, other = NULL;
  g_autoptr (EmbarkReply) reply = NULL;

  stub_add (stub, &closing);
  g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_EVENT_FIRE), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_LOST);
  g_assert_cmpuint (stub->requests->len, ==, 1);

  g_queue_clear (&stub->replies);
  stub_add (stub, &fired);
  stub_add (stub, &closing);
  reply = stub_send (stub, stub_call (EMBARK_OPERATION_EVENT_FIRE), NULL);
  g_assert_nonnull (reply);
  g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_EVENT_FIRE), &other));
  g_assert_error (other, EMBARK_API_ERROR, EMBARK_API_ERROR_LOST);
  g_assert_cmpuint (stub->requests->len, ==, 3);
}

static void
test_get_closed (Stub *stub, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  stub_add (stub, &closing);
  g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_EVENT_LIST), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_OFFLINE);
  g_assert_cmpuint (stub->exchanges->len, ==, 4);
}

/* Nobody listens: nothing was sent, and that is known. */
static void
test_refused (Stub *stub, gconstpointer data)
{
  g_autoptr (GError) error = NULL, other = NULL;

  soup_server_disconnect (stub->server);
  g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_EVENT_FIRE), &error));
  g_assert_error (error, EMBARK_API_ERROR, EMBARK_API_ERROR_OFFLINE);
  g_assert_cmpuint (stub->exchanges->len, ==, 1);
  g_assert_cmpuint (embark_exchange_get_status (g_ptr_array_index (stub->exchanges, 0)), ==, 0);
  g_assert_null (stub_send (stub, stub_call (EMBARK_OPERATION_EVENT_LIST), &other));
  g_assert_error (other, EMBARK_API_ERROR, EMBARK_API_ERROR_OFFLINE);
  g_assert_cmpuint (stub->exchanges->len, ==, 5);
}

static void
test_cancel (Stub *stub, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (EmbarkCall) call = stub_call (EMBARK_OPERATION_EVENT_FIRE);
  g_autoptr (GError) error = NULL;

  stub->hold = TRUE;
  stub_start (stub, call, cancellable);
  while (stub->held == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_null (stub_finish (stub, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  soup_server_message_unpause (stub->held);
}

static void
test_cancel_waiting (Stub *stub, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (EmbarkCall) call = stub_call (EMBARK_OPERATION_EVENT_LIST);
  g_autoptr (GError) error = NULL;

  stub_add (stub, &unavailable);
  stub_start (stub, call, cancellable);
  while (embark_clock_manual_get_n_pending (stub->clock) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  while (stub->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (stub->clock), ==, 0);
  g_assert_null (stub_finish (stub, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (stub->requests->len, ==, 1);
}

static void
test_cancelled_before (Stub *stub, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (EmbarkCall) call = stub_call (EMBARK_OPERATION_EVENT_FIRE);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  stub_start (stub, call, cancellable);
  g_assert_null (stub_finish (stub, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (stub->requests->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/api/retry/get-gives-up", Stub, NULL, stub_set_up, test_get_gives_up, stub_tear_down);
  g_test_add ("/api/retry/get-recovers", Stub, NULL, stub_set_up, test_get_recovers, stub_tear_down);
  g_test_add ("/api/retry/deadline", Stub, NULL, stub_set_up, test_deadline, stub_tear_down);
  g_test_add ("/api/retry/post-once", Stub, NULL, stub_set_up, test_post_once, stub_tear_down);
  g_test_add ("/api/retry/post-lost", Stub, NULL, stub_set_up, test_post_lost, stub_tear_down);
  g_test_add ("/api/retry/get-closed", Stub, NULL, stub_set_up, test_get_closed, stub_tear_down);
  g_test_add ("/api/retry/refused", Stub, NULL, stub_set_up, test_refused, stub_tear_down);
  g_test_add ("/api/retry/cancel", Stub, NULL, stub_set_up, test_cancel, stub_tear_down);
  g_test_add ("/api/retry/cancel-waiting", Stub, NULL, stub_set_up, test_cancel_waiting, stub_tear_down);
  g_test_add ("/api/retry/cancelled-before", Stub, NULL, stub_set_up, test_cancelled_before, stub_tear_down);
  return g_test_run ();
}
