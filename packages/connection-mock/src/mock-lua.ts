import { SHA1 } from "./mock-sha1.js";
import { mockTime } from "./mock-time.js";

/**
 * The prelude of each script. The mock's Lua calls the mock's own commands, so the prelude corrects them again, as far as scripts need it:
 * counting, the time, KEEPTTL, renaming, empty values, numbers as arguments, pcall, SHA-1.
 */
const before = ([seconds, microseconds]: readonly string[]): string => `
local guarded = redis.pcall
local counts = { INCR = true, DECR = true, INCRBY = true, DECRBY = true }
local function raw(...)
  local reply = guarded(...)
  if type(reply) == 'userdata' and reply[0] == 'error' then
    return nil, (string.gsub(reply[1], '^%a*Error: ', ''))
  end
  return reply
end
local function perform(name, ...)
  name = string.upper(name)
  local args = {...}
  for i, arg in ipairs(args) do
    if type(arg) == 'number' then args[i] = string.format('%.17g', arg) end
  end
  local key = args[1]
  if counts[name] then
    local stored = raw('GET', key)
    if stored and not string.match(stored, '^%-?%d+$') then return nil, 'ERR value is not an integer or out of range' end
  elseif name == 'SET' then
    for i = #args, 3, -1 do
      if string.upper(args[i]) == 'KEEPTTL' then
        table.remove(args, i)
        local left = raw('PTTL', key)
        if left > 0 then
          args[#args + 1] = 'PX'
          args[#args + 1] = string.format('%.0f', left)
        end
      end
    end
  elseif name == 'GETRANGE' and raw('EXISTS', key) == 0 then
    return ''
  elseif name == 'TIME' then
    return { '${seconds}', '${microseconds}' }
  elseif name == 'RENAME' then
    if raw('EXISTS', key) == 0 then return nil, 'ERR no such key' end
    if key == args[2] then return 'OK' end
    raw('DEL', args[2])
  end
  local reply, err = raw(name, table.unpack(args))
  if name == 'GET' and reply == false and raw('EXISTS', key) == 1 then return '' end
  return reply, err
end
redis.call = function(...)
  local reply, err = perform(...)
  if err then error(err, 0) end
  return reply
end
redis.pcall = function(...)
  local reply, err = perform(...)
  if err then return { err = err } end
  return reply
end
redis.error_reply = function(text) return { err = text } end
redis.status_reply = function(text) return { ok = text } end
local function script()
`;

const AFTER = `
end
local result = script()
if type(result) == 'table' and result.err then error(result.err, 0) end
if type(result) == 'table' and result.ok then return result.ok end
-- The mock does not recognize a list that was filled one by one.
if type(result) == 'table' then return { table.unpack(result) } end
return result
`;

/** Returns the source to pass to the mock, to be run at once: as in Redis, the time does not change while a script runs. */
export function luaForMock(source: string): string {
  // It is long, and each script is parsed again.
  const sha1 = source.includes("sha1hex") ? SHA1 : "";
  return sha1 + before(mockTime()) + source + AFTER;
}
