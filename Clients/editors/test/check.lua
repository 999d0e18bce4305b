-- nvim --headless -u NONE -c "luafile test/check.lua": what the status line says at first, and after an event that sets off an alert.
vim.opt.runtimepath:append(vim.env.EDITORS)
vim.o.statusline = "%{v:lua.require'costwire'.status()}"
local costwire = require('costwire')
local last = ''

local function shown() return vim.api.nvim_eval_statusline(vim.o.statusline, { maxwidth = 200 }).str end

local function report()
  vim.wait(20000, function() return shown() ~= last end, 5)
  last = shown()
  io.stdout:write(last .. '\n')
end

costwire.start({ cmd = vim.env.COSTWIRE_BINARY, settings = { database = vim.env.DATABASE }, every_ms = 3600000 })
report()
costwire.rpc.request('usage/track', { model = 'm', cost_usd = 0.55 }, function() end)
report()
costwire.rpc.handle:kill(15)
report()
vim.cmd('qa!')
