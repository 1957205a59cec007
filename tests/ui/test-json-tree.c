/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-json-item.h"
#include "embark-json-tree.h"
#include "embark-json.h"
#include "ui-test-util.h"

/* Numbers that a double would round are strings of digits by then; see embark_json_parse_reply(). */
#define DOCUMENT                                                                                             \
  "{\"odd name\":\"a \\\"b\\\"\\n\xe2\x80\xae"                                                               \
  "exe\",\"n\":9007199254740993,\"d\":0.1,\"big\":123456789012345678901234567890,"                           \
  "\"list\":[1,[true,null],{\"x\":\"Wien\"}],\"empty\":{},\"it's\":1}"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = embark_json_parse_reply (text, -1, &error);

  g_assert_no_error (error);
  return node;
}

static EmbarkJsonTree *
make_tree (const char *text)
{
  EmbarkJsonTree *tree = EMBARK_JSON_TREE (g_object_ref_sink (embark_json_tree_new ()));
  g_autoptr (JsonNode) node = parse (text);

  embark_json_tree_set_json (tree, node, TRUE);
  return tree;
}

/* Returns: (transfer full) */
static GtkTreeListRow *
get_row (EmbarkJsonTree *tree, guint position)
{
  GtkTreeListRow *row = g_list_model_get_item (embark_json_tree_get_rows (tree), position);

  g_assert_nonnull (row);
  return row;
}

/* What row @position says: "name|value|path" */
static void
assert_row (EmbarkJsonTree *tree, guint position, const char *expected)
{
  g_autoptr (GtkTreeListRow) row = get_row (tree, position);
  g_autoptr (EmbarkJsonItem) item = gtk_tree_list_row_get_item (row);
  g_autofree char *name = embark_json_item_dup_name (item);
  g_autofree char *value = embark_json_item_dup_value (item);
  g_autofree char *path = embark_json_item_dup_path (item);
  g_autofree char *found = g_strjoin ("|", name, value, path, NULL);

  g_assert_cmpstr (found, ==, expected);
}

static guint
count (EmbarkJsonTree *tree)
{
  return g_list_model_get_n_items (embark_json_tree_get_rows (tree));
}

static void
open (EmbarkJsonTree *tree, guint position)
{
  g_autoptr (GtkTreeListRow) row = get_row (tree, position);

  gtk_tree_list_row_set_expanded (row, TRUE);
}

static void
test_rows (void)
{
  EmbarkJsonTree *tree = make_tree (DOCUMENT);
  g_autoptr (GtkTreeListRow) empty = get_row (tree, 6);

  g_assert_cmpuint (count (tree), ==, 8);
  assert_row (tree, 0, "$||$");
  /* What turns the direction of text is written out. */
  assert_row (tree, 1, "odd name|\"a \\\"b\\\"\\n\\u202eexe\"|$['odd name']");
  assert_row (tree, 2, "n|9007199254740993|$.n");
  assert_row (tree, 3, "d|0.1|$.d");
  assert_row (tree, 4, "big|\"123456789012345678901234567890\"|$.big");
  assert_row (tree, 5, "list||$.list");
  assert_row (tree, 7, "it's|1|$['it\\'s']");
  g_assert_false (gtk_tree_list_row_is_expandable (empty));
  open (tree, 5);
  assert_row (tree, 6, "[0]|1|$.list[0]");
  open (tree, 7);
  assert_row (tree, 8, "[0]|true|$.list[1][0]");
  assert_row (tree, 9, "[1]|null|$.list[1][1]");
  g_assert_finalize_object (tree);
}

/* A newer answer leaves open what was opened; of something else nothing is. */
static void
test_newer (void)
{
  EmbarkJsonTree *tree = make_tree (DOCUMENT);
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (embark_json_tree_get_rows (tree));
  g_autoptr (JsonNode) newer = parse ("{\"new\":1,\"list\":[1,[false]],\"n\":2}");

  open (tree, 5);
  open (tree, 7);
  gtk_single_selection_set_selected (selection, 8);
  embark_json_tree_set_json (tree, newer, FALSE);
  g_assert_cmpuint (count (tree), ==, 7);
  assert_row (tree, gtk_single_selection_get_selected (selection), "[0]|false|$.list[1][0]");

  embark_json_tree_set_json (tree, NULL, TRUE);
  g_assert_cmpuint (count (tree), ==, 0);
  embark_json_tree_set_json (tree, newer, TRUE);
  g_assert_cmpuint (count (tree), ==, 4);
  g_assert_finalize_object (tree);
}

