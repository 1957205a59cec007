/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-book-private.h"
#include "embark-webhook-book.h"

struct _EmbarkWebhookBook
{
  EmbarkBook parent_instance;
};

G_DEFINE_FINAL_TYPE (EmbarkWebhookBook, embark_webhook_book, EMBARK_TYPE_BOOK)

static const char *
get_id (gpointer record)
{
  return embark_webhook_get_id (record);
}

static JsonNode *
get_json (gpointer record)
{
  return embark_webhook_get_json (record);
}

/* Returns: (transfer full): @webhooks without those whose id another one has already: what is shown and
 * changed is found by it */
static GPtrArray *
dup_distinct (GPtrArray *webhooks)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *distinct = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < webhooks->len; i++)
    if (g_hash_table_add (seen, (gpointer) embark_webhook_get_id (webhooks->pdata[i])))
      g_ptr_array_add (distinct, g_object_ref (webhooks->pdata[i]));
  return distinct;
}

static void
embark_webhook_book_class_init (EmbarkWebhookBookClass *klass)
{
  EmbarkBookClass *book_class = EMBARK_BOOK_CLASS (klass);

  book_class->get_record_type = embark_webhook_get_type;
  book_class->list_operation = EMBARK_OPERATION_WEBHOOK_LIST;
  book_class->get_id = get_id;
  book_class->get_json = get_json;
  book_class->choose = dup_distinct;
}

static void
embark_webhook_book_init (EmbarkWebhookBook *self)
{
}

EmbarkWebhookBook *
embark_webhook_book_new (EmbarkWorkspace *workspace)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);

  return g_object_new (EMBARK_TYPE_WEBHOOK_BOOK, "workspace", workspace, NULL);
}

EmbarkWebhook *
embark_webhook_book_find (EmbarkWebhookBook *self, const char *id)
{
  g_return_val_if_fail (EMBARK_IS_WEBHOOK_BOOK (self), NULL);

  return embark_book_find (EMBARK_BOOK (self), id, NULL);
}
