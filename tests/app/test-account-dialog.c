/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Name and user-defined fields of a linked account, against a sandbox. */

#include "config.h"

#include <string.h>

#include "embark-account-dialog.h"
#include "embark-account-udf.h"
#include "embark-json.h"
#include "flow-fixture.h"

static EmbarkAccountDialog *dialog;
static EmbarkLinkedAccount *saved;
static gboolean gone;

static void
saved_cb (EmbarkAccountDialog *source, EmbarkLinkedAccount *account, gpointer data)
{
  g_set_object (&saved, account);
}

static void
gone_cb (gpointer data, GObject *object)
{
  gone = TRUE;
}

typedef struct
{
  EmbarkReply *reply;
  gboolean done;
} Sent;

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Sent *sent = data;

  sent->reply = embark_client_send_finish (EMBARK_CLIENT (source), result, NULL);
  sent->done = TRUE;
}

/* What somebody else does. Returns: (transfer full): the answer */
static EmbarkReply *
send (Fixture *f, EmbarkOperation operation, const char *body)
{
  g_autoptr (EmbarkCall) call = embark_call_new (operation);
  Sent sent = { NULL, FALSE };

  embark_call_set_account (call, ACCOUNT_IDLE);
  if (body != NULL)
    embark_call_set_body_text (call, body);
  embark_client_send_async (f->client, call, NULL, sent_cb, &sent);
  while (!sent.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (sent.reply);
  return sent.reply;
}

static void
put (Fixture *f, const char *rest)
{
  g_autofree char *body = g_strdup_printf ("{\"account_id\":\"" ACCOUNT_IDLE "\",%s}", rest);
  g_autoptr (EmbarkReply) reply = send (f, EMBARK_OPERATION_ACCOUNT_UPSERT, body);

  g_assert_nonnull (reply);
}

static char *
get_udf (Fixture *f)
{
  g_autoptr (EmbarkReply) reply = send (f, EMBARK_OPERATION_ACCOUNT_GET, NULL);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, embark_account_udf_get (embark_reply_get_record (reply)));
  return embark_json_to_string (node, FALSE);
}

