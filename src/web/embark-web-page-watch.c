/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is watched of a page while it is there: how long it loads, what it calls itself, whether it is used.
 */

#include "config.h"

#include "embark-web-page-private.h"

/* Milliseconds between two tellings of a title. */
#define TITLE_GATHER 1000

/* Seconds after which somebody in front of a page asks themselves whether it is still coming. */
#define PATIENCE 20

/* A page that came and then hangs is as dead as one that never comes. WebKit finds out once somebody presses
 * a key or a button in it, which is when it matters. */
static void
judge_slow (EmbarkWebPage *self)
{
  const gboolean hangs =
      self->web != NULL && !self->failed && !webkit_web_view_get_is_web_process_responsive (self->web);

  embark_web_page_set_slow (self, self->late || hangs);
}

static gboolean
late_cb (gpointer data)
{
  EmbarkWebPage *self = data;

  self->slow_id = 0;
  self->late = TRUE;
  judge_slow (self);
  return G_SOURCE_REMOVE;
}

/* Called when loading begins and when it ends. */
void
embark_web_page_watch_loading (EmbarkWebPage *self)
{
  g_clear_handle_id (&self->slow_id, g_source_remove);
  self->late = FALSE;
  if (self->loading)
    self->slow_id = g_timeout_add_seconds (self->patience, late_cb, self);
  judge_slow (self);
}

static void tell_title (EmbarkWebPage *self);

static gboolean
title_gathered_cb (gpointer data)
{
  EmbarkWebPage *self = data;

  self->title_id = 0;
  if (self->title_waits)
    tell_title (self);
  return G_SOURCE_REMOVE;
}

static void
tell_title (EmbarkWebPage *self)
{
  g_autofree char *title = NULL;

  self->title_waits = FALSE;
  if (self->failed)
    return;

  title = embark_web_policy_dup_clean (webkit_web_view_get_title (self->web), EMBARK_WEB_POLICY_MAX_TITLE);
  if (title == NULL)
    return;

  self->title_id = g_timeout_add (TITLE_GATHER, title_gathered_cb, self);
  embark_web_page_tell_titled (self, title);
}

/* A script can change its title thousands of times a second: after one, the next has to wait. */
static void
title_cb (WebKitWebView *web, GParamSpec *pspec, EmbarkWebPage *self)
{
  if (self->title_id == 0)
    tell_title (self);
  else
    self->title_waits = TRUE;
}

void
embark_web_page_connect_watch (EmbarkWebPage *self)
{
  g_signal_connect (self->web, "notify::title", G_CALLBACK (title_cb), self);
  g_signal_connect_swapped (self->web, "notify::is-web-process-responsive", G_CALLBACK (judge_slow), self);
}

static void
touched_cb (EmbarkWebPage *self)
{
  embark_web_page_say_touched (self);
}

static gboolean
key_cb (EmbarkWebPage *self)
{
  embark_web_page_say_touched (self);
  return GDK_EVENT_PROPAGATE;
}

/* Only whether, never what. */
void
embark_web_page_watch_touches (EmbarkWebPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *buttons = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (buttons), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (buttons), 0);
  g_signal_connect_swapped (buttons, "pressed", G_CALLBACK (touched_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (buttons));

  self->patience = PATIENCE;
  self->asked = EMBARK_WEB_REFUSAL_OTHER;
}

void
embark_web_page_stop_watching (EmbarkWebPage *self)
{
  g_clear_handle_id (&self->gather_id, g_source_remove);
  g_clear_handle_id (&self->title_id, g_source_remove);
  g_clear_handle_id (&self->slow_id, g_source_remove);
}
