/** `redis.sha1hex`, which the Lua of ioredis-mock lacks. Its integers have 32 bits, as those of SHA-1. */
export const SHA1 = `
redis.sha1hex = function(text)
  local function rol(x, n) return (x << n) | (x >> (32 - n)) end
  local bytes = { string.byte(text, 1, -1) }
  local bits = #bytes * 8
  bytes[#bytes + 1] = 0x80
  while #bytes % 64 ~= 56 do bytes[#bytes + 1] = 0 end
  for _ = 1, 4 do bytes[#bytes + 1] = 0 end
  for shift = 24, 0, -8 do bytes[#bytes + 1] = (bits >> shift) & 0xff end
  local h = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 }
  for from = 1, #bytes, 64 do
    local w = {}
    for n = 0, 15 do
      local at = from + n * 4
      w[n] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]
    end
    for n = 16, 79 do w[n] = rol(w[n - 3] ~ w[n - 8] ~ w[n - 14] ~ w[n - 16], 1) end
    local a, b, c, d, e = h[1], h[2], h[3], h[4], h[5]
    for n = 0, 79 do
      local f, k
      if n < 20 then f, k = (b & c) | (~b & d), 0x5a827999
      elseif n < 40 then f, k = b ~ c ~ d, 0x6ed9eba1
      elseif n < 60 then f, k = (b & c) | (b & d) | (c & d), 0x8f1bbcdc
      else f, k = b ~ c ~ d, 0xca62c1d6 end
      a, b, c, d, e = rol(a, 5) + f + e + k + w[n], a, rol(b, 30), c, d
    end
    h[1], h[2], h[3], h[4], h[5] = h[1] + a, h[2] + b, h[3] + c, h[4] + d, h[5] + e
  end
  local hex = ''
  for n = 1, 5 do
    for shift = 28, 0, -4 do hex = hex .. string.format('%x', (h[n] >> shift) & 0xf) end
  end
  return hex
end`;
