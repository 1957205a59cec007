/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The stand-in for Salesforce's record pages.
 *
 * They open in any browser on this machine without a key, so that a demonstration can follow a link from a
 * run; what keeps others out is the org's token in the path (96 random bits from the kernel, made when the
 * org first appears). Like the portal's address it is a credential: pages send no referrer, and the list of
 * requests shows the pattern only. */

#include "config.h"

#include <string.h>

#include "embark-sandbox-private.h"

static const struct
{
  const char *name;
  const char *label;
  const char *type;
  const char *autocomplete;
} inputs[] = {
  { "FirstName", "First Name", "text", "off" }, { "LastName", "Last Name (required)", "text", "off" },
  { "Email", "Email", "text", "off" },          { "Phone", "Phone", "tel", "off" },
  { "Title", "Title", "text", "off" },          { "Company__c", "Company", "text", "off" },
};

static const struct
{
  const char *name;
  const char *label;
} details[] = {
  { "FirstName", "First Name" },
  { "LastName", "Last Name" },
  { "Email", "Email" },
  { "Phone", "Phone" },
  { "Title", "Title" },
  { "Company__c", "Company" },
  { "Department", "Department" },
  { "LeadSource", "Lead Source" },
  { "CreatedDate", "Created Date" },
  { "LastModifiedDate", "Last Modified Date" },
};

static JsonObject *
enter (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *org = sandbox_org (self, sandbox_request_parameter (request, "org"));

  if (org == NULL)
    sandbox_reply_notice (self, request, 404, "Page not found", "This address does not lead to an org.");
  return org;
}

static char *
org_base (JsonObject *org)
{
  return g_strconcat ("/org/", sandbox_str (org, "token"), "/lightning", NULL);
}

/* Shows that a form came from our own page: a page elsewhere cannot make it without the secret. */
static char *
form_proof (EmbarkSandbox *self, JsonObject *org)
{
  gsize length;
  const guchar *key = g_bytes_get_data (self->secret, &length);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, key, length, sandbox_str (org, "token"), -1);
}

static char *
bar (JsonObject *org, gboolean contacts)
{
  g_autofree char *base = org_base (org);

  return sandbox_render ("records-bar.html", "org", sandbox_str (org, "name"), "base", base,
                         "contacts-current", contacts ? " aria-current=\"page\"" : "", "deals-current",
                         contacts ? "" : " aria-current=\"page\"", NULL);
}

static char *
full_name (JsonObject *contact)
{
  const char *first = sandbox_str (contact, "FirstName");
  const char *last = sandbox_str (contact, "LastName");

  return g_strstrip (g_strconcat (first != NULL ? first : "", " ", last != NULL ? last : "", NULL));
}

static char *
readable_time (const char *iso)
{
  char *text = g_strndup (iso != NULL ? iso : "", 16);

  return g_strdelimit (text, "T", ' ');
}

/* Grouped by thousands whatever the locale, as the page is in one language. */
static char *
readable_amount (double amount)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "%.0f", amount);
  for (gssize point = (gssize) text->len - 3; point > 0; point -= 3)
    g_string_insert_c (text, point, ',');
  g_string_prepend (text, "EUR ");
  return g_string_free (text, FALSE);
}

static void
add_cell (GString *rows, const char *class, const char *value)
{
  g_autofree char *escaped = sandbox_escape (value);

  g_string_append_printf (rows, "<td%s><bdi>%s</bdi></td>", class, escaped);
}

static int
by_created (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (sandbox_str (*(JsonObject *const *) b, "CreatedDate"),
                    sandbox_str (*(JsonObject *const *) a, "CreatedDate"));
}

/* Returns: (transfer container): the org's contacts, newest first */
static GPtrArray *
sorted_contacts (JsonObject *org)
{
  JsonArray *contacts = sandbox_arr (org, "contacts");
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; i < sandbox_length (contacts); i++)
    if (sandbox_item (contacts, i) != NULL)
      g_ptr_array_add (sorted, sandbox_item (contacts, i));
  g_ptr_array_sort (sorted, by_created);
  return sorted;
}

