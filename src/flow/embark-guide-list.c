/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-guide-list.h"

struct _EmbarkGuideList
{
  AdwBin parent_instance;

  GtkBox *ways;
  GtkLabel *summary;
  GtkLabel *progress;
  GtkLevelBar *level;
  GtkListBox *list;
  AdwExpanderRow *notes;

  GPtrArray *guides;      /* (owned) (element-type EmbarkGuide) */
  EmbarkProfile *profile; /* (owned) (nullable) */
  EmbarkGuide *guide;     /* (nullable): the one that is chosen, of @guides */
  GPtrArray *rows;        /* (owned) (element-type EmbarkGuideRow): of @guide */
  GPtrArray *note_rows;   /* (owned) (element-type GtkWidget) */
  guint n_done;
  gboolean judged; /* some update came: what is next can be opened */
  gboolean narrow;
  gboolean stand_in; /* Salesforce's pages are on this machine, beside the dashboard's */
};

enum
{
  OPEN_ADDRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkGuideList, embark_guide_list, ADW_TYPE_BIN)

/* ---- one step open at a time ---- */

static void
open_row (EmbarkGuideList *self, EmbarkGuideRow *row)
{
  for (guint i = 0; i < self->rows->len; i++)
    embark_guide_row_set_open (g_ptr_array_index (self->rows, i), g_ptr_array_index (self->rows, i) == row);
}

/* Opens the first step that is not done from @start on, and around. */
static void
open_next (EmbarkGuideList *self, guint start)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      EmbarkGuideRow *row = g_ptr_array_index (self->rows, (start + i) % self->rows->len);

      if (!embark_guide_row_get_done (row))
        {
          open_row (self, row);
          return;
        }
    }
  open_row (self, NULL);
}

static void
row_activated_cb (EmbarkGuideList *self, GtkListBoxRow *row)
{
  open_row (self, embark_guide_row_get_open (EMBARK_GUIDE_ROW (row)) ? NULL : EMBARK_GUIDE_ROW (row));
}

static void
open_address_cb (EmbarkGuideRow *row, EmbarkGuideList *self)
{
  g_signal_emit (self, signals[OPEN_ADDRESS], 0, row);
}

/* ---- how far they are ---- */

static EmbarkGuideOpening
opening_of (EmbarkGuideList *self, const EmbarkGuideStep *step)
{
  const char *host = embark_profile_get_login_host (self->profile);

  if (step->place == EMBARK_GUIDE_DASHBOARD || self->stand_in)
    return EMBARK_GUIDE_OPENS_HERE;
  return host != NULL && g_str_has_suffix (host, ".my.salesforce.com") ? EMBARK_GUIDE_OPENS_BROWSER
                                                                       : EMBARK_GUIDE_OPENS_NOT;
}

static void
judge (EmbarkGuideList *self, const EmbarkGuideSeen *seen)
{
  g_autofree char *text = NULL;

  self->n_done = 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      EmbarkGuideRow *row = g_ptr_array_index (self->rows, i);

      if (embark_mark_is_done (embark_guide_row_update (row, seen)))
        self->n_done++;
      embark_guide_row_set_opening (row, opening_of (self, embark_guide_row_get_step (row)));
    }
  gtk_level_bar_set_max_value (self->level, MAX (self->rows->len, 1));
  gtk_level_bar_set_value (self->level, self->n_done);
  /* Translators: how many steps of a checklist are done, of how many */
  text = g_strdup_printf (_ ("%u of %u done"), self->n_done, self->rows->len);
  gtk_label_set_text (self->progress, text);
}

void
embark_guide_list_update (EmbarkGuideList *self, const EmbarkGuideSeen *seen)
{
  EmbarkGuideRow *open = NULL;
  guint position = 0;

  g_return_if_fail (EMBARK_IS_GUIDE_LIST (self));
  g_return_if_fail (seen != NULL);

  for (guint i = 0; i < self->rows->len && open == NULL; i++)
    if (embark_guide_row_get_open (g_ptr_array_index (self->rows, i))
        && !embark_guide_row_get_done (g_ptr_array_index (self->rows, i)))
      {
        open = g_ptr_array_index (self->rows, i);
        position = i;
      }
  judge (self, seen);
  /* Once, when the answers are there: a list that opened another step at each would be in the way. */
  if (!self->judged && !seen->running)
    {
      self->judged = TRUE;
      open_next (self, 0);
    }
  /* What was open was done meanwhile, in the dashboard for example: the next step is what is wanted. */
  else if (self->judged && open != NULL && embark_guide_row_get_done (open))
    open_next (self, position + 1);
}

/* ---- the ways ---- */

static void
show_notes (EmbarkGuideList *self)
{
  g_autofree char *checked = NULL;

  for (guint i = 0; i < self->note_rows->len; i++)
    adw_expander_row_remove (self->notes, g_ptr_array_index (self->note_rows, i));
  g_ptr_array_set_size (self->note_rows, 0);
  for (guint i = 0; i < self->guide->notes->len; i++)
    {
      const EmbarkGuideNote *note = g_ptr_array_index (self->guide->notes, i);
      GtkWidget *row = adw_action_row_new ();
      /* Translators: since when something is so: a year and a month, or a date */
      g_autofree char *from = g_strdup_printf (note->reported ? _ ("From %s, reported by others: check first")
                                                              : _ ("From %s, announced"),
                                               note->from);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), note->text);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), from);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      adw_expander_row_add_row (self->notes, row);
      g_ptr_array_add (self->note_rows, g_object_ref (row));
    }
  /* Translators: %s is a date; the texts of the checklist were compared with what is documented then */
  checked = g_strdup_printf (_ ("Checklist compared with the documents on %s"),
                             self->guide->checked != NULL ? self->guide->checked : "–");
  adw_expander_row_set_subtitle (self->notes, checked);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), self->guide->notes->len > 0);
}