static char *
make_long (guint n, gboolean object)
{
  GString *text = g_string_new (object ? "{" : "[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, object ? "%s\"key %u\":\"v%u\"" : "%s{\"i\":%u,\"v\":\"v%u\"}",
                            i > 0 ? "," : "", i, i);
  g_string_append_c (text, object ? '}' : ']');
  return g_string_free (text, FALSE);
}

/* Opening costs the same whatever there is: there are never many rows. */
static void
test_ranges (void)
{
  g_autofree char *members = make_long (100000, TRUE);
  g_autofree char *few = make_long (EMBARK_JSON_ITEM_MAX_CHILDREN, FALSE);
  EmbarkJsonTree *tree = make_tree (members);
  EmbarkJsonTree *flat = make_tree (few);

  g_assert_cmpuint (count (tree), ==, 101);
  assert_row (tree, 100, "[99000 … 99999]||$");
  open (tree, 100);
  g_assert_cmpuint (count (tree), ==, 1101);
  assert_row (tree, 101, "key 99000|\"v99000\"|$['key 99000']");
  assert_row (tree, 1100, "key 99999|\"v99999\"|$['key 99999']");
  g_assert_cmpuint (count (flat), ==, 1 + EMBARK_JSON_ITEM_MAX_CHILDREN);
  g_assert_finalize_object (tree);
  g_assert_finalize_object (flat);
}

/* Ten million values are too much for the address sanitizer, where every block costs a whole stack. */
#ifndef __SANITIZE_ADDRESS__
static void
test_millions (void)
{
  g_autoptr (GString) text = g_string_new ("[0");
  EmbarkJsonTree *tree;

  for (guint i = 1; i < 10001000; i++)
    g_string_append (text, ",0");
  g_string_append_c (text, ']');
  tree = make_tree (text->str);
  g_assert_cmpuint (count (tree), ==, 12);
  assert_row (tree, 11, "[10000000 … 10000999]||$");
  open (tree, 11);
  assert_row (tree, 12, "[10000000 … 10000999]||$");
  open (tree, 12);
  g_assert_cmpuint (count (tree), ==, 1013);
  assert_row (tree, 1012, "[10000999]|0|$[10000999]");
  open (tree, 1);
  assert_row (tree, 1001, "[999000 … 999999]||$");
  g_assert_finalize_object (tree);
}

#endif

static void
wait_found (EmbarkJsonTree *tree)
{
  while (embark_json_tree_get_n_found (tree) < 0)
    g_main_context_iteration (NULL, TRUE);
}

/* What is found is opened, through ranges, and the next after it; names and values alike, whatever their
 * case. */
static void
test_find (void)
{
  g_autofree char *text = make_long (30000, FALSE);
  EmbarkJsonTree *tree = make_tree (text);
  GtkWindow *window = ui_show (GTK_WIDGET (tree), 400, 400);
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (embark_json_tree_get_rows (tree));

  embark_json_tree_find (tree, "V2999");
  wait_found (tree);
  g_assert_cmpint (embark_json_tree_get_n_found (tree), ==, 11);
  assert_row (tree, gtk_single_selection_get_selected (selection), "v|\"v2999\"|$[2999].v");
  gtk_widget_activate_action (GTK_WIDGET (tree), "json-tree.next", NULL);
  assert_row (tree, gtk_single_selection_get_selected (selection), "v|\"v29990\"|$[29990].v");
  gtk_widget_activate_action (GTK_WIDGET (tree), "json-tree.previous", NULL);
  gtk_widget_activate_action (GTK_WIDGET (tree), "json-tree.previous", NULL);
  assert_row (tree, gtk_single_selection_get_selected (selection), "v|\"v29999\"|$[29999].v");
  g_assert_nonnull (ui_find_text (GTK_WIDGET (tree), "11 of 11"));

  embark_json_tree_find (tree, "nowhere");
  wait_found (tree);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (tree), "None"));
  embark_json_tree_find (tree, "i");
  wait_found (tree);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (tree), "1 of 1000+"));
  ui_close (window);
  g_object_unref (tree);
}

