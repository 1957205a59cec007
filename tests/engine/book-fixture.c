/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "book-fixture.h"
#include "test-util.h"

void
fixture_set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (EmbarkProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  canned_set_up (&f->canned, NULL);
  f->client = g_object_ref (f->canned.client);
  if (data != NULL)
    {
      g_object_unref (f->client);
      f->sandbox = embark_sandbox_new (EMBARK_CLOCK (f->canned.clock), 7);
      g_assert_true (embark_sandbox_listen (f->sandbox, 0, &error));
      f->session = embark_session_new ();
      f->client = embark_client_new (embark_sandbox_get_base_uri (f->sandbox), f->session,
                                     EMBARK_CLOCK (f->canned.clock));
      embark_client_set_api_key (f->client, embark_sandbox_get_api_key (f->sandbox));
    }
  profile = embark_profile_new ("p", "Kestrel", embark_client_get_base_uri (f->client));
  f->workspace = embark_workspace_new (profile, f->client, f->canned.journal, EMBARK_CLOCK (f->canned.clock));
}

void
fixture_tear_down (Fixture *f, gconstpointer data)
{
  if (f->session != NULL)
    soup_session_abort (f->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->book);
  g_assert_finalize_object (f->workspace);
  if (f->sandbox != NULL)
    {
      g_assert_finalize_object (f->client);
      g_clear_object (&f->session);
      embark_sandbox_close (f->sandbox);
      g_clear_object (&f->sandbox);
    }
  else
    g_object_unref (f->client);
  canned_tear_down (&f->canned, NULL);
}

gboolean
fixture_load (Fixture *f, GError **error)
{
  g_auto (Wait) wait = { NULL };

  embark_book_load_async (EMBARK_BOOK (f->book), NULL, wait_cb, &wait);
  g_assert_true (embark_book_get_loading (EMBARK_BOOK (f->book)));
  return embark_book_load_finish (EMBARK_BOOK (f->book), wait_for (&wait), error);
}
