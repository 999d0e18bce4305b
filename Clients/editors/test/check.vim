" vim -es -N -u NONE -S check.vim: what the status line says at first, and after an event that sets off an alert.
let &runtimepath = $EDITORS
let s:last = ''
let s:lines = []

function Report()
  for _ in range(4000)
    if costwire#Status() != s:last | break | endif
    sleep 5m
  endfor
  let s:last = costwire#Status()
  call add(s:lines, s:last)
endfunction

call costwire#Start($COSTWIRE_BINARY, {'database': $DATABASE}, 3600000)
call Report()
call costwire#Ask('usage/track', {'model': 'm', 'cost_usd': 0.55}, {_ -> 0})
call Report()
call costwire#Stop()
call Report()
call writefile(s:lines, '/dev/stdout', 'a')
qa!
