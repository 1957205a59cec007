/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-json-print.h"
#include "embark-json.h"
#include "embark-run-data.h"

static void
set_parts (EmbarkJsonView *view, GtkWidget *copy, GtkLabel *none, gboolean shown, const char *nothing)
{
  gtk_label_set_text (none, nothing);
  gtk_widget_set_visible (GTK_WIDGET (view), shown);
  gtk_widget_set_visible (copy, shown);
  gtk_widget_set_visible (GTK_WIDGET (none), !shown);
}

/* What was printed, and for which of the two. */
typedef struct
{
  EmbarkJsonView *view; /* (owned) */
  GtkWidget *copy;      /* (owned) */
  GtkLabel *none;       /* (owned) */
} Printing;

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Printing *printing = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = embark_json_print_finish (result, &error);

  if (text != NULL)
    {
      embark_json_view_set_text (printing->view, text);
      set_parts (printing->view, printing->copy, printing->none, TRUE, "");
    }
  g_object_unref (printing->view);
  g_object_unref (printing->copy);
  g_object_unref (printing->none);
  g_free (printing);
}

void
embark_run_data_show (EmbarkJsonView *view,
                      GtkWidget *copy,
                      GtkLabel *none,
                      JsonNode *json,
                      gboolean other,
                      const char *nothing,
                      GCancellable *cancellable)
{
  Printing *printing;

  if (embark_json_is_short (json))
    {
      g_autofree char *text = json != NULL ? embark_json_to_string (json, TRUE) : NULL;

      embark_json_view_set_text (view, text);
      set_parts (view, copy, none, json != NULL, nothing);
      return;
    }

  if (other)
    set_parts (view, copy, none, FALSE, _ ("Reading what is long…"));
  printing = g_new0 (Printing, 1);
  printing->view = g_object_ref (view);
  printing->copy = g_object_ref (copy);
  printing->none = g_object_ref (none);
  embark_json_print_async (json, cancellable, printed_cb, printing);
}
