/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-chip.h"
#include "embark-guide-row.h"
#include "embark-notice.h"

struct _EmbarkGuideRow
{
  GtkListBoxRow parent_instance;

  GtkStack *marks;
  GtkImage *mark;
  GtkCheckButton *tick;
  GtkLabel *title;
  GtkLabel *words;
  GtkWidget *place_chip;
  GtkLabel *place;
  GtkImage *arrow;
  GtkRevealer *revealer;
  GtkOrientable *body;
  GtkImage *drawing;
  GtkLabel *text;
  GtkWidget *where;
  GtkLabel *path;
  GtkButton *open_address;
  GtkWidget *callback_box;
  GtkEditable *callback;
  GtkWidget *copy_callback;
  GtkLabel *callback_reason;
  GtkWidget *scopes_box;
  GtkLabel *scopes;
  GtkLabel *note;

  EmbarkGuide *guide; /* (owned) */
  const EmbarkGuideStep *step;
  EmbarkProfile *profile; /* (owned) */
  EmbarkMarkState state;
  EmbarkGuideOpening opening;
  gboolean showing; /* what the profile says is put into the widgets: they did not change by hand */
};

enum
{
  PROP_0,
  PROP_OPEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  OPEN_ADDRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EmbarkGuideRow, embark_guide_row, GTK_TYPE_LIST_BOX_ROW)

static EmbarkTone
tone_of (EmbarkMarkState state)
{
  switch (state)
    {
    case EMBARK_MARK_VERIFIED:
    case EMBARK_MARK_TICKED:
      return EMBARK_TONE_OK;
    case EMBARK_MARK_WRONG:
      return EMBARK_TONE_BAD;
    case EMBARK_MARK_MISSING:
      return EMBARK_TONE_WARN;
    case EMBARK_MARK_CHECKING:
      return EMBARK_TONE_NOW;
    case EMBARK_MARK_OPEN:
    case EMBARK_MARK_UNKNOWN:
    default:
      return EMBARK_TONE_IDLE;
    }
}

static const char *
words_class (EmbarkMarkState state)
{
  switch (tone_of (state))
    {
    case EMBARK_TONE_WARN:
      return "warning-text";
    case EMBARK_TONE_BAD:
      return "error-text";
    case EMBARK_TONE_OK:
      return state == EMBARK_MARK_VERIFIED ? "success-text" : "dim-label";
    case EMBARK_TONE_IDLE:
    case EMBARK_TONE_NOW:
    default:
      return "dim-label";
    }
}

static void
tick_toggled_cb (EmbarkGuideRow *self)
{
  if (!self->showing)
    embark_profile_set_ticked (self->profile, self->step->tick, gtk_check_button_get_active (self->tick));
}

static void
open_clicked_cb (EmbarkGuideRow *self)
{
  g_signal_emit (self, signals[OPEN_ADDRESS], 0);
}

/* Returns: (nullable): what is in the way of noting @text, in a sentence */
static const char *
judge_callback (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GUri) uri = NULL;
  const char *scheme;

  if (*stripped == '\0')
    return NULL;
  uri = g_uri_parse (stripped, G_URI_FLAGS_ENCODED, NULL);
  scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0))
    return _ ("This is no complete address: it begins with https:// and names a host.");
  if (g_uri_get_userinfo (uri) != NULL)
    return _ ("A name or password in an address is not kept. Copy the address alone.");
  return NULL;
}

static void
callback_changed_cb (EmbarkGuideRow *self)
{
  const char *text = gtk_editable_get_text (self->callback);
  const char *reason = judge_callback (text);

  gtk_widget_set_visible (GTK_WIDGET (self->callback_reason), reason != NULL);
  gtk_label_set_text (self->callback_reason, reason != NULL ? reason : "");
  if (reason != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->callback), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->callback), "warning");
  if (!self->showing && reason == NULL)
    embark_profile_set_callback (self->profile, text);
  gtk_widget_set_sensitive (self->copy_callback,
                            reason == NULL && embark_profile_get_callback (self->profile) != NULL);
}