static void
show_guide (EmbarkGuideList *self, EmbarkGuide *guide)
{
  GtkWidget *child;

  self->guide = guide;
  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < guide->steps->len; i++)
    {
      GtkWidget *row = embark_guide_row_new (guide, i, self->profile);

      g_signal_connect_object (row, "open-address", G_CALLBACK (open_address_cb), self, G_CONNECT_DEFAULT);
      embark_guide_row_set_narrow (EMBARK_GUIDE_ROW (row), self->narrow);
      gtk_list_box_append (self->list, row);
      g_ptr_array_add (self->rows, g_object_ref (row));
    }
  gtk_label_set_text (self->summary, guide->summary != NULL ? guide->summary : "");
  show_notes (self);
}

static void
way_toggled_cb (GtkToggleButton *button, EmbarkGuideList *self)
{
  EmbarkGuide *guide = g_object_get_data (G_OBJECT (button), "embark-guide");

  if (!gtk_toggle_button_get_active (button) || guide == self->guide)
    return;
  show_guide (self, guide);
  /* Who shows this list hears of it and judges the new steps. */
  embark_profile_set_guide (self->profile, guide->id);
  if (self->judged)
    open_next (self, 0);
}

static void
add_ways (EmbarkGuideList *self)
{
  const char *chosen = embark_profile_get_guide (self->profile);
  EmbarkGuide *first = NULL;
  GtkToggleButton *group = NULL;

  for (guint i = 0; i < self->guides->len; i++)
    {
      EmbarkGuide *guide = g_ptr_array_index (self->guides, i);

      if (first == NULL || g_strcmp0 (guide->id, chosen) == 0)
        first = guide;
    }
  if (first != NULL)
    show_guide (self, first);
  for (guint i = 0; i < self->guides->len; i++)
    {
      EmbarkGuide *guide = g_ptr_array_index (self->guides, i);
      GtkWidget *button = gtk_toggle_button_new_with_label (guide->title);

      /* The two names differ in their first words alone: none of them is cut. */
      gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
      gtk_label_set_justify (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), GTK_JUSTIFY_CENTER);
      g_object_set_data (G_OBJECT (button), "embark-guide", guide);
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
      if (group == NULL)
        group = GTK_TOGGLE_BUTTON (button);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), guide == first);
      g_signal_connect_object (button, "toggled", G_CALLBACK (way_toggled_cb), self, G_CONNECT_DEFAULT);
      gtk_box_append (self->ways, button);
    }
}

/* ---- the class ---- */

static void
embark_guide_list_dispose (GObject *object)
{
  EmbarkGuideList *self = EMBARK_GUIDE_LIST (object);

  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->note_rows, 0);
  /* The bin's own child is a child of the template too, and each of the two would take it out. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), EMBARK_TYPE_GUIDE_LIST);
  G_OBJECT_CLASS (embark_guide_list_parent_class)->dispose (object);
}

static void
embark_guide_list_finalize (GObject *object)
{
  EmbarkGuideList *self = EMBARK_GUIDE_LIST (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->note_rows, g_ptr_array_unref);
  g_clear_pointer (&self->guides, g_ptr_array_unref);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (embark_guide_list_parent_class)->finalize (object);
}

static void
embark_guide_list_class_init (EmbarkGuideListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = embark_guide_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = embark_guide_list_finalize;

  signals[OPEN_ADDRESS] = g_signal_new ("open-address", EMBARK_TYPE_GUIDE_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, EMBARK_TYPE_GUIDE_ROW);

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/flow/embark-guide-list.ui");
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideList, ways);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideList, summary);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideList, progress);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideList, level);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideList, list);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideList, notes);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
embark_guide_list_init (EmbarkGuideList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->note_rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
is_stand_in (EmbarkProfile *profile)
{
  g_autoptr (GUri) base = g_uri_parse (embark_profile_get_base_uri (profile), G_URI_FLAGS_NONE, NULL);
  const char *host = base != NULL ? g_uri_get_host (base) : NULL;
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  return address != NULL && g_inet_address_get_is_loopback (address);
}

void
embark_guide_list_set_profile (EmbarkGuideList *self, EmbarkProfile *profile)
{
  g_return_if_fail (EMBARK_IS_GUIDE_LIST (self));
  g_return_if_fail (EMBARK_IS_PROFILE (profile));
  g_return_if_fail (self->profile == NULL);

  self->profile = g_object_ref (profile);
  self->stand_in = is_stand_in (profile);
  self->guides = embark_guides_load ();
  add_ways (self);
}

void
embark_guide_list_set_narrow (EmbarkGuideList *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_GUIDE_LIST (self));

  self->narrow = narrow;
  for (guint i = 0; i < self->rows->len; i++)
    embark_guide_row_set_narrow (g_ptr_array_index (self->rows, i), narrow);
}