/* A letter that ASCII does not have, found by its other case. */
static void
test_find_folded (void)
{
  EmbarkJsonTree *tree = make_tree ("{\"ort\":\"ÖTZTAL\",\"n\":123}");
  GtkWindow *window = ui_show (GTK_WIDGET (tree), 400, 400);

  embark_json_tree_find (tree, "ötz");
  wait_found (tree);
  g_assert_cmpint (embark_json_tree_get_n_found (tree), ==, 1);
  embark_json_tree_find (tree, "23");
  wait_found (tree);
  g_assert_cmpint (embark_json_tree_get_n_found (tree), ==, 1);
  ui_close (window);
  g_object_unref (tree);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
assert_copied (EmbarkJsonTree *tree, const char *expected)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (tree));
  g_autofree char *text = NULL;

  /* What is long is printed in a thread first. */
  while (g_strcmp0 (text, expected) != 0)
    {
      g_clear_pointer (&text, g_free);
      gdk_clipboard_read_text_async (clipboard, NULL, read_cb, &text);
      while (text == NULL)
        g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_copy (void)
{
  EmbarkJsonTree *tree = make_tree (DOCUMENT);
  GtkWindow *window = ui_show (GTK_WIDGET (tree), 400, 400);
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (embark_json_tree_get_rows (tree));

  gtk_single_selection_set_selected (selection, 1);
  gtk_widget_activate_action (GTK_WIDGET (tree), "json-tree.copy-value", NULL);
  assert_copied (tree, "a \"b\"\n\xe2\x80\xae"
                       "exe");
  gtk_widget_activate_action (GTK_WIDGET (tree), "json-tree.copy-path", NULL);
  assert_copied (tree, "$['odd name']");
  open (tree, 5);
  gtk_single_selection_set_selected (selection, 7);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (tree), "$.list[1]"));
  gtk_widget_activate_action (GTK_WIDGET (tree), "json-tree.copy-value", NULL);
  assert_copied (tree, "[\n  true,\n  null\n]");
  ui_close (window);
  g_object_unref (tree);
}

static gboolean
press (EmbarkJsonTree *tree, guint key)
{
  GtkWidget *list = ui_find (GTK_WIDGET (tree), GTK_TYPE_LIST_VIEW, NULL);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (list);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
  return handled;
}

static void
test_keys (void)
{
  EmbarkJsonTree *tree = make_tree (DOCUMENT);
  GtkWindow *window = ui_show (GTK_WIDGET (tree), 400, 400);
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (embark_json_tree_get_rows (tree));

  gtk_single_selection_set_selected (selection, 5);
  g_assert_true (press (tree, GDK_KEY_Right));
  g_assert_cmpuint (count (tree), ==, 11);
  g_assert_true (press (tree, GDK_KEY_Right));
  assert_row (tree, gtk_single_selection_get_selected (selection), "[0]|1|$.list[0]");
  ui_settle ();
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), GTK_WIDGET (tree)));
  press (tree, GDK_KEY_Left);
  assert_row (tree, gtk_single_selection_get_selected (selection), "list||$.list");
  press (tree, GDK_KEY_Left);
  g_assert_cmpuint (count (tree), ==, 8);
  g_assert_false (press (tree, GDK_KEY_Down));
  ui_close (window);
  g_object_unref (tree);
}

/* JSON is data: no markup in names or values. Neither a narrow window nor depth widens anything. */
static void
test_looks (void)
{
  EmbarkJsonTree *tree =
      make_tree ("{\"<b>bold</b>\":\"<i>&amp;\",\"a\":{\"a\":{\"a\":{\"a\":[[[[[1]]]]]}}}}");
  GtkWindow *window = ui_show (GTK_WIDGET (tree), 300, 300);
  int minimum;

  g_assert_nonnull (ui_find_text (GTK_WIDGET (tree), "<b>bold</b>"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (tree), "\"<i>&amp;\""));
  for (guint i = 0; i < count (tree); i++)
    open (tree, i);
  ui_settle ();
  gtk_widget_measure (GTK_WIDGET (tree), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 240);
  ui_close (window);
  g_object_unref (tree);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/json-tree/rows", test_rows);
  g_test_add_func ("/ui/json-tree/newer", test_newer);
  g_test_add_func ("/ui/json-tree/ranges", test_ranges);
#ifndef __SANITIZE_ADDRESS__
  g_test_add_func ("/ui/json-tree/millions", test_millions);
#endif
  g_test_add_func ("/ui/json-tree/find", test_find);
  g_test_add_func ("/ui/json-tree/find-folded", test_find_folded);
  g_test_add_func ("/ui/json-tree/copy", test_copy);
  g_test_add_func ("/ui/json-tree/keys", test_keys);
  g_test_add_func ("/ui/json-tree/looks", test_looks);
  return g_test_run ();
}