static void
open_dialog (Fixture *f)
{
  g_autoptr (EmbarkReply) reply = send (f, EMBARK_OPERATION_ACCOUNT_GET, NULL);

  gone = FALSE;
  dialog = embark_account_dialog_new (NULL, f->workspace, embark_reply_get_record (reply));
  g_object_weak_ref (G_OBJECT (dialog), gone_cb, NULL);
  g_signal_connect (dialog, "saved", G_CALLBACK (saved_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  ui_settle ();
}

/* Returns: (nullable): the entry with that title */
static GtkEditable *
find_entry (GtkWidget *root, const char *title)
{
  if (ADW_IS_ENTRY_ROW (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return GTK_EDITABLE (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkEditable *found = find_entry (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkEditable *
entry (const char *title)
{
  GtkEditable *found = find_entry (GTK_WIDGET (dialog), title);

  g_assert_nonnull (found);
  return found;
}

static void
press (const char *label)
{
  GtkWidget *button = ui_find_button (GTK_WIDGET (dialog), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_over (Fixture *f)
{
  return gone || gtk_widget_get_sensitive (ui_find_button (GTK_WIDGET (dialog), "_Save"));
}

static void
save (Fixture *f)
{
  press ("_Save");
  fixture_wait (f, is_over);
}

#define assert_text(text) g_assert_nonnull (ui_find_text (GTK_WIDGET (dialog), text))

static void
test_fields (Fixture *f, gconstpointer data)
{
  g_autofree char *udf = NULL;
  GtkWidget *remove;

  put (f, "\"name\":\"Solstice\",\"udf\":{\"seats\":25,\"plan\":\"silver\",\"old\":true}");
  open_dialog (f);
  g_assert_cmpstr (gtk_editable_get_text (entry ("Name")), ==, "Solstice");
  g_assert_cmpstr (gtk_editable_get_text (entry ("seats")), ==, "25");
  gtk_editable_set_text (entry ("Name"), "Solstice <b>&\"🦅");
  gtk_editable_set_text (entry ("seats"), "26");
  gtk_editable_set_text (entry ("plan"), "7");
  remove = ui_find (GTK_WIDGET (entry ("old")), GTK_TYPE_BUTTON, "flat");
  g_signal_emit_by_name (remove, "clicked");
  g_assert_null (find_entry (GTK_WIDGET (dialog), "old"));

  /* A key is added once, and not without a name. */
  g_assert_false (embark_account_dialog_add_field (dialog, "  "));
  g_assert_true (embark_account_dialog_add_field (dialog, " region "));
  gtk_editable_set_text (entry ("region"), "eu");
  g_assert_true (embark_account_dialog_add_field (dialog, "region"));
  g_assert_cmpstr (gtk_editable_get_text (entry ("region")), ==, "eu");

  save (f);
  g_assert_true (gone);
  g_assert_cmpstr (embark_linked_account_get_name (saved), ==, "Solstice <b>&\"🦅");
  /* A number stays one, a text too. */
  udf = get_udf (f);
  g_assert_cmpstr (udf, ==, "{\"seats\":26,\"plan\":\"7\",\"region\":\"eu\"}");
}

static void
test_conflict (Fixture *f, gconstpointer data)
{
  g_autofree char *udf = NULL;

  put (f, "\"name\":\"Solstice\",\"udf\":{\"plan\":\"silver\"}");
  open_dialog (f);
  gtk_editable_set_text (entry ("plan"), "gold");
  put (f, "\"udf\":{\"plan\":\"bronze\"}");
  save (f);
  g_assert_false (gone);
  assert_text ("Somebody changed it meanwhile");
  g_assert_cmpstr (gtk_editable_get_text (entry ("plan")), ==, "gold");
  press ("_Look at Theirs");
  g_assert_cmpstr (gtk_editable_get_text (entry ("plan")), ==, "bronze");

  /* Another one: this time mine is meant. */
  gtk_editable_set_text (entry ("plan"), "gold");
  put (f, "\"udf\":{\"plan\":\"tin\"}");
  save (f);
  g_assert_false (gone);
  save (f);
  g_assert_true (gone);
  udf = get_udf (f);
  g_assert_cmpstr (udf, ==, "{\"plan\":\"gold\"}");
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  open_dialog (f);
  gtk_editable_set_text (entry ("Name"), "");
  press ("_Save");
  ui_settle ();
  assert_text ("A name cannot be taken away");

  gtk_editable_set_text (entry ("Name"), "Another");
  embark_sandbox_fail_next (f->sandbox, "PUT", "/linked-account", 400, 1);
  save (f);
  g_assert_false (gone);
  g_assert_cmpstr (gtk_editable_get_text (entry ("Name")), ==, "Another");
  save (f);
  g_assert_true (gone);

  /* Closed while it saves. */
  open_dialog (f);
  press ("_Save");
  gtk_window_close (GTK_WINDOW (dialog));
  ui_settle ();
  g_assert_true (gone);
}

static void
test_narrow (Fixture *f, gconstpointer data)
{
  int minimum;

  put (f, "\"udf\":{\"a_very_long_name_of_a_field_that_somebody_chose_once\":\"x\"}");
  open_dialog (f);
  gtk_widget_measure (gtk_widget_get_first_child (GTK_WIDGET (dialog)), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  gtk_window_destroy (GTK_WINDOW (dialog));
  ui_settle ();
  g_assert_true (gone);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&saved);
  fixture_tear_down (f, data);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, func)                                                                                      \
  g_test_add ("/account-dialog/" name, Fixture, ACCOUNT_IDLE, fixture_set_up, func, tear_down)
  ADD ("fields", test_fields);
  ADD ("conflict", test_conflict);
  ADD ("refused", test_refused);
  ADD ("narrow", test_narrow);

  return g_test_run ();
}
