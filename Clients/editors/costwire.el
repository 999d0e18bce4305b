;;; costwire.el --- Spend in the mode line -*- lexical-binding: t -*-
;; Emacs 28 or later: (require 'costwire) (costwire-start "costwire" '(:time_zone "Europe/Berlin"))
(require 'jsonrpc)

(defvar costwire-text "" "Today's and this month's spend, and how the budgets stand.")
(defvar costwire-connection nil "The running worker.")

(defun costwire-show (text)
  (setq costwire-text text)
  (force-mode-line-update t))

(defun costwire-fail (failed) (costwire-show (format "costwire: %s" (plist-get failed :message))))

(defun costwire-ask (method params then)
  (jsonrpc-async-request costwire-connection method params :success-fn then :error-fn #'costwire-fail))

(defun costwire-refresh ()
  (costwire-ask
   :cost/realTime nil
   (lambda (spent)
     (costwire-ask
      :budget/status '(:include_projections :json-false)
      (lambda (budgets)
        (costwire-show (format "$%.2f today, $%.2f this month, %s"
                               (plist-get spent :daily_cost_usd) (plist-get spent :monthly_cost_usd)
                               (if (equal (plist-get budgets :budgets) []) "no budget"
                                 (string-replace "_" " " (plist-get budgets :status))))))))))

(defun costwire-start (program &optional settings seconds)
  "Starts PROGRAM with SETTINGS, and asks it every SECONDS (30)."
  (setq costwire-connection
        (jsonrpc-process-connection
         :name "costwire"
         :process (lambda () (make-process :name "costwire" :command (list program) :connection-type 'pipe
                                           :coding 'utf-8-emacs-unix :noquery t))
         :notification-dispatcher (lambda (_ method _params) (when (eq method 'alerts/raised) (costwire-refresh)))
         :on-shutdown (lambda (_) (cancel-function-timers #'costwire-refresh) (costwire-show "costwire: ended"))))
  (costwire-ask
   :initialize `(:processId ,(emacs-pid) :capabilities nil
                 :initializationOptions (:notifications ["alerts/raised"] ,@settings))
   (lambda (_)
     (jsonrpc-notify costwire-connection :initialized nil)
     (add-to-list 'global-mode-string '(" " costwire-text) t)
     (run-with-timer 0 (or seconds 30) #'costwire-refresh))))

(provide 'costwire)
;;; costwire.el ends here
