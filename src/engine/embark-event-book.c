/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "embark-book-private.h"
#include "embark-event-book.h"

struct _EmbarkEventBook
{
  EmbarkBook parent_instance;
};

G_DEFINE_FINAL_TYPE (EmbarkEventBook, embark_event_book, EMBARK_TYPE_BOOK)

static const char *
get_id (gpointer record)
{
  return embark_event_get_id (record);
}

static JsonNode *
get_json (gpointer record)
{
  return embark_event_get_json (record);
}

static void
embark_event_book_class_init (EmbarkEventBookClass *klass)
{
  EmbarkBookClass *book_class = EMBARK_BOOK_CLASS (klass);

  book_class->get_record_type = embark_event_get_type;
  book_class->list_operation = EMBARK_OPERATION_EVENT_LIST;
  book_class->get_id = get_id;
  book_class->get_json = get_json;
}

static void
embark_event_book_init (EmbarkEventBook *self)
{
}

EmbarkEventBook *
embark_event_book_new (EmbarkWorkspace *workspace)
{
  g_return_val_if_fail (EMBARK_IS_WORKSPACE (workspace), NULL);

  return g_object_new (EMBARK_TYPE_EVENT_BOOK, "workspace", workspace, NULL);
}

EmbarkEvent *
embark_event_book_find_id (EmbarkEventBook *self, const char *id)
{
  g_return_val_if_fail (EMBARK_IS_EVENT_BOOK (self), NULL);

  return embark_book_find (EMBARK_BOOK (self), id, NULL);
}

EmbarkEvent *
embark_event_book_find_name (EmbarkEventBook *self, const char *name)
{
  g_return_val_if_fail (EMBARK_IS_EVENT_BOOK (self), NULL);

  for (guint i = 0; name != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (EmbarkEvent) event = g_list_model_get_item (G_LIST_MODEL (self), i);

      if (g_str_equal (embark_event_get_name (event), name))
        return event; /* the list holds it */
    }
  return NULL;
}

EmbarkEventNameState
embark_event_book_check_name (EmbarkEventBook *self, const char *name, const char *id)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  g_autofree char *folded = g_utf8_casefold (name, -1);
  EmbarkEventNameState state = EMBARK_EVENT_NAME_GOOD;

  g_return_val_if_fail (EMBARK_IS_EVENT_BOOK (self), EMBARK_EVENT_NAME_GOOD);

  if (*stripped == '\0')
    return EMBARK_EVENT_NAME_EMPTY;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self)); i++)
    {
      g_autoptr (EmbarkEvent) event = g_list_model_get_item (G_LIST_MODEL (self), i);
      g_autofree char *other = g_utf8_casefold (embark_event_get_name (event), -1);

      if (id != NULL && g_strcmp0 (embark_event_get_id (event), id) == 0)
        continue;
      if (g_str_equal (embark_event_get_name (event), name))
        return EMBARK_EVENT_NAME_TAKEN;
      if (g_str_equal (other, folded))
        state = EMBARK_EVENT_NAME_SIMILAR;
    }
  return !g_str_equal (stripped, name) ? EMBARK_EVENT_NAME_SPACE : state;
}