static void
copy_callback_cb (EmbarkGuideRow *self)
{
  embark_notice_copy (GTK_WIDGET (self), embark_profile_get_callback (self->profile),
                      _ ("Callback address copied"));
}

static void
copy_scopes_cb (EmbarkGuideRow *self)
{
  embark_notice_copy (GTK_WIDGET (self), EMBARK_SALESFORCE_SCOPES, _ ("Scopes copied"));
}

/* The address is noted in one step and copied in another. */
static void
profile_callback_cb (EmbarkGuideRow *self)
{
  const char *callback = embark_profile_get_callback (self->profile);
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->callback)));

  self->showing = TRUE;
  if (g_strcmp0 (callback != NULL ? callback : "", typed) != 0)
    gtk_editable_set_text (self->callback, callback != NULL ? callback : "");
  self->showing = FALSE;
  callback_changed_cb (self);
}

static void
fill (EmbarkGuideRow *self)
{
  const EmbarkGuideStep *step = self->step;

  gtk_label_set_text (self->title, step->title);
  /* Translators: whose pages a step is done in */
  gtk_label_set_text (self->place, step->place == EMBARK_GUIDE_DASHBOARD ? _ ("Cobalt") : _ ("Salesforce"));
  gtk_label_set_text (self->text, step->text);
  gtk_label_set_text (self->path, step->path != NULL ? step->path : "");
  gtk_widget_set_visible (self->where, step->path != NULL);
  gtk_label_set_text (self->note, step->note != NULL ? step->note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), step->note != NULL);
  gtk_widget_set_visible (self->callback_box,
                          step->enters_callback || (step->copies & EMBARK_GUIDE_COPY_CALLBACK));
  gtk_editable_set_editable (self->callback, step->enters_callback);
  gtk_widget_set_visible (self->scopes_box, step->copies & EMBARK_GUIDE_COPY_SCOPES);
  gtk_label_set_text (self->scopes, EMBARK_SALESFORCE_SCOPES);
  gtk_image_set_from_icon_name (self->drawing, step->drawing);
  gtk_widget_set_visible (GTK_WIDGET (self->drawing), step->drawing != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, step->title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tick), GTK_ACCESSIBLE_PROPERTY_LABEL, step->title,
                                  -1);
  profile_callback_cb (self);
}

EmbarkMarkState
embark_guide_row_update (EmbarkGuideRow *self, const EmbarkGuideSeen *seen)
{
  g_autofree char *words = NULL;
  EmbarkGuideSeen mine;

  g_return_val_if_fail (EMBARK_IS_GUIDE_ROW (self), EMBARK_MARK_OPEN);
  g_return_val_if_fail (seen != NULL, EMBARK_MARK_OPEN);

  mine = *seen;
  mine.ticked = embark_profile_get_ticked (self->profile, self->step->tick);
  gtk_widget_remove_css_class (GTK_WIDGET (self->words), words_class (self->state));
  self->state = embark_guide_step_judge (self->step, &mine, &words);
  gtk_widget_add_css_class (GTK_WIDGET (self->words), words_class (self->state));
  gtk_label_set_text (self->words, words);

  self->showing = TRUE;
  gtk_check_button_set_active (self->tick, mine.ticked);
  self->showing = FALSE;
  embark_tone_apply_to_image (tone_of (self->state), self->mark);
  gtk_stack_set_visible_child_name (self->marks, self->step->checks == 0               ? "tick"
                                                 : self->state == EMBARK_MARK_CHECKING ? "asking"
                                                                                       : "mark");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  return self->state;
}

static void
embark_guide_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_OPEN:
      embark_guide_row_set_open (EMBARK_GUIDE_ROW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_guide_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_OPEN:
      g_value_set_boolean (value, embark_guide_row_get_open (EMBARK_GUIDE_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
embark_guide_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EMBARK_TYPE_GUIDE_ROW);
  G_OBJECT_CLASS (embark_guide_row_parent_class)->dispose (object);
}

static void
embark_guide_row_finalize (GObject *object)
{
  EmbarkGuideRow *self = EMBARK_GUIDE_ROW (object);

  g_clear_pointer (&self->guide, embark_guide_unref);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (embark_guide_row_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, marks);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, mark);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, tick);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, title);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, words);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, place_chip);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, place);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, body);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, drawing);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, text);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, where);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, path);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, open_address);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, callback_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, callback);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, copy_callback);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, callback_reason);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, scopes_box);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, scopes);
  gtk_widget_class_bind_template_child (widget_class, EmbarkGuideRow, note);
  gtk_widget_class_bind_template_callback (widget_class, tick_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, callback_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_callback_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_scopes_cb);
}