void
sandbox_record_list (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *org = enter (self, request);
  g_autoptr (GPtrArray) contacts = sorted_contacts (org);
  guint count = contacts->len;
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *base = NULL;
  g_autofree char *head = NULL;
  g_autofree char *summary = g_strdup_printf (count == 1 ? "%u item" : "%u items, newest first", count);

  if (org == NULL)
    return;
  base = org_base (org);
  g_string_append (
      rows,
      count == 0
          ? "<p class=\"empty\">No contacts yet.</p>"
          : "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Name</th><th scope=\"col\">"
            "Email</th><th scope=\"col\">Lead Source</th><th scope=\"col\">Created</th></tr></thead><tbody>");
  for (guint i = 0; i < count; i++)
    {
      JsonObject *contact = g_ptr_array_index (contacts, i);
      g_autofree char *name = full_name (contact);
      g_autofree char *escaped = sandbox_escape (name);
      g_autofree char *id = sandbox_escape (sandbox_str (contact, "Id"));
      g_autofree char *created = readable_time (sandbox_str (contact, "CreatedDate"));

      g_string_append_printf (rows, "<tr><td><a href=\"%s/r/Contact/%s/view\"><bdi>%s</bdi></a></td>", base,
                              id, escaped);
      add_cell (rows, "", sandbox_str (contact, "Email"));
      add_cell (rows, "", sandbox_str (contact, "LeadSource"));
      add_cell (rows, " class=\"time\"", created);
      g_string_append (rows, "</tr>");
    }
  if (count > 0)
    g_string_append (rows, "</tbody></table></div>");
  head = bar (org, TRUE);
  sandbox_reply_html (self, request, 200, "contact-list.html", "title", "Contacts | Salesforce", "look",
                      "cloud records", "bar", head, "base", base, "rows", rows->str, "count", summary, NULL);
}

static JsonObject *
named_contact (EmbarkSandbox *self, SandboxRequest *request, JsonObject *org)
{
  JsonObject *contact =
      sandbox_find (sandbox_arr (org, "contacts"), "Id", sandbox_request_parameter (request, "contact"));

  if (contact == NULL && org != NULL)
    sandbox_reply_notice (self, request, 404, "Record not found", "The contact does not exist in this org.");
  return contact;
}

void
sandbox_record_view (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *org = enter (self, request);
  JsonObject *contact = named_contact (self, request, org);
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *base = NULL;
  g_autofree char *head = NULL;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  if (contact == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (details); i++)
    {
      const char *value = sandbox_str (contact, details[i].name);
      g_autofree char *time = g_str_has_suffix (details[i].name, "Date") ? readable_time (value) : NULL;
      g_autofree char *escaped = sandbox_escape (time != NULL ? time : value);

      g_string_append_printf (rows, "<div><dt>%s</dt><dd><bdi>%s</bdi></dd></div>", details[i].label,
                              escaped);
    }
  base = org_base (org);
  head = bar (org, TRUE);
  name = full_name (contact);
  title = g_strconcat (name, " | Contact | Salesforce", NULL);
  sandbox_reply_html (self, request, 200, "contact.html", "title", title, "look", "cloud records", "bar",
                      head, "name", name, "base", base, "id", sandbox_str (contact, "Id"), "details",
                      rows->str, NULL);
}

static void
show_form (
    EmbarkSandbox *self, SandboxRequest *request, JsonObject *org, JsonObject *values, const char *problem)
{
  const char *id = sandbox_request_parameter (request, "contact");
  g_autoptr (GString) fields = g_string_new (NULL);
  g_autofree char *base = org_base (org);
  g_autofree char *head = bar (org, TRUE);
  g_autofree char *proof = form_proof (self, org);
  g_autofree char *escaped_problem = sandbox_escape (problem);
  g_autofree char *banner = NULL;
  g_autofree char *action = NULL;
  g_autofree char *cancel = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autofree char *value = sandbox_escape (sandbox_str (values, inputs[i].name));

      g_string_append_printf (
          fields,
          "<div class=\"field\"><label for=\"%s\">%s</label><input id=\"%s\" name=\"%s\" type=\"%s\" "
          "value=\"%s\" autocomplete=\"%s\"%s></div>",
          inputs[i].name, inputs[i].label, inputs[i].name, inputs[i].name, inputs[i].type, value,
          inputs[i].autocomplete, i == 0 ? " autofocus" : "");
    }
  if (problem != NULL)
    banner = g_strdup_printf ("<div class=\"banner bad\" role=\"alert\"><p>%s</p></div>", escaped_problem);
  action = id != NULL ? g_strconcat (base, "/r/Contact/", id, "/edit", NULL)
                      : g_strconcat (base, "/o/Contact/new", NULL);
  cancel = id != NULL ? g_strconcat (base, "/r/Contact/", id, "/view", NULL)
                      : g_strconcat (base, "/o/Contact/list", NULL);
  sandbox_reply_html (self, request, problem != NULL ? 400 : 200, "contact-form.html", "title",
                      id != NULL ? "Edit Contact | Salesforce" : "New Contact | Salesforce", "look",
                      "cloud records", "bar", head, "heading", id != NULL ? "Edit Contact" : "New Contact",
                      "action", action, "proof", proof, "banner", banner, "fields", fields->str, "cancel",
                      cancel, NULL);
}

