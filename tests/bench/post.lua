-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same request as an event of a burst makes, for wrk.
local n = 0
wrk.method = 'POST'
wrk.headers['Content-Type'] = 'application/json'
wrk.headers['x-api-key'] = os.getenv('EMBARK_SANDBOX_API_KEY')
wrk.headers['linked_account_id'] = 'northwind-20418'
request = function()
  n = n + 1
  return wrk.format(nil, '/api/v2/public/event/salesforce', nil,
    '{"event":"contact.created","payload":{"n":' .. n .. ',"email":"ada.lovelace' .. n .. '@example.com","last_name":"Bench"}}')
end
