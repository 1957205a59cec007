/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-compat.h"
#include "embark-event-delete.h"
#include "embark-workbench-problem.h"

/* A question that was asked: about which event, and who wants to know the end. */
typedef struct
{
  EmbarkEventBook *book;     /* (owned) */
  char *id;                  /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GAsyncReadyCallback callback;
  gpointer user_data; /* (unowned): valid while it is not cancelled */
} Question;

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;

  if (embark_compat_confirm_finish (GTK_WINDOW (source), result)
      && !g_cancellable_is_cancelled (question->cancellable))
    embark_event_book_delete_async (question->book, question->id, question->cancellable, question->callback,
                                    question->user_data);
  g_object_unref (question->book);
  g_object_unref (question->cancellable);
  g_free (question->id);
  g_free (question);
}

void
embark_event_delete (GtkWidget *from,
                     EmbarkWorkspace *workspace,
                     EmbarkEventBook *book,
                     EmbarkEvent *event,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (from);
  const char *body = _ ("Workflows that listen to it will not start any more, and firing it will be refused. "
                        "An event of the same name can be made again.");
  g_autoptr (GError) refusal = NULL;
  g_autofree char *heading = NULL;
  Question *question;

  if (embark_event_get_id (event) == NULL || !GTK_IS_WINDOW (root))
    return;
  if (!embark_workspace_may_change (workspace, &refusal))
    {
      embark_workbench_report (from, refusal);
      return;
    }

  question = g_new0 (Question, 1);
  question->book = g_object_ref (book);
  question->id = g_strdup (embark_event_get_id (event));
  question->cancellable = g_object_ref (cancellable);
  question->callback = callback;
  question->user_data = user_data;
  if (embark_workspace_is_production (workspace))
    {
      /* Translators: %s is the name of an event */
      heading = g_strdup_printf (_ ("Delete “%s” in production?"), embark_event_get_name (event));
      embark_compat_confirm_name_async (GTK_WINDOW (root), heading, body, embark_event_get_name (event),
                                        _ ("_Delete"), cancellable, confirmed_cb, question);
      return;
    }
  /* Translators: %s is the name of an event */
  heading = g_strdup_printf (_ ("Delete “%s”?"), embark_event_get_name (event));
  embark_compat_confirm_async (GTK_WINDOW (root), heading, body, _ ("_Delete"), TRUE, cancellable,
                               confirmed_cb, question);
}