static void
embark_guide_row_class_init (EmbarkGuideRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = embark_guide_row_set_property;
  object_class->get_property = embark_guide_row_get_property;
  object_class->dispose = embark_guide_row_dispose;
  object_class->finalize = embark_guide_row_finalize;

  properties[PROP_OPEN] = g_param_spec_boolean (
      "open", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OPEN_ADDRESS] = g_signal_new ("open-address", EMBARK_TYPE_GUIDE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/embark/Embark/flow/embark-guide-row.ui");
  bind_children (widget_class);
}

static void
embark_guide_row_init (EmbarkGuideRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
}

GtkWidget *
embark_guide_row_new (EmbarkGuide *guide, guint index, EmbarkProfile *profile)
{
  EmbarkGuideRow *self;

  g_return_val_if_fail (guide != NULL && index < guide->steps->len, NULL);
  g_return_val_if_fail (EMBARK_IS_PROFILE (profile), NULL);

  self = g_object_new (EMBARK_TYPE_GUIDE_ROW, NULL);
  self->guide = embark_guide_ref (guide);
  self->step = g_ptr_array_index (guide->steps, index);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "notify::callback", G_CALLBACK (profile_callback_cb), self,
                           G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}

const EmbarkGuideStep *
embark_guide_row_get_step (EmbarkGuideRow *self)
{
  g_return_val_if_fail (EMBARK_IS_GUIDE_ROW (self), NULL);

  return self->step;
}

gboolean
embark_guide_row_get_done (EmbarkGuideRow *self)
{
  g_return_val_if_fail (EMBARK_IS_GUIDE_ROW (self), FALSE);

  return embark_mark_is_done (self->state);
}

gboolean
embark_guide_row_get_open (EmbarkGuideRow *self)
{
  g_return_val_if_fail (EMBARK_IS_GUIDE_ROW (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}

void
embark_guide_row_set_open (EmbarkGuideRow *self, gboolean open)
{
  g_return_if_fail (EMBARK_IS_GUIDE_ROW (self));

  if (open == embark_guide_row_get_open (self))
    return;
  gtk_revealer_set_reveal_child (self->revealer, open);
  gtk_image_set_from_icon_name (self->arrow, open ? "pan-up-symbolic" : "pan-down-symbolic");
  if (open)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "heading");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

void
embark_guide_row_set_opening (EmbarkGuideRow *self, EmbarkGuideOpening opening)
{
  g_return_if_fail (EMBARK_IS_GUIDE_ROW (self));

  self->opening = self->step->address != NULL ? opening : EMBARK_GUIDE_OPENS_NOT;
  gtk_widget_set_visible (GTK_WIDGET (self->open_address), self->opening != EMBARK_GUIDE_OPENS_NOT);
  gtk_button_set_label (self->open_address,
                        self->opening == EMBARK_GUIDE_OPENS_HERE ? _ ("_Open Here") : _ ("_Open in Browser"));
}

EmbarkGuideOpening
embark_guide_row_get_opening (EmbarkGuideRow *self)
{
  g_return_val_if_fail (EMBARK_IS_GUIDE_ROW (self), EMBARK_GUIDE_OPENS_NOT);

  return self->opening;
}

void
embark_guide_row_set_narrow (EmbarkGuideRow *self, gboolean narrow)
{
  g_return_if_fail (EMBARK_IS_GUIDE_ROW (self));

  gtk_orientable_set_orientation (self->body, narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->where),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_image_set_pixel_size (self->drawing, narrow ? 64 : 96);
  gtk_widget_set_visible (self->place_chip, !narrow);
  if (narrow)
    gtk_widget_remove_css_class (GTK_WIDGET (self->body), "wide");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->body), "wide");
}
