/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-account-row.h"
#include "embark-chip.h"
#include "embark-plan.h"
#include "embark-tooltip.h"
#include "embark-workspace.h"

struct _EmbarkAccountRow
{
  AdwBin parent_instance;

  GtkImage *dot;
  GtkLabel *name;
  GtkLabel *state;
  GtkWidget *progress_box;
  GtkLabel *progress_text;
  GtkLevelBar *progress;
};

G_DEFINE_FINAL_TYPE (EmbarkAccountRow, embark_account_row, ADW_TYPE_BIN)

static void
embark_account_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_ACCOUNT_ROW);
  G_OBJECT_CLASS (embark_account_row_parent_class)->dispose (object);
}

static void
embark_account_row_class_init (EmbarkAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_account_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/app/embark-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountRow, dot);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountRow, name);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountRow, state);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountRow, progress_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountRow, progress_text);
  gtk_widget_class_bind_template_child (widget_class, EmbarkAccountRow, progress);
}

static void
embark_account_row_init (EmbarkAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
embark_account_row_new (void)
{
  return g_object_new (EMBARK_TYPE_ACCOUNT_ROW, NULL);
}

void
embark_account_row_set_account (EmbarkAccountRow *self, EmbarkLinkedAccount *account)
{
  EmbarkTone tone = EMBARK_TONE_IDLE;
  const char *words = _ ("Not connected");
  const char *text_class = "dim-label";

  g_return_if_fail (EMBARK_IS_ACCOUNT_ROW (self));

  if (account == NULL)
    return;
  switch (embark_linked_account_get_connection (account, EMBARK_SLUG_SALESFORCE))
    {
    case EMBARK_CONNECTION_ACTIVE:
      tone = EMBARK_TONE_OK;
      words = _ ("Connected");
      break;
    case EMBARK_CONNECTION_EXPIRED:
      tone = EMBARK_TONE_WARN;
      words = _ ("Needs to sign in again");
      text_class = "warning-text";
      break;
    case EMBARK_CONNECTION_NONE:
    case EMBARK_CONNECTION_UNKNOWN:
    default:
      break;
    }

  embark_tone_apply_to_image (tone, self->dot);
  gtk_label_set_text (self->name, embark_linked_account_get_display_name (account));
  gtk_label_set_text (self->state, words);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state), (const char *[]){ "caption", text_class, NULL });
  embark_tooltip_set_text (GTK_WIDGET (self), embark_linked_account_get_id (account));
}

const char *
embark_account_row_get_words (EmbarkAccountRow *self)
{
  g_return_val_if_fail (EMBARK_IS_ACCOUNT_ROW (self), NULL);

  return gtk_label_get_text (self->state);
}

void
embark_account_row_set_progress (EmbarkAccountRow *self, int n_done)
{
  g_autofree char *text = NULL;

  g_return_if_fail (EMBARK_IS_ACCOUNT_ROW (self));

  gtk_widget_set_visible (self->progress_box, n_done >= 0);
  if (n_done < 0)
    return;
  /* Translators: steps done of all steps, as short as it can be said */
  text = g_strdup_printf (_ ("%d/%d"), n_done, EMBARK_N_STEPS);
  gtk_label_set_text (self->progress_text, text);
  gtk_level_bar_set_value (self->progress, n_done);
}
