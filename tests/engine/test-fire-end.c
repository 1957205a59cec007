/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What ends the following of a fire without a verdict. */

#include "config.h"

#include "canned-server.h"
#include "embark-fire-tracker.h"
#include "test-util.h"

#define NO_RUNS "{\"docs\":[],\"hasNextPage\":false}"

typedef struct
{
  Canned canned;
  EmbarkFireTracker *tracker;
  EmbarkFire *fire;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  EmbarkClock *clock;

  canned_set_up (&f->canned, data);
  clock = EMBARK_CLOCK (f->canned.clock);
  f->tracker = embark_fire_tracker_new (f->canned.client, f->canned.journal, clock);
  f->fire = embark_fire_new (NULL, "p", "a", "salesforce", "a", "contact.created", "{}",
                             embark_clock_get_real_time (clock));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->tracker);
  /* The last writes hold it until they are done. */
  canned_tear_down (&f->canned, data);
  g_assert_finalize_object (f->fire);
}

static gboolean
pending (Fixture *f)
{
  return embark_clock_manual_get_n_pending (f->canned.clock) > 0;
}

/* An account that was deleted, a key that was revoked: no later poll can pass. */
static void
test_barred (Fixture *f, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *json;
    const char *words;
  } rows[] = {
    { 404,
      "{\"status_code\":404,\"error\":\"RESOURCE_NOT_FOUND\",\"message\":\"No linked account found for "
      "account id : a in environment test\"}",
      "linked account" },
    { 401, "{\"status_code\":401,\"error\":\"SERVER_ERROR\",\"message\":\"Invalid Credentials\"}",
      "API key" },
    { 403, "{\"status_code\":403,\"message\":\"Forbidden\"}", "may not" },
  };

  embark_fire_set_state (f->fire, EMBARK_FIRE_ACCEPTED);
  embark_fire_set_answered_at (f->fire, embark_fire_get_created_at (f->fire));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *why = NULL;

      g_test_message ("row %zu", i);
      canned_set (&f->canned, "GET", "/execution", rows[i].status, rows[i].json);
      embark_fire_tracker_follow (f->tracker, f->fire);
      embark_clock_manual_advance (f->canned.clock, 2000);
      canned_until (embark_fire_get_detail (f->fire) != NULL || pending (f));
      g_assert_false (pending (f));
      g_assert_cmpint (embark_fire_get_state (f->fire), ==, EMBARK_FIRE_ACCEPTED);
      g_assert_cmpint (embark_fire_get_ended_at (f->fire), ==, 0);
      why = embark_fire_dup_evidence (f->fire);
      g_assert_nonnull (strstr (why, rows[i].words));

      /* What stopped may be taken up again, and then says nothing of the stop. */
      canned_set (&f->canned, "GET", "/execution", 200, NO_RUNS);
      embark_fire_tracker_follow (f->tracker, f->fire);
      g_assert_null (embark_fire_get_detail (f->fire));
      canned_until (pending (f));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/fire-end/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("barred", test_barred);

  return g_test_run ();
}