void
sandbox_record_form (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *org = enter (self, request);
  JsonObject *contact = NULL;

  if (org == NULL)
    return;
  if (sandbox_request_parameter (request, "contact") != NULL)
    {
      contact = named_contact (self, request, org);
      if (contact == NULL)
        return;
    }
  show_form (self, request, org, contact, NULL);
}

/* Returns: (transfer full) (nullable): what the form says, if Salesforce would take it; else it was answered
 */
static JsonObject *
read_form (EmbarkSandbox *self, SandboxRequest *request, JsonObject *org)
{
  g_autoptr (JsonObject) values = json_object_new ();
  g_autofree char *proof = form_proof (self, org);
  const char *given = sandbox_request_form (request, "proof");
  g_autoptr (JsonArray) errors = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      const char *text = sandbox_request_form (request, inputs[i].name);
      g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));

      json_object_set_string_member (values, inputs[i].name, trimmed);
    }
  if (given == NULL || !sandbox_equal_secret (given, proof))
    {
      show_form (self, request, org, values, "This form was open for too long. Save it again.");
      return NULL;
    }
  errors = sandbox_contact_errors (values);
  if (errors != NULL)
    {
      show_form (self, request, org, values, sandbox_str (sandbox_item (errors, 0), "message"));
      return NULL;
    }
  return g_steal_pointer (&values);
}

static void
to_record (SandboxRequest *request, JsonObject *org, JsonObject *contact)
{
  g_autofree char *path = sandbox_record_path (org, sandbox_str (contact, "Id"));

  sandbox_reply_redirect (request, path);
}

void
sandbox_record_create (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *org = enter (self, request);
  g_autoptr (JsonObject) values = org != NULL ? read_form (self, request, org) : NULL;
  JsonObject *contact;

  if (values == NULL)
    return;
  contact = sandbox_contact_add (self, org, values, sandbox_now (self));
  sandbox_contact_changed (self, org, contact, "created");
  to_record (request, org, contact);
}

void
sandbox_record_update (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *org = enter (self, request);
  JsonObject *contact = named_contact (self, request, org);
  g_autoptr (JsonObject) values = contact != NULL ? read_form (self, request, org) : NULL;
  g_autofree char *at = sandbox_iso (sandbox_now (self));

  if (values == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      const char *text = sandbox_str (values, inputs[i].name);

      if (*text != '\0')
        json_object_set_string_member (contact, inputs[i].name, text);
      else if (json_object_has_member (contact, inputs[i].name))
        json_object_remove_member (contact, inputs[i].name);
    }
  json_object_set_string_member (contact, "LastModifiedDate", at);
  sandbox_contact_changed (self, org, contact, "updated");
  to_record (request, org, contact);
}

void
sandbox_opportunity_list (EmbarkSandbox *self, SandboxRequest *request)
{
  JsonObject *org = enter (self, request);
  JsonArray *deals = sandbox_arr (org, "opportunities");
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *head = NULL;

  if (org == NULL)
    return;
  for (guint i = 0; i < sandbox_length (deals); i++)
    {
      JsonObject *deal = sandbox_item (deals, i);
      g_autofree char *amount = readable_amount (sandbox_double (deal, "Amount"));

      g_string_append (rows, "<tr>");
      add_cell (rows, "", sandbox_str (deal, "Name"));
      add_cell (rows, "", sandbox_str (deal, "StageName"));
      add_cell (rows, " class=\"time\"", sandbox_str (deal, "CloseDate"));
      add_cell (rows, " class=\"number\"", amount);
      g_string_append (rows, "</tr>");
    }
  if (sandbox_length (deals) == 0)
    g_string_append (rows, "<tr><td colspan=\"4\"><p class=\"empty\">No opportunities yet.</p></td></tr>");
  head = bar (org, FALSE);
  sandbox_reply_html (self, request, 200, "opportunity-list.html", "title", "Opportunities | Salesforce",
                      "look", "cloud records", "bar", head, "rows", rows->str, NULL);
}
