;; emacs --batch -l check.el: what the mode line says at first, and after an event that sets off an alert.
(add-to-list 'load-path (getenv "EDITORS"))
(require 'costwire)

(defvar last "")
(defun report ()
  (with-timeout (20) (while (equal costwire-text last) (accept-process-output nil 0.005)))
  (setq last costwire-text)
  (princ (concat last "\n")))

(costwire-start (getenv "COSTWIRE_BINARY") `(:database ,(getenv "DATABASE")) 3600)
(report)
(costwire-ask :usage/track '(:model "m" :cost_usd 0.55) #'ignore)
(report)
(delete-process (jsonrpc--process costwire-connection))
(report)
