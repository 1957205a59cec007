/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-chip.h"
#include "embark-runs-foot.h"
#include "embark-time.h"

void
embark_runs_foot_show (EmbarkRunList *runs, GtkImage *icon, GtkLabel *label)
{
  gint64 asked_at = runs != NULL ? embark_run_list_get_asked_at (runs) : 0;
  const GError *error = runs != NULL ? embark_run_list_get_poll_error (runs) : NULL;
  gint64 total = runs != NULL ? embark_run_list_get_total (runs) : -1;
  g_autofree char *clock = embark_time_dup_clock (asked_at);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (icon), asked_at > 0 || error != NULL);
  embark_tone_apply_to_image (error != NULL ? EMBARK_TONE_WARN : EMBARK_TONE_OK, icon);
  if (error != NULL)
    /* Translators: %s is the time of day of the last answer */
    text = asked_at > 0 ? g_strdup_printf (_ ("No answer since %s, asking again"), clock)
                        : g_strdup (_ ("No answer, asking again"));
  else if (asked_at == 0)
    text = g_strdup ("");
  else if (total >= 0)
    /* Translators: how many runs there are, and the time of day at which the server was asked last */
    text = g_strdup_printf (
        ngettext ("%'u run · live, asked %s", "%'u runs · live, asked %s", (gulong) MIN (total, G_MAXINT)),
        (guint) MIN (total, G_MAXINT), clock);
  else
    text = g_strdup_printf (_ ("Live, asked %s"), clock);
  if (error == NULL)
    gtk_image_set_from_icon_name (icon, "media-record-symbolic");
  gtk_label_set_text (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), text);
}

char *
embark_runs_foot_dup_no_match (EmbarkPagedList *runs)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (runs));

  if (!embark_paged_list_get_has_more (runs))
    return g_strdup (_ ("No run of this account is like that."));
  return g_strdup_printf (ngettext ("The run that is loaded is not like that.",
                                    "None of the %'u runs that are loaded is like that.", n),
                          n);
}
