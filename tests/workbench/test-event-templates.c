/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Payloads saved under a name by the widgets of the composer, in a journal in a file. */

#include "config.h"

#include <glib/gstdio.h>

#include "embark-event-templates.h"
#include "embark-events-page.h"
#include "embark-json-view.h"
#include "embark-json.h"
#include "embark-payload-templates.h"
#include "workbench-fixture.h"

#define ACCOUNT "acme-robotics"
#define EVENT   "contact.created"
#define OTHER   "contact.updated"
#define PAYLOAD "{\n  \"email\": \"{{email}}\", \"n\": 1.10 }"
/* Markup, a mnemonic, and what turns the direction of all that follows. */
#define NAME                                                                                                 \
  "<b>_Gold</b> &amp; \xe2\x80\xae"                                                                          \
  "dlog"

typedef struct
{
  Fixture base;
  char *folder;
  char *path;
  EmbarkOnboarding *onboarding;
  EmbarkEventsPage *page;
  EmbarkEventComposer *composer;
  EmbarkPayloadPane *pane;
  GtkWidget *popover;
  guint wanted; /* how many rows are waited for */
  gboolean done;
} Page;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Page *) data)->done = TRUE;
}

static gboolean
is_done (Fixture *f)
{
  return ((Page *) f)->done;
}

static void
open_account (Page *p)
{
  g_autoptr (JsonNode) json = embark_json_parse ("{\"account_id\":\"" ACCOUNT "\"}", -1, NULL);
  g_autoptr (EmbarkLinkedAccount) account = embark_linked_account_new_from_json (json, NULL);

  p->onboarding = embark_onboarding_new (p->base.workspace, account);
  p->done = FALSE;
  embark_onboarding_refresh_async (p->onboarding, NULL, done_cb, p);
  fixture_wait (&p->base, is_done);
  embark_events_page_set_onboarding (p->page, p->onboarding);
}

static void
close_account (Page *p)
{
  embark_events_page_set_onboarding (p->page, NULL);
  embark_onboarding_set_visible (p->onboarding, FALSE);
  embark_fire_tracker_stop (embark_onboarding_get_tracker (p->onboarding));
  g_clear_object (&p->onboarding);
}

static void
show (Page *p)
{
  p->page = g_object_new (EMBARK_TYPE_EVENTS_PAGE, NULL);
  p->composer = embark_events_view_get_composer (embark_events_page_get_view (p->page));
  p->pane = EMBARK_PAYLOAD_PANE (ui_find (GTK_WIDGET (p->composer), EMBARK_TYPE_PAYLOAD_PANE, NULL));
  p->popover = ui_find (GTK_WIDGET (p->composer), EMBARK_TYPE_EVENT_TEMPLATES, NULL);
  embark_events_page_set_workspace (p->page, p->base.workspace);
  p->base.book = EMBARK_BOOK (embark_events_view_get_book (embark_events_page_get_view (p->page)));
  p->base.window = ui_show (GTK_WIDGET (p->page), 1000, 760);
  fixture_wait (&p->base, fixture_is_loaded);
  open_account (p);
  g_assert_true (embark_events_page_compose (p->page, EVENT, NULL));
  ui_settle ();
}

static void
close_page (Page *p)
{
  gtk_popover_popdown (GTK_POPOVER (p->popover));
  close_account (p);
  p->base.book = NULL;
  ui_close (g_steal_pointer (&p->base.window));
}

static void
page_set_up (Page *p, gconstpointer data)
{
  p->folder = g_dir_make_tmp ("embark-templates-XXXXXX", NULL);
  p->path = g_build_filename (p->folder, "journal.sqlite", NULL);
  fixture_set_up (&p->base, data);
  fixture_reopen (&p->base, p->path);
  show (p);
}

