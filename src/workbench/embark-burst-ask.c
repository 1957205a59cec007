/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-burst-ask.h"
#include "embark-compat.h"
#include "embark-workbench-problem.h"

typedef struct
{
  GtkWidget *from;    /* (owned) */
  EmbarkBurst *burst; /* (owned) */
  EmbarkBurstAskFunc func;
} Question;

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;

  if (embark_compat_confirm_finish (GTK_WINDOW (source), result))
    question->func (question->from, question->burst);
  g_object_unref (question->from);
  g_object_unref (question->burst);
  g_free (question);
}

void
embark_burst_ask (GtkWidget *from,
                  EmbarkWorkspace *workspace,
                  EmbarkBurst *burst,
                  guint n,
                  GCancellable *cancellable,
                  EmbarkBurstAskFunc func)
{
  GtkRoot *root = gtk_widget_get_root (from);
  g_autoptr (GError) refusal = NULL;
  g_autofree char *heading = NULL;
  Question *question;

  if (!GTK_IS_WINDOW (root))
    return;
  if (!embark_workspace_may_change (workspace, &refusal))
    {
      embark_workbench_report (from, refusal);
      return;
    }
  if (!embark_workspace_is_production (workspace))
    {
      func (from, burst);
      return;
    }
  question = g_new0 (Question, 1);
  question->from = g_object_ref (from);
  question->burst = g_object_ref (burst);
  question->func = func;
  heading = n == 0 ? g_strdup (_ ("Send an event for each row in production?"))
                   : g_strdup_printf (
                       ngettext ("Send %'u event in production?", "Send %'u events in production?", n), n);
  embark_compat_confirm_name_async (
      GTK_WINDOW (root), heading,
      _ ("Each starts the workflows of this account that listen to it. What they do cannot be taken back."),
      embark_burst_get_event (burst), _ ("_Send"), cancellable, confirmed_cb, question);
}
