-- SPDX-License-Identifier: GPL-3.0-or-later
-- The same request as a row of an import makes, for wrk.
local n = 0
wrk.method = 'PUT'
wrk.headers['Content-Type'] = 'application/json'
wrk.headers['x-api-key'] = os.getenv('EMBARK_SANDBOX_API_KEY')
request = function()
  n = n + 1
  local id = string.format('wrk-%06d', n % 10000)
  return wrk.format(nil, '/api/v2/public/linked-account', nil,
    '{"account_id":"' .. id .. '","name":"Bench ' .. n .. '","udf":{"plan":"gold"}}')
end