static void
page_tear_down (Page *p, gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  close_page (p);
  fixture_tear_down (&p->base, data);
  folder = g_dir_open (p->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (p->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (p->folder);
  g_free (p->path);
  g_free (p->folder);
}

static GtkTextBuffer *
get_buffer (Page *p)
{
  EmbarkJsonView *view = EMBARK_JSON_VIEW (ui_find (GTK_WIDGET (p->pane), EMBARK_TYPE_JSON_VIEW, NULL));

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (embark_json_view_get_text_view (view)));
}

static void
type (Page *p, const char *text)
{
  gtk_text_buffer_set_text (get_buffer (p), text, -1);
  ui_settle ();
}

static void
assert_text (Page *p, const char *expected)
{
  g_autofree char *text = embark_payload_pane_dup_text (p->pane);

  g_assert_cmpstr (text, ==, expected);
}

static GtkWidget *
get_entry (Page *p)
{
  return GTK_WIDGET (embark_saved_popover_get_entry (EMBARK_SAVED_POPOVER (p->popover)));
}

static GtkListBoxRow *
get_row (Page *p, int position)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (ui_find (p->popover, GTK_TYPE_LIST_BOX, NULL)),
                                        position);
}

static gboolean
has_rows (Fixture *f)
{
  Page *p = (Page *) f;

  return (p->wanted == 0 || get_row (p, (int) p->wanted - 1) != NULL) && get_row (p, (int) p->wanted) == NULL;
}

static void
wait_for_rows (Page *p, guint n)
{
  p->wanted = n;
  fixture_wait (&p->base, has_rows);
}

static void
open_popover (Page *p)
{
  gtk_widget_activate_action (GTK_WIDGET (p->composer), "compose.save-template", NULL);
  ui_settle ();
  g_assert_true (gtk_widget_get_mapped (p->popover));
  /* A name can be typed at once. */
  g_assert_true (
      gtk_widget_is_ancestor (gtk_root_get_focus (gtk_widget_get_root (p->popover)), get_entry (p)));
}

static void
give_name (Page *p, const char *name)
{
  gtk_editable_set_text (GTK_EDITABLE (get_entry (p)), name);
  g_signal_emit_by_name (get_entry (p), "activate");
  ui_settle ();
}

static void
save_as (Page *p, const char *name, guint n)
{
  give_name (p, name);
  wait_for_rows (p, n);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (p))), ==, "");
}

static void
choose (Page *p, int position)
{
  GtkListBoxRow *row = get_row (p, position);

  g_assert_nonnull (row);
  g_signal_emit_by_name (ui_find (p->popover, GTK_TYPE_LIST_BOX, NULL), "row-activated", row);
  ui_settle ();
}

/* The buttons of a row: rename, delete. */
static GtkWidget *
get_button (Page *p, int position, gboolean second)
{
  GtkWidget *button = ui_find (GTK_WIDGET (get_row (p, position)), GTK_TYPE_BUTTON, NULL);

  return second ? gtk_widget_get_next_sibling (button) : button;
}

static gboolean
is_refused (Fixture *f)
{
  return ui_is_shown (ui_find (((Page *) f)->popover, GTK_TYPE_LABEL, "error-text"));
}

static gboolean
is_empty (Fixture *f)
{
  return *gtk_editable_get_text (GTK_EDITABLE (get_entry ((Page *) f))) == '\0';
}

/* It is put into the editor byte for byte, as one step to be undone, and belongs to its event alone. */
static void
test_choose (Page *p, gconstpointer data)
{
  G_GNUC_UNUSED g_autofree char *sample = embark_payload_pane_dup_text (p->pane);

  open_popover (p);
  g_assert_true (
      fixture_sees (p->popover, "None for this event yet. Save what is in the editor under a name."));
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (p->popover, "_Save")));
  type (p, PAYLOAD);
  save_as (p, "  " NAME " ", 1);
  g_assert_true (fixture_sees (p->popover, NAME));
  type (p, "{\"typed\": 1}");
  choose (p, 0);
  g_assert_false (gtk_widget_get_mapped (p->popover));
  g_assert_false (fixture_is_asked (&p->base));
  assert_text (p, PAYLOAD);
  gtk_text_buffer_undo (get_buffer (p));
  ui_settle ();
  assert_text (p, "{\"typed\": 1}");

  g_assert_true (embark_events_page_compose (p->page, OTHER, NULL));
  open_popover (p);
  wait_for_rows (p, 0);
  save_as (p, NAME, 1);
  g_assert_true (embark_events_page_compose (p->page, EVENT, NULL));
  wait_for_rows (p, 1);
  choose (p, 0);
  assert_text (p, PAYLOAD);
}

