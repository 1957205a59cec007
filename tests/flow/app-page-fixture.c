/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app-page-fixture.h"
#include "embark-app-page.h"
#include "embark-json.h"

char *app_page_dashboard;

static void
dashboard_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_free (app_page_dashboard);
  app_page_dashboard = g_variant_dup_string (parameter, NULL);
}

void
app_page_show (Fixture *f)
{
  static const GActionEntry entries[] = {
    { .name = "open-dashboard", .activate = dashboard_cb, .parameter_type = "s" }
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), f);
  fixture_show (f, EMBARK_TYPE_APP_PAGE);
  gtk_widget_insert_action_group (GTK_WIDGET (f->page), "win", G_ACTION_GROUP (actions));
}

EmbarkProfile *
app_page_profile_of (Fixture *f)
{
  return embark_workspace_get_profile (f->workspace);
}

/* ---- what is on the page ---- */

static EmbarkGuideRow *
find_row (GtkWidget *root, const char *id)
{
  if (EMBARK_IS_GUIDE_ROW (root) && g_str_equal (embark_guide_row_get_step (EMBARK_GUIDE_ROW (root))->id, id))
    return EMBARK_GUIDE_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      EmbarkGuideRow *found = find_row (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

EmbarkGuideRow *
app_page_row (Fixture *f, const char *id)
{
  EmbarkGuideRow *found = find_row (GTK_WIDGET (f->page), id);

  g_assert_nonnull (found);
  return found;
}

gboolean
app_page_says (Fixture *f, const char *id, const char *words)
{
  return ui_find_text (GTK_WIDGET (app_page_row (f, id)), words) != NULL;
}

GtkWidget *
app_page_find_titled (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = app_page_find_titled (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
app_page_type (Fixture *f, const char *title, const char *text)
{
  GtkWidget *entry = app_page_find_titled (GTK_WIDGET (f->page), title);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

const char *
app_page_typed (Fixture *f, const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (app_page_find_titled (GTK_WIDGET (f->page), title)));
}

GtkWidget *
app_page_button (Fixture *f, const char *label)
{
  GtkWidget *found = ui_find_button (GTK_WIDGET (f->page), label);

  g_assert_nonnull (found);
  return found;
}

/* Returns: whether @text is in one of the texts that are shown */
gboolean
app_page_reads (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_visible (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (app_page_reads (child, text))
      return TRUE;
  return FALSE;
}

static const char *awaited;

static gboolean
is_read (Fixture *f)
{
  return app_page_reads (GTK_WIDGET (f->page), awaited);
}

void
app_page_wait_text (Fixture *f, const char *text)
{
  awaited = text;
  fixture_wait (f, is_read);
}

/* ---- the server's side ---- */

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GBytes **) data = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
}

/* Says to the stand-in what its dashboard would say, or asks it. Returns: (transfer full): its answer */
JsonNode *
app_page_client (Fixture *f, const char *body)
{
  g_autofree char *uri = g_strconcat (embark_sandbox_get_base_uri (f->sandbox), "/__sandbox/client", NULL);
  g_autoptr (SoupMessage) message = soup_message_new (body != NULL ? "POST" : "GET", uri);
  g_autoptr (GBytes) answer = NULL;
  JsonNode *node;

  soup_message_headers_append (soup_message_get_request_headers (message), "x-api-key",
                               embark_sandbox_get_api_key (f->sandbox));
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  soup_session_send_and_read_async (f->session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  node = embark_json_parse (g_bytes_get_data (answer, NULL), (gssize) g_bytes_get_size (answer), NULL);
  g_assert_nonnull (node);
  return node;
}

/* Client ID and Secret as Salesforce has them. */
void
app_page_get_pair (Fixture *f, char **client_id, char **secret)
{
  g_autoptr (JsonNode) node = app_page_client (f, NULL);
  JsonObject *app = embark_json_get_object (json_node_get_object (node), "salesforce");

  *client_id = g_strdup (embark_json_get_string (app, "client_id", NULL));
  *secret = g_strdup (embark_json_get_string (app, "client_secret", NULL));
  g_assert_nonnull (*client_id);
  g_assert_nonnull (*secret);
}

/* Returns: (nullable): the button in any window, of that label */
static GtkWidget *
find_answer (const char *label)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GtkWidget *found = ui_find_button (window, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Says yes to the question that was asked. */
void
app_page_answer (const char *label)
{
  while (find_answer (label) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (find_answer (label), "clicked");
  while (find_answer (label) != NULL)
    g_main_context_iteration (NULL, TRUE);
}
