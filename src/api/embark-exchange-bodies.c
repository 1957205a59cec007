/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bodies of calls that somebody may want to look at. They are kept as they are and searched for secrets when
 * they are looked at: searching 64 KiB takes a hundred times as long as copying them, and most are never
 * looked at. What is known to be secret by its value is taken out at once, what is secret as a whole is not
 * kept. */

#include "config.h"

#include <string.h>

#include "embark-exchange-private.h"
#include "embark-redact.h"

/* A value that the end cuts in two may not look like a secret any more: what is left of it goes, if it is no
 * longer than this. */
#define MAX_CUT_WORD 4096

struct _EmbarkKeptBody
{
  char *text; /* (owned): ends in NUL */
  gsize size;
  gboolean cut;
};

static void
kept_clear (EmbarkKeptBody *self)
{
  explicit_bzero (self->text, self->size);
  g_free (self->text);
}

/* Takes @secret out of the text, which may become longer or shorter by that. What comes behind a NUL is never
 * shown. */
static void
take_out (EmbarkKeptBody *self, const char *secret)
{
  GString *shown;
  const char *rest = self->text, *end = self->text + self->size, *found;
  const gsize length = strlen (secret);

  if (length == 0 || strstr (self->text, secret) == NULL)
    return;
  shown = g_string_sized_new (self->size);
  while ((found = strstr (rest, secret)) != NULL)
    {
      g_string_append_len (shown, rest, found - rest);
      g_string_append (shown, EMBARK_REDACTED);
      rest = found + length;
    }
  g_string_append_len (shown, rest, end - rest);
  kept_clear (self);
  self->size = shown->len;
  self->text = g_string_free (shown, FALSE);
}

static void
cut (EmbarkKeptBody *self, gsize size)
{
  gsize end = size;

  if (self->size <= size)
    return;
  while (end > 0 && size - end < MAX_CUT_WORD && !g_ascii_isspace (self->text[end - 1])
         && strchr ("\"'`,;{}[]<>", self->text[end - 1]) == NULL)
    end--;
  if (end == 0 || size - end == MAX_CUT_WORD)
    end = size;
  /* Not into the middle of a character. */
  while (end > 0 && ((guchar) self->text[end] & 0xc0) == 0x80)
    end--;
  explicit_bzero (self->text + end, self->size - end);
  self->size = end;
  self->cut = TRUE;
}

EmbarkKeptBody *
embark_kept_body_new (const void *data, gsize length, const char *const *secrets)
{
  EmbarkKeptBody *self;
  gsize window = EMBARK_EXCHANGE_MAX_BODY + 1;

  if (data == NULL || length == 0)
    return NULL;
  /* A secret that begins before the cut is seen as a whole. */
  for (guint i = 0; secrets != NULL && secrets[i] != NULL; i++)
    window = MAX (window, EMBARK_EXCHANGE_MAX_BODY + strlen (secrets[i]));
  self = g_atomic_rc_box_new0 (EmbarkKeptBody);
  self->size = MIN (length, window);
  self->text = g_malloc (self->size + 1);
  memcpy (self->text, data, self->size);
  self->text[self->size] = '\0';
  for (guint i = 0; secrets != NULL && secrets[i] != NULL; i++)
    take_out (self, secrets[i]);
  cut (self, EMBARK_EXCHANGE_MAX_BODY);
  self->cut = self->cut || length > window;
  return self;
}

EmbarkKeptBody *
embark_kept_body_ref (EmbarkKeptBody *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
embark_kept_body_unref (EmbarkKeptBody *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) kept_clear);
}

gsize
embark_kept_body_get_size (EmbarkKeptBody *self)
{
  return self->size;
}

char *
embark_kept_body_dup_text (EmbarkKeptBody *self, const char *const *members, EmbarkRecorded *how)
{
  g_autofree char *valid = NULL;

  if (memchr (self->text, '\0', self->size) != NULL)
    {
      *how = EMBARK_RECORDED_BINARY;
      return NULL;
    }
  *how = self->cut ? EMBARK_RECORDED_CUT : EMBARK_RECORDED_WHOLE;
  valid = g_utf8_make_valid (self->text, (gssize) self->size);
  return embark_redact_json (valid, members);
}

struct _EmbarkShelf
{
  GMutex lock;
  GQueue bodies; /* (element-type EmbarkShelved): the oldest first; each is its exchange's */
  gsize size;
  gsize limit;
};

static void
shelf_clear (EmbarkShelf *self)
{
  g_mutex_clear (&self->lock);
}

EmbarkShelf *
embark_shelf_new (gsize limit)
{
  EmbarkShelf *self = g_atomic_rc_box_new0 (EmbarkShelf);

  g_mutex_init (&self->lock);
  g_queue_init (&self->bodies);
  self->limit = limit;
  return self;
}

EmbarkShelf *
embark_shelf_ref (EmbarkShelf *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
embark_shelf_unref (EmbarkShelf *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) shelf_clear);
}

static gsize
measure (const EmbarkShelved *bodies)
{
  return (bodies->request != NULL ? bodies->request->size : 0)
         + (bodies->response != NULL ? bodies->response->size : 0);
}

/* With the lock held. */
static void
take (EmbarkShelf *self, EmbarkShelved *bodies)
{
  self->size -= measure (bodies);
  g_queue_unlink (&self->bodies, &bodies->link);
  g_clear_pointer (&bodies->request, embark_kept_body_unref);
  g_clear_pointer (&bodies->response, embark_kept_body_unref);
}

void
embark_shelf_put (EmbarkShelf *self, EmbarkShelved *bodies)
{
  g_mutex_lock (&self->lock);
  bodies->link.data = bodies;
  g_queue_push_tail_link (&self->bodies, &bodies->link);
  self->size += measure (bodies);
  while (self->size > self->limit)
    {
      EmbarkShelved *oldest = g_queue_peek_head (&self->bodies);

      take (self, oldest);
      oldest->dropped = TRUE;
    }
  g_mutex_unlock (&self->lock);
}

void
embark_shelf_take (EmbarkShelf *self, EmbarkShelved *bodies)
{
  g_mutex_lock (&self->lock);
  if (!bodies->dropped)
    take (self, bodies);
  g_mutex_unlock (&self->lock);
}

EmbarkKeptBody *
embark_shelf_peek (EmbarkShelf *self, EmbarkShelved *bodies, gboolean response, gboolean *dropped)
{
  EmbarkKeptBody *kept;

  g_mutex_lock (&self->lock);
  kept = response ? bodies->response : bodies->request;
  if (kept != NULL)
    embark_kept_body_ref (kept);
  *dropped = bodies->dropped;
  g_mutex_unlock (&self->lock);
  return kept;
}

gsize
embark_shelf_get_size (EmbarkShelf *self)
{
  gsize size;

  g_mutex_lock (&self->lock);
  size = self->size;
  g_mutex_unlock (&self->lock);
  return size;
}