/* What is refused is said where the name stands, which stays; a name that is there can be given to this text.
 */
static void
test_refused (Page *p, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (201, 'x');

  open_popover (p);
  save_as (p, "one", 1);
  give_name (p, long_name);
  fixture_wait (&p->base, is_refused);
  g_assert_true (fixture_sees (p->popover, "The name is too long. Choose a shorter one."));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (p))), ==, long_name);
  g_assert_nonnull (ui_find_button (p->popover, "_Save"));
  type (p, PAYLOAD);
  give_name (p, "ONE");
  fixture_wait (&p->base, is_refused);
  g_assert_true (
      fixture_sees (p->popover, "There is a template “one” for this event already. Choose another name."));
  fixture_press (ui_find_button (p->popover, "_Replace"));
  fixture_wait (&p->base, is_empty);
  wait_for_rows (p, 1);
  g_assert_nonnull (ui_find_button (p->popover, "_Save"));
  type (p, "{}");
  choose (p, 0);
  assert_text (p, PAYLOAD);

  /* Renaming replaces nothing. */
  open_popover (p);
  save_as (p, "two", 2);
  fixture_press (get_button (p, 1, FALSE));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (p))), ==, "two");
  give_name (p, "one");
  fixture_wait (&p->base, is_refused);
  g_assert_null (ui_find_button (p->popover, "_Replace"));
  give_name (p, "Three");
  fixture_wait (&p->base, is_empty);
  g_assert_true (fixture_sees (p->popover, "Three"));
  g_assert_false (fixture_sees (p->popover, "two"));
}

/* Deleted, put back, and there after the journal was closed and opened again. */
static void
test_kept (Page *p, gconstpointer data)
{
  type (p, PAYLOAD);
  open_popover (p);
  save_as (p, "one", 1);
  save_as (p, "two", 2);
  fixture_press (get_button (p, 0, TRUE));
  wait_for_rows (p, 1);
  g_assert_true (fixture_sees (p->popover, "“one” deleted"));
  g_assert_true (gtk_widget_has_focus (ui_find_button (p->popover, "_Undo")));
  /* It is of this event, and not offered for another one. */
  g_assert_true (embark_events_page_compose (p->page, OTHER, NULL));
  ui_settle ();
  g_assert_false (fixture_sees (p->popover, "“one” deleted"));
  g_assert_true (embark_events_page_compose (p->page, EVENT, NULL));
  ui_settle ();
  fixture_press (ui_find_button (p->popover, "_Undo"));
  wait_for_rows (p, 2);
  g_assert_false (fixture_sees (p->popover, "“one” deleted"));
  fixture_press (get_button (p, 1, TRUE));
  wait_for_rows (p, 1);

  close_page (p);
  fixture_reopen (&p->base, p->path);
  show (p);
  wait_for_rows (p, 1);
  open_popover (p);
  g_assert_true (fixture_sees (p->popover, "one"));
  choose (p, 0);
  assert_text (p, PAYLOAD);
}

static void
test_narrow (Page *p, gconstpointer data)
{
  embark_events_page_set_narrow (p->page, TRUE);
  ui_settle ();
  fixture_check_narrow (GTK_WIDGET (p->page));
  open_popover (p);
  save_as (p, "A name that is far longer than what a phone has room for in one line of a list", 1);
  fixture_check_narrow (p->popover);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, func) g_test_add (path, Page, NULL, page_set_up, func, page_tear_down)
  ADD ("/workbench/event-templates/choose", test_choose);
  ADD ("/workbench/event-templates/refused", test_refused);
  ADD ("/workbench/event-templates/kept", test_kept);
  ADD ("/workbench/event-templates/narrow", test_narrow);
  return g_test_run ();
}
