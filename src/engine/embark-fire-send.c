/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "embark-client.h"
#include "embark-fire-send-private.h"
#include "embark-json.h"
#include "embark-redact.h"

gboolean
embark_fire_send_is_unknown (const GError *error)
{
  const guint status = embark_api_error_get_status (error);

  return g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_LOST)
         || g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_PROTOCOL)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || status == 502 || status == 504;
}

void
embark_fire_send_refuse (EmbarkFire *fire, char *detail)
{
  embark_fire_set_detail (fire, detail);
  embark_fire_set_state (fire, EMBARK_FIRE_REFUSED);
  g_free (detail);
}

gboolean
embark_fire_send_check (EmbarkFire *fire)
{
  const char *payload = embark_fire_get_payload (fire);
  g_autoptr (GError) error = NULL;

  if (payload == NULL || embark_json_check (payload, -1, NULL, NULL, &error))
    return TRUE;
  embark_fire_send_refuse (
      /* Translators: %s: where and why, in English */
      fire, g_strdup_printf (_ ("Nothing was sent: the payload is not JSON. %s"), error->message));
  return FALSE;
}

void
embark_fire_send_take_journal_error (EmbarkFire *fire, const GError *error)
{
  embark_fire_send_refuse (
      fire,
      g_strdup_printf (_ ("Nothing was sent, since it could not be noted down first. %s"), error->message));
}

void
embark_fire_send_take_error (EmbarkFire *fire, const GError *error)
{
  g_autofree char *words = embark_redact_text (error->message);

  if (error->domain == EMBARK_API_ERROR)
    embark_fire_set_request_id (fire, embark_api_error_get_request_id (error));
  if (embark_fire_send_is_unknown (error))
    embark_fire_set_state (fire, EMBARK_FIRE_UNKNOWN);
  else if (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_OFFLINE))
    embark_fire_send_refuse (
        /* Translators: %s: why, in the words of the system */
        fire, g_strdup_printf (_ ("Cobalt cannot be reached, so nothing was sent: %s"), words));
  else if (g_error_matches (error, EMBARK_API_ERROR, EMBARK_API_ERROR_READ_ONLY))
    embark_fire_send_refuse (fire, g_strdup (_ ("Read only is on, so nothing was sent.")));
  else
    embark_fire_send_refuse (fire, g_steal_pointer (&words));
}
