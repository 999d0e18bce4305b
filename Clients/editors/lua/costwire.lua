-- costwire in Neovim's status line (0.7 or later), with the folder above this one on the runtime path:
--   require('costwire').start({ cmd = 'costwire', settings = { time_zone = 'Europe/Berlin' } })
--   vim.o.statusline = "%f %= %{v:lua.require'costwire'.status()}"
local M = { text = '' }

function M.status() return M.text end

function M.refresh()
  M.rpc.request('cost/realTime', vim.empty_dict(), function(failed, spent)
    if failed then return M.show('costwire: ' .. failed.message) end
    M.rpc.request('budget/status', { include_projections = false }, function(failed, budgets)
      local state = failed and failed.message or #budgets.budgets > 0 and budgets.status:gsub('_', ' ') or 'no budget'
      M.show(string.format('$%.2f today, $%.2f this month, %s', spent.daily_cost_usd, spent.monthly_cost_usd, state))
    end)
  end)
end

function M.show(text)
  M.text = text
  vim.schedule(function() vim.cmd('redrawstatus!') end)
end

function M.start(options)
  local timer = vim.loop.new_timer()
  M.rpc = vim.lsp.rpc.start(options.cmd or 'costwire', {}, {
    notification = function(method) if method == 'alerts/raised' then M.refresh() end end,
    on_exit = function() timer:stop() M.show('costwire: ended') end,
  })
  local settings = vim.tbl_extend('force', { notifications = { 'alerts/raised' } }, options.settings or {})
  local hello = { processId = vim.fn.getpid(), capabilities = vim.empty_dict(), initializationOptions = settings }
  M.rpc.request('initialize', hello, function(failed)
    if failed then return M.show('costwire: ' .. failed.message) end
    M.rpc.notify('initialized', vim.empty_dict())
    timer:start(0, options.every_ms or 30000, vim.schedule_wrap(M.refresh))
  end)
end

return M
