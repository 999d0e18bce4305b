-- nvim --headless -u NONE -c "luafile test/check.lua": what the status line says at first, and after an event that sets off an alert.
local folder = vim.env.EDITORS
local costwire = dofile(folder .. '/costwire.lua')
local last = ''

local function report()
  vim.wait(20000, function() return costwire.text ~= last end, 5)
  last = costwire.text
  io.stdout:write(last .. '\n')
end

costwire.start({ cmd = vim.env.COSTWIRE_BINARY, settings = { database = vim.env.DATABASE }, every_ms = 3600000 })
report()
costwire.rpc.request('usage/track', { model = 'm', cost_usd = 0.55 }, function() end)
report()
costwire.rpc.handle:kill(15)
report()
vim.cmd('qa!')
