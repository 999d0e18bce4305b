vim9script
# costwire in Vim's status line (9.0 or later, with +channel), with the folder above this one on the runtime path:
#   call costwire#Start('costwire', {'time_zone': 'Europe/Berlin'})
#   set statusline=%f\ %=\ %{costwire#Status()}
var job: job
var text = ''

export def Status(): string
  return text
enddef

def Show(words: string)
  text = words
  redrawstatus!
enddef

export def Ask(method: string, params: dict<any>, Then: func(dict<any>))
  ch_sendexpr(job, {method: method, params: params}, {callback: (_, answer) => {
    if has_key(answer, 'error')
      Show('costwire: ' .. answer.error.message)
    else
      Then(answer.result)
    endif
  }})
enddef

export def Refresh(_: number)
  Ask('cost/realTime', {}, (spent) => Ask('budget/status', {include_projections: false}, (budgets) => {
    var state = empty(budgets.budgets) ? 'no budget' : substitute(budgets.status, '_', ' ', 'g')
    Show(printf('$%.2f today, $%.2f this month, %s', spent.daily_cost_usd, spent.monthly_cost_usd, state))
  }))
enddef

export def Start(program: string, settings: dict<any> = {}, milliseconds: number = 30000)
  job = job_start([program], {in_mode: 'lsp', out_mode: 'lsp', noblock: 1, exit_cb: (_, _) => Show('costwire: ended'),
    out_cb: (_, message) => {
      if get(message, 'method', '') == 'alerts/raised'
        Refresh(0)
      endif
    }})
  var options = extend({notifications: ['alerts/raised']}, settings)
  Ask('initialize', {processId: getpid(), capabilities: {}, initializationOptions: options}, (_) => {
    ch_sendexpr(job, {method: 'initialized', params: {}})
    Refresh(0)
    timer_start(milliseconds, Refresh, {repeat: -1})
  })
enddef

export def Stop()
  job_stop(job)
enddef
