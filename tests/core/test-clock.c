/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-clock.h"
#include "embark-secret-store.h"

typedef struct
{
  EmbarkClock *clock; /* (owned) */
  GString *log;       /* (owned) */
  guint repeats;      /* calls left before a timeout ends */
  guint id;
  gboolean freed;
} Fixture;

static void
set_up_manual (Fixture *f, gconstpointer data)
{
  f->clock = EMBARK_CLOCK (embark_clock_manual_new (1000 * G_USEC_PER_SEC));
  f->log = g_string_new (NULL);
}

static void
set_up_system (Fixture *f, gconstpointer data)
{
  f->clock = embark_clock_system_new ();
  f->log = g_string_new (NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->clock != NULL)
    g_assert_finalize_object (f->clock);
  g_string_free (f->log, TRUE);
}

static gboolean
log_cb (gpointer data)
{
  Fixture *f = data;

  g_string_append_printf (f->log, "%" G_GINT64_FORMAT " ",
                          (embark_clock_get_real_time (f->clock) - 1000 * G_USEC_PER_SEC) / 1000);
  if (f->repeats == 0)
    return G_SOURCE_REMOVE;
  f->repeats--;
  return G_SOURCE_CONTINUE;
}

static gboolean
remove_self_cb (gpointer data)
{
  Fixture *f = data;

  g_string_append (f->log, "self ");
  embark_clock_clear (f->clock, &f->id);
  g_assert_false (f->freed);
  return G_SOURCE_CONTINUE;
}

static void
freed_cb (gpointer data)
{
  ((Fixture *) data)->freed = TRUE;
}

static void
test_manual_order (Fixture *f, gconstpointer data)
{
  EmbarkClockManual *manual = EMBARK_CLOCK_MANUAL (f->clock);

  g_assert_cmpuint (embark_clock_add_timeout (f->clock, 300, log_cb, f, NULL), !=, 0);
  embark_clock_add_timeout (f->clock, 100, log_cb, f, NULL);
  embark_clock_add_timeout (f->clock, 200, log_cb, f, NULL);
  g_assert_cmpuint (embark_clock_manual_get_n_pending (manual), ==, 3);
  embark_clock_manual_advance (manual, 99);
  g_assert_cmpstr (f->log->str, ==, "");
  embark_clock_manual_advance (manual, 101);
  g_assert_cmpstr (f->log->str, ==, "100 200 ");
  embark_clock_manual_advance (manual, 1000);
  g_assert_cmpstr (f->log->str, ==, "100 200 300 ");
  g_assert_cmpuint (embark_clock_manual_get_n_pending (manual), ==, 0);
  g_assert_cmpint (embark_clock_get_real_time (f->clock), ==, 1001200 * (gint64) 1000);
}

static void
test_manual_repeat (Fixture *f, gconstpointer data)
{
  f->repeats = 2;
  embark_clock_add_timeout (f->clock, 50, log_cb, f, freed_cb);
  embark_clock_manual_advance (EMBARK_CLOCK_MANUAL (f->clock), 1000);
  g_assert_cmpstr (f->log->str, ==, "50 100 150 ");
  g_assert_true (f->freed);
}

static void
test_remove (Fixture *f, gconstpointer data)
{
  guint id = embark_clock_add_timeout (f->clock, 0, log_cb, f, freed_cb);

  embark_clock_clear (f->clock, &id);
  g_assert_cmpuint (id, ==, 0);
  g_assert_true (f->freed);
  embark_clock_clear (f->clock, &id);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (f->log->str, ==, "");
}

static void
test_manual_remove_self (Fixture *f, gconstpointer data)
{
  f->id = embark_clock_add_timeout (f->clock, 10, remove_self_cb, f, freed_cb);
  embark_clock_manual_advance (EMBARK_CLOCK_MANUAL (f->clock), 100);
  g_assert_cmpstr (f->log->str, ==, "self ");
  g_assert_true (f->freed);
}

static void
test_system_remove_self (Fixture *f, gconstpointer data)
{
  f->id = embark_clock_add_timeout (f->clock, 1, remove_self_cb, f, freed_cb);
  while (!f->freed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (f->log->str, ==, "self ");
}

static void
test_system_context (Fixture *f, gconstpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  embark_clock_add_timeout (f->clock, 0, log_cb, f, freed_cb);
  g_main_context_pop_thread_default (context);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
  while (!f->freed)
    g_main_context_iteration (context, TRUE);
  g_assert_cmpuint (f->log->len, >, 0);
  g_assert_cmpint (embark_clock_get_monotonic_time (f->clock), >, 0);
}

/* Timeouts end with their clock, and what they hold is freed. */
static void
test_finalize (Fixture *f, gconstpointer data)
{
  embark_clock_add_timeout (f->clock, 1, log_cb, f, freed_cb);
  g_assert_finalize_object (g_steal_pointer (&f->clock));
  g_assert_true (f->freed);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (f->log->str, ==, "");
}

static void
test_secret_quark (void)
{
  g_assert_cmpstr (g_quark_to_string (EMBARK_SECRET_ERROR), ==, "embark_secret_error_quark");
  g_assert_true (G_TYPE_IS_INTERFACE (EMBARK_TYPE_SECRET_STORE));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/core/clock/manual/order", Fixture, NULL, set_up_manual, test_manual_order, tear_down);
  g_test_add ("/core/clock/manual/repeat", Fixture, NULL, set_up_manual, test_manual_repeat, tear_down);
  g_test_add ("/core/clock/manual/remove", Fixture, NULL, set_up_manual, test_remove, tear_down);
  g_test_add ("/core/clock/manual/remove-self", Fixture, NULL, set_up_manual, test_manual_remove_self,
              tear_down);
  g_test_add ("/core/clock/manual/finalize", Fixture, NULL, set_up_manual, test_finalize, tear_down);
  g_test_add ("/core/clock/system/remove", Fixture, NULL, set_up_system, test_remove, tear_down);
  g_test_add ("/core/clock/system/remove-self", Fixture, NULL, set_up_system, test_system_remove_self,
              tear_down);
  g_test_add ("/core/clock/system/context", Fixture, NULL, set_up_system, test_system_context, tear_down);
  g_test_add ("/core/clock/system/finalize", Fixture, NULL, set_up_system, test_finalize, tear_down);
  g_test_add_func ("/core/secret-store/quark", test_secret_quark);
  return g_test_run ();
}
