### Fenqi's words in English. One catalogue for the window, the tray, the notices and the CLI.
### Ids are kebab-case; the first word says where a message is used.

## Errors: `error-` and the code. What went wrong, then what to do.

error-account-exists = An account named “{ $name }” is already there. Choose another name.
error-account-required = Choose an account.
error-account-unknown = There is no account “{ $account }”. Choose one from the list or create it first.
error-already-running = Fenqi is already running with this data folder ({ $path }). Use the window that is open.
error-amount-ambiguous = “{ $text }” could be two amounts. Say whether decimals stand after a point or a comma.
error-amount-invalid = “{ $text }” is not an amount. Write it in digits, like 5299.00.
error-amount-negative = The amount cannot be negative.
error-amount-precision = { $currency } has { $digits ->
    [0] no decimals
    [one] { $digits } decimal
   *[other] { $digits } decimals
  }. Shorten “{ $text }”.
error-amount-too-large = The amount is too large. The largest is { $max }.
error-amount-zero = The amount must be more than zero.
error-answer-lost = It is done, but the answer could not be written: { $reason }. Do not repeat it: see what was recorded with `fenqi-cli activity`.
error-backup-unknown = There is no backup “{ $name }”.
error-browser-missing = No browser was found to open the page. Copy { $link } into one.
error-calendar-file-taken = { $path } is not a calendar that Fenqi wrote, so it was left alone. Choose another folder or name.
error-calendar-file-unfit = A calendar file needs a full path that ends in .ics; “{ $path }” is none.
error-cancelled = Stopped. Nothing was changed.
error-characters-unreadable = Some characters here cannot be read in this encoding. Choose another one.
error-choice-unknown = { $field } “{ $text }” is not known. Known: { $known }.
error-clock-doubtful = This computer's clock says { $now }, and was at { $seen } before. That cannot be right, so nothing was reminded of. Set the clock; if it is right, add --trust-clock.
error-currency-differs = “{ $account }” is kept in { $own }, not in { $currency }. Choose another account.
error-currency-fixed = An account that has plans keeps its currency. Add another account.
error-currency-unknown = “{ $currency }” is not a currency code. Write three letters, like CNY or EUR.
error-data-folder-unwritable = Fenqi cannot write to { $path } ({ $reason }). Allow writing there or choose another folder. Nothing was changed.
error-date-ahead = { $date } is more than a month ahead. Enter the day on which it was paid, at the latest { $last }.
error-date-ambiguous = “{ $text }” could be two dates. Say in which order day, month and year stand.
error-date-invalid = “{ $text }” is not a date. Write it as 2026-11-28.
error-date-too-early = This date is before { $start }. Choose that day or a later one.
error-date-too-late = This date is after { $start }, when the next instalment is due. Choose that day or an earlier one.
error-debit-not-expected = This plan has no automatic repayment, so there is no debit to confirm.
error-delimiter-unfit = “{ $text }” cannot stand between columns. Use one character, like a comma, semicolon or tab.
error-document-invalid = This is not a sound export of Fenqi ({ $place }: { $reason }). Nothing was changed. Export it again, or choose another file.
error-document-too-new = The file was exported by a newer Fenqi (version { $found }; this one knows { $known }). Update Fenqi. Nothing was changed.
error-down-payment-too-large = The down payment must be smaller than the price.
error-encrypted-changed = { $path } is not as it was written: a fault of its disk, or somebody, changed it. Nothing of it can be used. Take another copy.
error-encrypted-cut = The end of { $path } is missing. Copy it again from where it came from, or take another copy.
error-encrypted-heavy = Opening { $path } would take too much time and memory (work factor { $work }; Fenqi goes up to { $most }), so it was not tried. Fenqi made no such file. Take another copy.
error-encrypted-otherwise = { $path } is encrypted in a way that Fenqi does not know: with a key instead of a passphrase, or by a newer program. Decrypt it there, and restore what comes out.
error-export-over-data = { $path } is where Fenqi keeps its data. Choose another place for the export.
error-figure-too-large = The figures become too large to compute exactly. Use smaller amounts, rates or counts.
error-figures-differ = The figures of this line contradict each other: { $found } stands here, and the others make { $expected }. Correct the file.
error-file-busy = Another program is using the data file. Try again in a moment. Nothing was changed.
error-file-damaged = The data file { $path } is damaged ({ $reason }). It was left as it is. { $backup ->
    [none] No good backup was found; copy the file to a safe place first.
   *[other] The newest good backup is { $backup }; you can restore it.
}
error-file-exists = { $what ->
    [export] { $path } exists already and was left as it was. Choose another name, or add --force to replace it.
   *[other] { $path } holds a data file already, so none was made.
  }
error-file-foreign = { $what ->
    [copy] { $path } holds no data of Fenqi. Choose another file.
   *[other] { $path } belongs to another program. Choose another data folder.
  }
error-file-is-folder = { $path } is a folder. Choose a file in it.
error-file-manager-missing = No file manager of this desktop answered. The folder is { $path }
error-file-missing = The data file { $path } is missing. { $backup ->
    [none] No good backup was found. Put the file back, or start with an empty one by fenqi-cli restore --new.
   *[other] The newest good backup is { $backup }. Restore it, or put the file back.
}
error-file-read-only = The data file is read-only and cannot be changed.
error-file-too-new = { $path } was written by a newer Fenqi (version { $found }; this one knows { $known }), so it can only be read and exported. Update Fenqi. Nothing was changed.
error-first-due-before-purchase = The first due date is before { $start }. Choose that day or a later one.
error-first-due-unclear = This may be the last due date. Choose for its column: First due date, or Not used.
error-import-columns-missing = These columns were not found: { $columns }. Say which columns hold them.
error-import-empty = There is nothing in this file to import: it is empty, or has no lines below its header.
error-import-refused = { $count ->
    [one] A line cannot be taken: line { $line }. Nothing was imported. Correct it, or how the file is read.
   *[other] { $count } lines cannot be taken, the first of them line { $line }. Nothing was imported. Correct them, or how the file is read.
}
error-import-unfit = { $format ->
    [workbook] This is a workbook, not a CSV file. Open it in its program, save the sheet as CSV, and import that.
    [pdf] This is a PDF. Ask for the table as CSV, or copy it into a spreadsheet and save that as CSV.
    [json] This is JSON. Import what Fenqi exported as JSON with fenqi-cli import json, or in the window.
    [data] This is a data file of Fenqi, or of another program that keeps one like it. Restore a backup instead.
    [markup] This is a web page, or XML. Open it in a spreadsheet, save that as CSV, and import that.
    [plans] This is Fenqi's table of plans, which does not hold their rows. Import the table of rows, or the JSON export.
    [accounts] This is Fenqi's table of accounts. Import the JSON export, which holds accounts too.
    [repayments] This is Fenqi's table of repayments. The table of rows says what was paid of them: import that, or the JSON export.
   *[months] This is Fenqi's table of months, which are sums. Import the table of rows, or the JSON export.
}
error-input-empty = There is nothing in the input. Give JSON in a file or on standard input.
error-input-invalid = The input cannot be read: { $reason }
error-input-many = There is more than one JSON value in the input. Give one.
error-instalment-too-small = The instalment does not even cover the interest. Raise it or lower the rate.
error-line-contradicts = This differs from line { $line } of the same plan, where it is “{ $text }”. Correct the file.
error-line-of-totals = This seems to be a line of totals. Remove it from the file; if it is a plan, give it another title.
error-line-ragged = This line has { $cells } cells; the table has { $expected } columns. Put texts that contain the delimiter in quotes.
error-line-too-long = This line never ends. Perhaps a quote is not closed; what follows was not read.
error-link-missing = The customer service of “{ $name }” has no address that can be opened.
error-lock-damaged = The kept passcode cannot be read, so nothing opens the lock. Run `fenqi-cli lock off` in a terminal to switch it off; your records stay.
error-lock-unset = There is no app lock yet. Set a passcode in the settings first.
error-lock-wait = Too many wrong tries. Try again in { $minutes ->
    [0] { $seconds } s
   *[other] { $minutes } minutes
  }.
error-locked = Fenqi is locked. Unlock it first.
error-not-empty = There are records here already, so no sample data were added.
error-notice-mixed = These reminders are of several accounts. Answer those of each account by themselves.
error-notice-unknown = There is no such reminder: { $key }.
error-nothing-left = Nothing is left to pay.
error-nothing-to-redo = There is nothing to redo.
error-nothing-to-undo = There is nothing to undo.
error-number-invalid = “{ $text }” is not a number. Write it in digits, like -1234.50.
error-number-precision = “{ $text }” has too many decimals. At most { $max } are read.
error-number-range = Enter a whole number from { $min } to { $max }.
error-number-too-large = “{ $text }” is too large. The largest number is { $max }.
error-operation-unknown = There is no operation “{ $operation }”. Known: { $known }.
error-paid-already = Instalment { $n } is already paid.
error-passcode-differs = This is not what stands above. Type the passcode once more.
error-passcode-short = A passcode has at least { $least } characters.
error-passcode-wrong = This is not the passcode. Type it again.
error-passphrase-differs = This is not what stands above. Type the passphrase once more.
error-passphrase-required = { $path } is encrypted. Give its passphrase.
error-passphrase-short = A passphrase has at least { $least } characters. Take several words.
error-passphrase-wrong = This passphrase does not open the file. Type it again. If it is surely right, the beginning of the file was changed: take another copy.
error-pay-first = Pay off instalment { $n } first.
error-payment-impossible = No choice makes this payment. The nearest is { $nearest }.
error-payment-too-large = Only { $left } is left to pay. Enter that or less.
error-periods-range = The number of periods must be a whole number from { $min } to { $max }.
error-plan-apart = Rows of this plan stand further up already. Sort the file, so that the rows of a plan stand together.
error-plan-not-in-rows = “{ $title }” was settled early, prepaid or refunded. This table does not hold that, so the plan is left out: bring it over with the JSON export, which holds everything.
error-plan-unknown = There is no plan “{ $plan }”.
error-prepayment-range = A prepayment must be more than the interest until that day, { $min }, and less than { $max }, which settles the plan. To pay all of it, settle the plan.
error-prepayment-too-large = At most { $max } can be prepaid. Enter more than zero and no more than that.
error-prepayment-useless = Under this method a prepayment saves nothing: pay the next instalments instead.
error-preset-unknown = There is no preset “{ $preset }”.
error-quote-open = A quote that begins here is not closed, so that the rest of the file was taken for one text. Correct the file.
error-rate-precision = The rate has too many decimals. At most { $max } are read.
error-rate-range = The rate must be a number from { $min } to { $max }.
error-rate-required = Enter the rate.
error-rate-undefined = There is no such rate: { $reason ->
    [nothing_owed] money only comes or only goes
    [no_time] everything happens on one day
    [not_unique] more than one rate balances these flows
    [paid_first] something is paid before the first money came
    [too_many_turns] money changes direction too often
    [out_of_range] no rate balances these flows
   *[too_large] there are too many flows, or too large ones
  }.
error-rate-unclear = What this rate is counted by is not said. Choose for its column whether it is one a period or a year, or name the instalment or the fee.
error-rate-unlikely = { $percent } % a { $per ->
    [year] year
   *[period] period
  } is hardly meant. Write the rate in percent, one of a period or of a year in its own column. If it is meant, name the fee or the instalment instead.
error-rate-unused = { $field } has no meaning with these terms. Remove it or choose another method.
error-refund-too-large = The refund must be more than zero and at most { $max }: what the purchase cost, less what went back already.
error-repayment-needed = This repayment settled or prepaid a plan and cannot be removed alone. Undo it instead.
error-repayment-shared = This payment went to several plans at once, so its amount cannot be changed here. Take it back, then record each one.
error-repayment-unknown = There is no repayment “{ $repayment }”.
error-row-paid-more = { $paid } of instalment { $n } are paid already; it cannot be less than that.
error-row-twice = Line { $line } of the same plan is this row already. If they are two plans, tell them apart: by a title, or a number of its own in a column “plan”.
error-row-unknown = This plan has no instalment { $n }.
error-rows-mismatch = The rows do not add up to the amount financed: they make { $found }, expected { $expected }.
error-rows-missing = Rows of this plan are missing: { $expected } was expected, and { $found } found. Complete the file.
error-rule-broken = The data break the rule { $rule }, so they were not written. Nothing was changed.
error-sheet-full = A sheet of Excel holds { $max } rows at most, too few for “{ $sheet }”. Export CSV instead.
error-solve-unsupported = These terms cannot be solved for that. Choose another method, or leave another field empty.
error-source-exists = A funding source named “{ $name }” is already there. Choose another name, or merge the two.
error-source-unknown = There is no funding source “{ $source }”.
error-source-used = “{ $account }” still uses “{ $name }”. Give it another funding source first, or merge the two.
error-statement-unknown = Nothing is left to pay on { $date } for this account.
error-storage-failed = The data file could not be read or written: { $reason }. Nothing was changed.
error-storage-full = The disk is full. Free some space and try again. Nothing was changed.
error-temporary-limit-taken = Another temporary limit starts on { $date }. Choose another day, or change that one.
error-terminal-unfit = A workbook cannot be shown in a terminal. Write it to a file with --to, or into a pipe.
error-text-required = Fill this in.
error-text-too-long = This is too long: at most { $max } characters.
error-time-invalid = “{ $text }” is not a time that can be used: write times as 09:00, and put off to a time that is still to come.
error-undo-damaged = What is kept for undoing and redoing was changed by another program or a fault of the disk. Nothing was undone. Check the data file, and restore a good backup.
error-undo-expired = The latest action was too long ago to be undone.
error-write-failed = { $path } could not be written: { $reason }.
error-planned-unknown = Nothing is planned of this plan on { $date }.

## Statuses

status-scheduled = Not yet due
status-due = Due
status-debit-expected = Debit to confirm
status-overdue = Overdue
status-paid = Paid
status-void = Cancelled
status-active = Active
status-settled = Settled
status-refunded = Refunded

## Notices: what a popup says

notice-upcoming-title = { $title }: due in { $days ->
    [one] 1 day
   *[other] { $days } days
  }
notice-due-title = { $title }: due today
notice-overdue-title = { $title }: { $days ->
    [one] 1 day
   *[other] { $days } days
  } overdue
notice-past-title = { $title }: was due { $days ->
    [one] 1 day
   *[other] { $days } days
  } ago
notice-debit-check-title = { $title }: did the debit go through?
notice-body = { $account } · instalment { $n } of { $of } · { $amount } on { $date }
notice-digest-title = { $count ->
    [one] One instalment needs you
   *[other] { $count } instalments need you
  }
notice-digest-body = { $amounts } in all, the earliest due on { $date }
notice-statement = { $account } statement
notice-body-hidden = { $account } · instalment { $n } of { $of } · due on { $date }
notice-statement-body = { $count } instalments · { $amount } on { $date }
notice-statement-body-hidden = { $count } instalments · due on { $date }
notice-failed-title = { $title }: the debit failed, please pay by hand
notice-failed-body = { $amount } left · not late until after { $grace }
notice-failed-body-hidden = Not late until after { $grace }
notice-fund-title = { $source }: have { $amount } ready by { $date }
notice-fund-title-hidden = { $source }: have the money ready by { $date }
notice-fund-body = Automatic debit: { $names }
notice-digest-body-hidden = The earliest due on { $date }
list-comma = {", "}
notice-locked-title = { $count ->
    [one] One instalment to look at
   *[other] { $count } instalments to look at
  }
notice-locked-body = Fenqi is locked. Unlock it to see more.
notice-action-paid = Mark paid
notice-action-later = Later
notice-action-yes = Yes
notice-action-no = No
notice-action-open = Open

## A phone's calendar

ics-calendar = Instalments
ics-category = Instalments
ics-debit = auto-debit
ics-due = { $account }: { $amount } due
ics-due-hidden = { $account }: payment due
ics-row = { $title }, { $n ->
    [0] down payment
   *[other] instalment { $n } of { $of }
  }: { $amount }
ics-row-debited = { $row } ({ $debit })
ics-row-hidden = { $title }, { $n ->
    [0] down payment
   *[other] instalment { $n } of { $of }
  }

## A workbook

sheet-accounts = Accounts
sheet-months = Months
sheet-plans = Plans
sheet-repayments = Repayments
sheet-rows = Instalments
sheet-total = Total

## Tray

tray-next = Next: { $row }
tray-overdue = Overdue: { $amounts }
tray-row = { $title } · { $amount } · { $date }
tray-row-hidden = { $title } · { $date }
tray-overdue-rows = { $count ->
    [one] { $count } instalment overdue
   *[other] { $count } instalments overdue
}
tray-inbox = Reminders
tray-pause = Pause reminders
tray-pause-hour = For an hour
tray-pause-tomorrow = Until tomorrow
tray-pause-open = Until I resume them
tray-pause-end = Resume reminders
tray-nothing = Nothing left to pay
tray-month-left = Left this month: { $amounts }
tray-lock = Lock now
tray-locked = Fenqi is locked
tray-open = Open Fenqi
tray-quit = Quit

## Dates in prose

date-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
date-weekday = { $day ->
    [0] Sunday
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
   *[6] Saturday
}

## Sample data

sample-account-store = Xiaomi Instalments
sample-account-cash = Cash Advance
sample-account-card = CMB Card
sample-account-bnpl = Huabei
sample-funding-source = CMB debit card
sample-plan-phone = Xiaomi 15 Pro
sample-plan-vacuum = Robot vacuum
sample-plan-laptop = ThinkPad X1
sample-plan-camera = Sony A7C II
sample-plan-shoes = Running shoes
sample-plan-chair = Office chair
sample-plan-cash = Cash advance 5,000
sample-plan-earbuds = Earbuds

## Native dialogs

dialog-backup-title = Choose a folder for the backup
dialog-calendar-folder-title = Choose a folder for the calendar file
dialog-export-title = Export to a file
dialog-export-filter = { $ending ->
    [csv] CSV table
    [xlsx] Excel workbook
    [json] JSON
    [ics] Calendar file
   *[other] Plain-text accounting
  }
dialog-import-any = All files
dialog-import-filter = CSV tables and JSON
dialog-import-title = Choose a file to import
dialog-leave = Quit
dialog-no-tray-title = Fenqi has closed
dialog-no-tray-body = This desktop shows no tray, so closing the window quits Fenqi. No reminders come while it is closed.
dialog-restore = Restore the backup
dialog-restore-filter = Fenqi backup
dialog-restore-title = Choose a backup to restore
dialog-start-anew = Start with an empty file
dialog-template-title = Save the template

## The CLI

cli-afford-after = With it, the heaviest month is { $month }: { $due }
cli-afford-before = Without it, the heaviest month is { $month }: { $due }
cli-backed-up = Backup written and checked: { $path }
cli-backup-stale = There is no good backup of the last three days.
cli-calendar-behind = The record is safe, but the calendar file is behind: { $reason }
cli-calendar-kept = { $path } is written anew at each change from now on.
cli-column-account = Account
cli-column-activity = Action
cli-column-at = When
cli-column-available = Free
cli-column-bytes = Bytes
cli-column-cost = Cost
cli-column-currency = Currency
cli-column-due = Due
cli-column-effective = Effective rate
cli-column-fee = Fee
cli-column-from = From
cli-column-id = Id
cli-column-interest = Interest
cli-column-left = Left
cli-column-limit = Limit
cli-column-mark = { " " }
cli-column-month = Month
cli-column-name = Name
cli-column-nominal = Rate (IRR×12)
cli-column-occupied = Used
cli-column-offer = Offer
cli-column-offers = Offers
cli-column-paid = Paid
cli-column-paid-on = Paid on
cli-column-path = Where
cli-column-payment = Per period
cli-column-period = No.
cli-column-periods = Periods
cli-column-plan = Plan
cli-column-plans = Plans
cli-column-principal = Principal
cli-column-read = Newest source
cli-column-reason = Why
cli-column-repayments = Repayments
cli-column-state = State
cli-column-status = Status
cli-column-total = Total
cli-column-in-all = In all
cli-column-month-end = End of month
cli-column-to-come = To come
cli-csv-accounts = New accounts: { $names }
cli-csv-at-column = Line { $line }, { $column }: { $reason }
cli-csv-at-line = Line { $line }: { $reason }
cli-csv-duplicates = There already, and left out: { $count }
cli-csv-left-out = Not whole in this table, and left out: { $count }. The JSON export holds everything.
cli-csv-more = … and { $count } more
cli-csv-problems = Cannot be taken: { $count }. Nothing is imported while there are any.
cli-csv-read = Read as { $encoding } · between columns: { $delimiter } · dates: { $order } · amounts: { $mark }
cli-csv-reading = Reading: { $percent } %
cli-csv-template = Template written to { $path }.
cli-csv-would = Would import { $plans ->
    [one] 1 plan
   *[other] { $plans } plans
  } with { $rows ->
    [one] 1 row
   *[other] { $rows } rows
  } and { $repayments ->
    [one] 1 repayment
   *[other] { $repayments } repayments
  }
cli-csv-writing = Writing: { $percent } %
cli-debt-free = { $currency }: paid as planned, you are out of debt on { $date }.
cli-no-costs = No interest and no fees were paid in { $year }.
cli-compare-cheapest = cheapest
cli-demo = Sample data added to { $path }.
cli-done = Done.
cli-exported = { $rows ->
    [one] 1 row
   *[other] { $rows } rows
  } written to { $path }.
cli-imported = Imported { $plans ->
    [one] 1 plan
   *[other] { $plans } plans
  } with { $rows ->
    [one] 1 row
   *[other] { $rows } rows
  }, { $repayments ->
    [one] 1 repayment
   *[other] { $repayments } repayments
  }, { $accounts ->
    [one] 1 new account
   *[other] { $accounts } new accounts
  }. Already there: { $duplicates ->
    [one] 1 plan
   *[other] { $duplicates } plans
  }.
cli-import-would = Would import { $plans ->
    [one] 1 plan
   *[other] { $plans } plans
  } with { $rows ->
    [one] 1 row
   *[other] { $rows } rows
  }, { $repayments ->
    [one] 1 repayment
   *[other] { $repayments } repayments
  }, { $accounts ->
    [one] 1 new account
   *[other] { $accounts } new accounts
  }. Already there: { $duplicates ->
    [one] 1 plan
   *[other] { $duplicates } plans
  }.
cli-import-problems = { $count ->
    [one] 1 problem; nothing is imported until it is mended:
   *[other] { $count } problems; nothing is imported until they are mended:
  }
cli-forecast-earlier = earlier
cli-help-arguments = Arguments
cli-help-commands = Commands
cli-help-data = Keep, undo and set:
cli-help-decide = Decide what to take, and how to get out of debt:
cli-help-examples = Examples:
cli-help-foot =
    Amounts are written 441.58, dates 2026-11-28, instants 2026-11-28T09:00:00+08:00. An account is named by its id or
    name, a plan by the id that `plan add` and `plan list` print. Exit codes: 0 done, 1 refused, 2 wrong usage, 130 Ctrl-C.
cli-help-help = Explain a command
cli-help-globals = Global options
cli-help-look = Look at what is due and what it costs:
cli-help-options = Options
cli-help-record = Record accounts, plans and repayments:
cli-help-remind = Be reminded:
cli-help-usage = Usage:
cli-man-description = Description
cli-man-name = Name
cli-man-notes = Notes
cli-man-synopsis = Synopsis
cli-limit-now = now
cli-limit-unknown = –
cli-nth-plan = Plan { $nth } of the input{ $field ->
    [none] {""}
   *[other] , { $field }
}: { $error } None was added.
cli-newest-backup = Newest backup: { $at }
cli-next-wake = Next: { $at }
cli-no-accounts = No accounts yet. Add one with `fenqi-cli account add`.
cli-no-activity = Nothing was done yet.
cli-no-backups = There is no backup yet.
cli-more-repayments = There are older ones: add `--before { $repayment }`.
cli-no-plans = No plans yet. Add one with `fenqi-cli plan add`.
cli-no-plans-found = No plan is like that.
cli-no-repayments = Nothing was paid like that.
cli-no-sources = No funding source yet.
cli-plans-shown = { $shown } of { $total } plans
cli-plans-shown-of-many = { $shown } of more than { $total } plans: say more of what you look for
cli-nothing-due = Nothing is due.
cli-column-source = Source
cli-column-reminder = Reminder
cli-column-about = About
cli-column-key = Key
cli-column-needs = Needs
cli-column-for = For
cli-column-days-before = Days before
cli-column-time = At
cli-column-overdue-daily = Daily if overdue
cli-column-when-debited = If debited
cli-column-quiet = Quiet
cli-paused = Reminders are paused.
cli-paused-until = Reminders are paused until { $at }.
cli-nothing-waits = No reminder waits for you.
cli-snoozed = { $kind } (later: { $at })
cli-no-debits = No automatic debit is coming.
cli-all = Everything
cli-backed-up-encrypted = Encrypted copy written and checked: { $path }
    Without its passphrase nobody can open it, Fenqi neither.
cli-yes = yes
cli-no = no
notice-kind-upcoming = Coming up
notice-kind-due = Due
notice-kind-overdue = Overdue
notice-kind-debit-check = Debit to confirm
notice-kind-digest = Summary
cli-nothing-fires = Nothing fires.
cli-paid = Recorded.
cli-prepay-instalment = Per period from then on
cli-prepay-interest = Interest until then
cli-prepay-last = Last due date
cli-prepay-left = Periods left
cli-prepay-principal = Less principal owed
cli-presets-note = These are examples with their sources, not the lender's word. See one with “preset show ID”, change it with “preset set”.
cli-quote-assumed = This account states no settlement policy, so this one was assumed. Ask the lender before you settle.
cli-quote-late-fee = Late fee
cli-quote-on = To settle on { $date }:
cli-quote-payoff = To pay
cli-quote-penalty = Penalty
cli-quote-saved = Saved
cli-rates = Real annual rate: { $nominal } simple, { $effective } compound
cli-redone = Done again: { $what }
cli-refund-closes = Nothing is left to pay after it.
cli-refund-fee = Less fee
cli-refund-interest = Less interest
cli-refund-to-payer = Back to the payer
cli-restore-back = { $count ->
    [one] 1 plan would come back
   *[other] { $count } plans would come back
  }: { $names }
cli-restore-changed = { $count ->
    [one] 1 plan would be as it was
   *[other] { $count } plans would be as they were
  }: { $names }
cli-restore-gone = { $count ->
    [one] 1 plan would be gone
   *[other] { $count } plans would be gone
  }: { $names }
cli-restored = Restored: { $plans ->
    [one] 1 plan
   *[other] { $plans } plans
  }, { $accounts ->
    [one] 1 account
   *[other] { $accounts } accounts
  }, { $repayments ->
    [one] 1 repayment
   *[other] { $repayments } repayments
  }, last changed on { $latest }. What was there before is kept in the backups.
cli-sound = The data file is sound: { $plans ->
    [one] 1 plan
   *[other] { $plans } plans
  }, { $accounts ->
    [one] 1 account
   *[other] { $accounts } accounts
  }, { $repayments ->
    [one] 1 repayment
   *[other] { $repayments } repayments
  }.
cli-state-done = can be undone
cli-state-dropped = undone
cli-state-past = too old to be undone
cli-state-undone = undone, can be redone
cli-total = { $currency }: due { $due }, paid { $paid }, left { $left }, overdue { $overdue }
cli-undone = Undone: { $what }
cli-would-replace = It would take the place of { $plans ->
    [one] 1 plan
   *[other] { $plans } plans
  }, { $accounts ->
    [one] 1 account
   *[other] { $accounts } accounts
  }, { $repayments ->
    [one] 1 repayment
   *[other] { $repayments } repayments
  }, last changed on { $latest }, which would be backed up first. Nothing was changed.
cli-would-replace-nothing = There is no data file that can be read now; what lies there would be kept under another name. Nothing was changed.
cli-would-restore = The backup is sound: { $plans ->
    [one] 1 plan
   *[other] { $plans } plans
  }, { $accounts ->
    [one] 1 account
   *[other] { $accounts } accounts
  }, { $repayments ->
    [one] 1 repayment
   *[other] { $repayments } repayments
  }, last changed on { $latest }.
cli-planned = { $count ->
    [0] Nothing is planned: nothing would be saved.
    [one] Planned { $count } payment.
   *[other] Planned { $count } payments.
}
cli-nothing-planned = Nothing is planned.
cli-column-way = Way
cli-column-free = Debt-free
cli-column-saved = Saves
cli-column-day = Day
cli-column-act = What
cli-column-amount = Amount
cli-column-left-alone = Left alone
cli-column-ends = Ends
cli-lock-none = There is no app lock.
cli-lock-off = The app lock is off. Your records are as they were; a window that is open can be used at once.
cli-lock-set = The app lock is on: { $after }.
cli-passphrase = Passphrase:
cli-passphrase-again = Once more:

## The journal

activity-account-add = Added account { $name }
activity-account-archive = Archived account { $name }
activity-account-edit = Changed account { $name }
activity-account-unarchive = Took account { $name } out of the archive
activity-calendar-file-set = Kept a calendar file: { $name }
activity-calendar-file-stop = Stopped keeping a calendar file
activity-debit-confirm = Confirmed the debit of { $title }, instalment { $n }: { $amount }
activity-debit-fail = Marked the debit of { $title }, instalment { $n }, as failed
activity-income-set = Changed the monthly income
activity-debit-confirm-statement = Debit confirmed: { $name }, statement of { $date }, { $amount }
activity-debit-fail-statement = Debit failed: { $name }, statement of { $date }
activity-rules-set = { $of ->
    [all] Changed when to remind
   *[other] Changed when to remind of { $name }
}
activity-rules-reset = { $of ->
    [all] Reminder times set back
   *[other] Reminder times of { $name } set back
}
activity-pay = Paid { $title }, instalment { $n }: { $amount }
activity-pay-statement = Paid the statement of { $name }, { $date }: { $amount }
activity-import = { $count ->
    [0] Imported data
    [1] Imported a plan
   *[other] Imported { $count } plans
}
activity-plan-add = { $count ->
    [1] Added plan { $title }
    [2] Added 2 plans: { $title }
    [3] Added 3 plans: { $title }
   *[other] Added { $count } plans: { $title } and more
}
activity-plan-edit = Changed plan { $title }
activity-plan-remove = Removed plan { $title }
activity-prepay = Prepaid { $title }: { $amount }
activity-presets-set = Changed the presets
activity-refund = Refund of { $title }: { $amount }
activity-repayment-correct = Corrected the repayment of { $date }: { $amount }
activity-repayment-remove = Took back the repayment of { $date }: { $amount }
activity-sample-add = Added sample data
activity-settings-set = Changed the settings
activity-settle = Settled { $title } early: { $amount }
activity-payoff-adopt = { $count ->
    [one] Planned { $count } early payment with { $amount } more a month
   *[other] Planned { $count } early payments with { $amount } more a month
}
activity-planned-drop = Dropped the payment planned for { $date }: { $title } { $amount }
activity-source-merge = Merged funding source { $name } into { $to }
activity-source-remove = Removed funding source { $name }
activity-source-rename = Renamed funding source { $name } to { $to }

## The window

common-advertised = Advertised
common-auto-debit = Auto-debit
common-broken-text = Nothing you saved is lost. Try again, or open another screen.
common-broken-title = This screen could not be drawn
common-cancel = Cancel
common-choose-date = Choose a date for “{ $field }”
common-colon = {": "}
common-column-balance = Principal left
common-column-due = Due date
common-column-n = No.
common-column-status = Status
common-column-total = Due
common-comma = {", "}
common-days-ago = { $days ->
    [one] 1 day ago
   *[other] { $days } days ago
  }
common-dismiss = Dismiss
common-due-in = { $days ->
    [one] In 1 day
   *[other] In { $days } days
  }
common-due-today = Due today
common-export-csv = Export CSV…
common-exported = { $rows ->
    [one] 1 row
   *[other] { $rows } rows
  } exported to { $path }
common-fee = Fee
common-find = Search or command
common-full-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }
common-in-days = { $days ->
    [one] in 1 day
   *[other] in { $days } days
  }
common-interest = Interest
common-list-comma = {", "}
common-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }
common-month-after = Next month
common-month-before = Previous month
common-month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
common-n-of = { $n } of { $of }
common-new-plan = New plan
common-optional = Optional
common-overdue-days = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
  }
common-paid-on = Paid { $date }
common-percent = { $value }%
common-principal = Principal
common-rate-in-total = { $rate } in all
common-rate-per-year = { $rate } a year
common-real-rate = Real annual rate (simple · compound)
common-retry = Try again
common-save = Save
common-saved-to = Saved to { $path }
common-short-day = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
  }
common-today = Today
common-tomorrow = tomorrow
common-unexpected = Something went wrong: { $reason }. Try again.
common-year = { $year }
common-yesterday = yesterday

nav-accounts = Accounts
nav-analysis = Analysis
nav-brand = 分期 Fenqi
nav-calendar = Calendar
nav-inbox = Reminders
nav-label = Screens
nav-overview = Overview
nav-payoff = Payoff
nav-plans = Plans
nav-records = Records
nav-settings = Settings
nav-show-amounts = Show amounts

track-label = { $paid } of { $of } paid
track-next = next due { $date }
track-overdue = { $count } overdue

calendar-agenda-empty-text = Everything still to be paid is listed here by day.
calendar-agenda-empty-title = Nothing left to pay
calendar-agenda-more = Show more
calendar-day-due = { $amount } due
calendar-day-nothing = Nothing is due on this day.
calendar-day-panel = Chosen day
calendar-day-total = Due in all
calendar-keys-day = day
calendar-keys-enter = to the actions
calendar-keys-month = month
calendar-pay-part = Part…
calendar-pay-row = Mark paid
calendar-pay-statement = Mark all paid
calendar-row-left = Left
calendar-row-paid = { $count } paid
calendar-total-due = Due
calendar-total-left = Left
calendar-total-overdue = Overdue
calendar-total-paid = Paid
calendar-view = View
calendar-view-agenda = Agenda
calendar-view-month = Month
calendar-view-year = Year
calendar-year-after = Next year
calendar-year-before = Previous year
calendar-year-less = Less
calendar-year-more = More

pay-action-row = { $title }, instalment { $n }
pay-amount = Amount
pay-amount-hint = Empty pays all of { $left }
pay-debit-confirmed = Recorded: { $title }, instalment { $n } was debited
pay-debit-failed = Recorded: { $title }, instalment { $n } was not debited. Pay it yourself.
pay-debit-no = No
pay-debit-question = Did the debit go through?
pay-debit-short = Debited?
pay-debit-yes = Yes
pay-done-row = Recorded: { $title }, instalment { $n }
pay-done-statement = Recorded: { $account }, whole statement
pay-paid-on = Paid on
pay-part-done = paid off
pay-part-left = { $left } left
pay-part-row = Instalment { $n }
pay-record = Record
pay-row = { $title } · { $n } of { $of }
pay-scope = What is paid
pay-scope-row = This instalment
pay-scope-statement = Whole statement
pay-short = { $left } of instalment { $n } stays to be paid.
pay-source = Paid from
pay-statement = { $account } · statement of { $date }
pay-surplus = What exceeds instalment { $n } goes to the next ones:
pay-title = Record a repayment
pay-which = Instalment

plans-account-all = All accounts
plans-column-next = Next due
plans-column-plan = Plan
plans-column-remaining = Left to pay
plans-column-track = Progress
plans-filter = Show
plans-filter-all = All
plans-loading = Loading
plans-more = Too many match: the first { $found } are listed. Type a little more.
plans-none-all = Show all plans
plans-none-filter = No plan meets these conditions.
plans-none-search = No title, merchant, order number or note holds these words.
plans-none-title = No plan found
plans-none-widen = Search all plans
plans-of-total = of
plans-paid-in-all = paid in all
plans-search = Search title, merchant, order, notes
plans-sort = Sort by
plans-sort-largest-left = Most left to pay
plans-sort-newest = Newest
plans-sort-next-due = Next due
plans-sort-oldest = Oldest

plan-aside = Costs and repayments
plan-bought-on = bought { $date }
plan-column-left = Left
plan-column-paid = Paid
plan-correct-balanced = The principal of all rows is { $expected }, as it has to be.
plan-correct-figure = Instalment { $n }: { $figure }
plan-correct-hint = The contract's figures win. Where principal moves, correct the other row as well, so that the sum stays.
plan-correct-less = The principal of all rows must be { $expected }: { $difference } is missing.
plan-correct-more = The principal of all rows must be { $expected }: { $difference } too much.
plan-correct-row = Correct figures…
plan-corrected = Corrected: { $title }
plan-correcting = Correcting
plan-cost = Total cost
plan-debit-confirm = Went through
plan-debit-confirm-row = Debit went through: instalment { $n }
plan-debit-fail = It failed
plan-debit-fail-row = Debit failed: instalment { $n }
plan-edit = Edit
plan-edit-title = Edit the plan
plan-last = ends { $date }
plan-lent-on = lent { $date }
plan-more = More actions
plan-next = Next { $date }
plan-notes = Notes
plan-order = order { $number }
plan-pay-part = Part, or another day…
plan-pay-row = Mark paid: instalment { $n }
plan-pay-statement = The whole statement…
plan-policy-accrued-days = Rule: principal, and interest up to the day
plan-policy-accrued-in-period = Rule: principal, and the interest that ran in this period
plan-policy-all-fees = Rule: principal, and all fees still to come
plan-policy-penalty = Rule: principal, and a penalty on it
plan-policy-principal-only = Rule: principal alone
plan-policy-whole-period = Rule: principal, and this period's interest and fee in full
plan-prepaid = Prepayment recorded: { $title }
plan-prepay = Prepay a part…
plan-prepay-do = Record the prepayment
plan-prepay-hint = Interest up to the day comes first; the rest lowers the principal.
plan-prepay-instalment = Per period
plan-prepay-last = Ends
plan-prepay-left = Periods left
plan-prepay-lower = Lower instalments
plan-prepay-makes = What becomes of the plan
plan-prepay-periods = { $before } → { $after }
plan-prepay-saved = Saves
plan-prepay-shorter = Shorter term
plan-prepay-title = Prepay a part: { $title }
plan-quote = Settle early
plan-quote-assumed = The account states no rule; this is the usual one. Ask the lender before you settle.
plan-quote-dearer = More than paying on
plan-quote-late-fee = Late fee
plan-quote-on = Settled on
plan-quote-payoff = To pay in all
plan-quote-penalty = Penalty
plan-quote-principal = Principal left
plan-quote-saved = Less than paying on
plan-quote-saves-nothing = As much as paying on.
plan-refund = Refund…
plan-refund-after = After
plan-refund-amount = Amount refunded
plan-refund-before = Now
plan-refund-closes = Nothing is left to pay on this plan then.
plan-refund-do = Record the refund
plan-refund-done = Refund recorded: { $title }
plan-refund-fee = Less fee
plan-refund-hint = With an amount, each row that asks for less is listed here. What was paid stays as it is.
plan-refund-interest = Less interest
plan-refund-last-first = From the last instalment backwards
plan-refund-less = Less principal owed
plan-refund-next-first = From the next instalment onwards
plan-refund-on = Refunded on
plan-refund-pro-rata = From each in proportion
plan-refund-rows = What becomes of each row
plan-refund-taken = Taken
plan-refund-title = Refund: { $title }
plan-refund-to-payer = Back to you
plan-refunds = Refunds
plan-remaining = Left to pay
plan-reminders = Reminders…
plan-remove = Remove the plan…
plan-remove-do = Remove
plan-remove-text = Its { $rows ->
    [one] instalment goes
   *[other] { $rows } instalments go
  } with it, and what it had of { $repayments ->
    [0] no repayments
    [one] 1 repayment
   *[other] { $repayments } repayments
  }. Undo brings everything back.
plan-remove-title = Remove “{ $title }”?
plan-removed = Removed: { $title }
plan-repayment-correct = Correct…
plan-repayment-corrected = Corrected the repayment of { $date }
plan-repayment-more = Repayment of { $date }: more actions
plan-repayment-of = { $title } · No. { $rows }
plan-repayment-prepaid = Prepayment
plan-repayment-remove = Take it back
plan-repayment-removed = Took back the repayment of { $date }
plan-repayment-rows = No. { $rows }
plan-repayment-settled = Settlement
plan-repayment-title = Correct a repayment
plan-repayments = Repayments
plan-repayments-none = Nothing paid yet.
plan-row-edited = Corrected to the contract's figures
plan-row-more = Instalment { $n }: more actions
plan-settle = Settle…
plan-settle-do = Record { $amount }
plan-settle-title = Settle early: { $title }
plan-settled = Settled: { $title }
plan-settled-on = Settled early on { $date }
plan-sum = In all
plan-where = Where the money goes

new-account = Account
new-account-add = New account…
new-account-choose = Choose
new-account-none = No account yet. Open the list to create one.
new-afford = Can you afford it
new-afford-added = This plan
new-afford-before = What is due already
new-afford-first = With it, the heaviest month is { $month }: { $after }.
new-afford-month = { $month }: { $before } + { $added } = { $after }
new-afford-peak = The heaviest month goes from { $before } to { $after } ({ $month }).
new-afford-same = The heaviest month stays { $month }: { $after }.
new-afford-share = {" "}That is { $percent }% of your monthly income of { $income }.
new-cash-amount = Amount lent
new-cash-date = Paid out on
new-cash-title = What the loan is called
new-cash-title-example = Cash advance in November
new-down-payment = Down payment
new-due-date = Due on
new-first-due-date = First due date
new-frequency = Due every
new-frequency-fortnightly = Two weeks
new-frequency-monthly = Month
new-frequency-thirty-days = 30 days
new-frequency-weekly = Week
new-income = Monthly income
new-income-change = Change
new-income-hint = Kept on this machine only, to work out the share. Empty forgets it.
new-income-is = Monthly income { $income }
new-income-kept = Income kept
new-income-tell = Tell your income to see the share…
new-limit = Limit
new-limit-fits = Paying as planned, it fits by { $date }.
new-limit-frees = Paying the statement of { $date } frees { $principal }: { $free } free
new-limit-left = {" "}{ $account } still has { $left } free with it.
new-limit-more = { $count ->
    [one] one more statement
   *[other] { $count } more statements
  }
new-limit-never = Even paying off all that is planned does not free enough.
new-limit-over = { $over } more than { $account } has free ({ $free })
new-merchant = Merchant
new-method = Method
new-method-bullet = All at the end
new-method-equal-instalment = Annuity
new-method-equal-principal = Equal principal
new-method-fee-spread = Total fee, spread
new-method-fee-upfront = One fee at the start
new-method-flat-interest = Flat interest
new-method-flat-per-period = Period fee
new-method-interest-free = 0%
new-method-interest-only = Interest first
new-method-more = More
new-method-other = Other methods
new-more = More details
new-notes = Notes
new-offer-every = { $frequency ->
    [fortnightly] every two weeks
    [thirty_days] every 30 days
    [weekly] every week
   *[monthly] every month
  }
new-offer-free = interest-free
new-offer-periods = { $periods ->
    [one] 1 period
   *[other] { $periods } periods
  }
new-offer-rate = { $unit ->
    [day] { $rate } a day
    [period] { $rate } a period
    [year] { $rate } a year
   *[total] { $rate } in all
  }
new-order-no = Order number
new-origin = What kind
new-origin-cash = Cash advance or loan
new-origin-purchase = Purchase
new-paid-rows = Instalments paid
new-paid-rows-hint = Empty means { $count ->
    [one] the one that is past
   *[other] the { $count } that are past
  }
new-past-rows-paid = Some of it was paid already ({ $count } past)
new-payment = Payment per period
new-payment-hint = With it, one may stay empty: { $fields }.
new-payment-known = If known
new-payment-once = Repaid at the end
new-periods = Periods
new-periods-choose = Choose
new-periods-chosen = chosen
new-periods-cost = Cost
new-periods-others = Over other periods
new-periods-payment = Per period
new-periods-peak = Heaviest month
new-periods-rate = Real rate
new-periods-unit = periods
new-periods-use = Choose
new-periods-use-count = Choose { $periods ->
    [one] 1 period
   *[other] { $periods } periods
  }
new-preset = Example offers
new-preset-hint = Only examples, not the lender's word. Everything can be edited.
new-preset-none = None
new-preset-sources = Sources ({ $count })
new-preview = Preview
new-preview-empty-text = Fill in the price, the terms and the first due date. The schedule appears here as you type.
new-preview-empty-title = The schedule, before you save
new-preview-fee = Fee within it
new-preview-free = None
new-preview-interest = Interest within it
new-preview-once = once
new-preview-periods = each · { $periods } periods
new-preview-schedule = Schedule
new-preview-total = To pay in all
new-purchase-date = Ordered on
new-purchase-price = Price
new-purchase-title = What you bought
new-purchase-title-example = Phone, washing machine…
new-rate-fee-per-period = Fee rate
new-rate-fee-total = Fee rate, in all
new-rate-interest = Interest rate
new-rate-unit = Counted
new-resumed = You left this without saving it.
new-saved = Saved: { $title }
new-solved = Worked out from the payment
new-start-over = Start over
new-title = New plan
new-unit-day = per day
new-unit-period = per period
new-unit-total = in all
new-unit-year = per year

account-added = Account created: { $name }
account-archive = Archive
account-archived = Archived
account-archived-count = { $count } archived
account-archived-done = Archived: { $name }
account-auto-debit = It debits repayments automatically
account-column-free = Free
account-column-month = End of
account-column-occupied = Used
account-contact = Customer service
account-contact-copied = Copied
account-contact-copy = Copy
account-contact-example = 1-800-… https://…
account-contact-open = Open in the browser
account-currency = Currency
account-currency-fixed = It has plans, so the currency stays
account-debit-from = Auto-debit from { $source }
account-due-after = due { $days ->
    [one] 1 day
   *[other] { $days } days
  } after the statement
account-due-after-purchase = due { $days ->
    [one] 1 day
   *[other] { $days } days
  } after the purchase
account-due-day = Due day of the month
account-due-days = Days until it is due
account-due-on = due on day { $day }
account-due-rule = How the due day is set
account-due-rule-after = Days after the statement
account-due-rule-day = Day of the month
account-edit = Edit
account-edit-title = Edit { $name }
account-edited = Saved: { $name }
account-empty-text = An account is a credit line with a lender: a store's instalments, a card, a cash advance.
account-empty-title = No accounts yet
account-example-days = { $days ->
    [one] 1 day
   *[other] { $days } days
  }
account-free = Free
account-funding-example = Bank card ··1234
account-funding-source = Repaid from
account-grace = { $days ->
    [one] 1 day
   *[other] { $days } days
  } of grace
account-grace-days = Days of grace
account-grace-until = Paid by { $date }, it is not late.
account-kind = Kind
account-kind-bnpl = Pay later
account-kind-card = Credit card
account-kind-cash-advance = Cash advance
account-kind-other = Other
account-kind-store = Store instalments
account-late = Late fee
account-late-cap = At most
account-late-daily = { $rate }% of the overdue amount a day
account-late-example = Late with { $amount }, you pay on top
account-late-fixed = Fixed fee
account-late-fixed-is = { $amount } once
account-late-forgive = After grace, days count from the due day
account-late-grace-mode = Once grace is over
account-late-least = at least { $amount }
account-late-minimum = At least
account-late-most = at most { $amount }
account-late-rate = Rate per day
account-late-rate-hint = 0.05, or a yearly rate by days: 18/365
account-late-and-grace = { $fee }. { $grace }
account-late-shift = Days of grace are never charged
account-limit = Limit
account-months = Free at the end of each month
account-months-none = Nothing is used, so nothing changes.
account-months-used = Used at the end of each month
account-more = More actions
account-name = Name
account-name-example = Klarna, store card…
account-new = New account
account-next = Next due
account-no-rule = No fixed due day
account-not-stated = Not stated.
account-nothing-due = Nothing due
account-on-statement-current = On that statement
account-on-statement-day = Bought on the statement day
account-on-statement-next = On the next one
account-over = Over the limit by
account-overdue = Overdue
account-plans = Open plans
account-plans-all = All plans of this account ({ $count })
account-plans-none = No plan is open.
account-preview = As it is filled in now
account-purchase = Bought today, due { $due }
account-purchase-none = With a due day, this says when a purchase of today is due.
account-purchase-statement = On the statement of { $date }
account-reminding = Reminders…
account-rules = Statement and due day
account-section-basics = Basics
account-settlement = Early settlement
account-settlement-accrued-days = Principal, and interest by the day
account-settlement-accrued-in-period = Principal, and interest of this period so far
account-settlement-all-fees = Principal, and all interest and fees to come
account-settlement-cap = Penalty at most
account-settlement-daily = Interest per day
account-settlement-daily-hint = Empty: this period's interest by its days
account-settlement-example = { $price } over { $periods } periods at { $rate }% a year, settled { $days } days after payment { $paid }
account-settlement-interest = Interest and fees
account-settlement-minimum = Penalty at least
account-settlement-penalty = Principal, interest so far, and a penalty
account-settlement-penalty-is = { $rate }% of the principal left
account-settlement-principal-only = Principal alone
account-settlement-rate = Penalty rate
account-settlement-rate-hint = Of the principal left
account-settlement-rule = Rule
account-settlement-unknown = Not known
account-settlement-usual = Not stated: this is the usual rule.
account-settlement-whole-period = Principal, and this period's interest and fees
account-source-needs = To have ready by { $date }
account-source-new = Another one…
account-source-no-needs = No auto-debit within a month.
account-source-none = None
account-source-pick = Choose a known one
account-source-short = Repayment
account-source-with = For { $accounts }
account-statement-day = Statement day
account-statement-on = Statement on day { $day }
account-temporary = Temporary limit
account-temporary-add = Add a temporary limit
account-temporary-from = From
account-temporary-is = Temporary { $amount }, { $from } to { $until }
account-temporary-over = ended
account-temporary-remove = Remove temporary limit { $n }
account-temporary-until = Until
account-unarchive = Take out of the archive
account-unarchived-done = Taken out of the archive: { $name }
account-used = Used

source-merge = Merge into…
source-merge-do = Merge
source-merge-into = Into
source-merge-text = All accounts of “{ $name }” use that one, and “{ $name }” goes.
source-merge-title = Merge “{ $name }”
source-merged = Merged: { $name } → { $into }
source-more = { $name }: more actions
source-name = Name
source-none = What accounts are repaid from is listed here.
source-remove = Remove
source-removed = Removed: { $name }
source-rename = Rename…
source-rename-text = All its accounts change with it. Earlier repayments keep what they said.
source-rename-title = Rename “{ $name }”
source-renamed = Renamed: { $name }
source-title = Funding sources
source-unused = Not used by any account

moment-today = today { $time }
moment-tomorrow = tomorrow { $time }
moment-yesterday = yesterday { $time }

inbox-all-seen = Got all of them
inbox-debit-in = { $days ->
    [one] Auto-debit in 1 day
   *[other] Auto-debit in { $days } days
  }
inbox-debit-no = The debit failed
inbox-debit-today = Auto-debit today
inbox-debit-yes = The debit went through
inbox-due-ago = { $days ->
    [one] Due 1 day ago
   *[other] Due { $days } days ago
  }
inbox-earlier = Earlier
inbox-earlier-more = Show older ones
inbox-earlier-none = No reminder has been sent yet.
inbox-empty-first-text = Add the first plan, and reminders come before it is due. A popup you did not see is still listed here.
inbox-empty-text = Reminders, debits to confirm and what you missed are listed here. The settings say when they come.
inbox-empty-title = No reminders yet
inbox-funding = Ready for auto-debits
inbox-funding-by = by { $date }
inbox-funding-none = No auto-debit within a month.
inbox-funding-unnamed = No source named
inbox-later = Put off
inbox-later-hour = In 1 hour
inbox-later-pick = Choose a time…
inbox-later-tomorrow = Tomorrow
inbox-later-tonight = Tonight at 20:00
inbox-missed = Missed
inbox-missed-text = Wanted from { $from } on, these came { $until }, { $days ->
    [one] a day
   *[other] { $days } days
  } late: Fenqi was not running then, or was paused.
inbox-pause = Pause reminders
inbox-pause-end = Resume reminders
inbox-pause-hour = For 1 hour
inbox-pause-open = Until I resume them
inbox-pause-tomorrow = Until tomorrow
inbox-paused-open = Reminders are paused: nothing pops up. What is due is still listed here.
inbox-paused-until = Reminders are paused until { $at }: nothing pops up before. What is due is still listed here.
inbox-pick-date = Day
inbox-pick-do = Remind me then
inbox-pick-past = This time is over. Choose a later one.
inbox-pick-time = Time
inbox-pick-title = When to remind you again?
inbox-put-off = Put off: { $what }
inbox-put-off-until = Put off until { $at }: { $what }
inbox-recorded-confirmed = Recorded: { $what }, debit went through
inbox-recorded-failed = Recorded: { $what }, debit failed. Please pay it yourself
inbox-recorded-paid = Recorded: { $what }, paid
inbox-rows-all = All { $count }
inbox-seen = Got it
inbox-statement = { $account }, due { $date }
inbox-to-rules = Choose when to be reminded
inbox-undelivered = No popup was shown
inbox-unread = Not seen yet
inbox-until = Again { $at }
inbox-waiting = Waiting for you
inbox-waiting-none = Nothing waits for you. The next reminder shows up here first.
inbox-wake = Wake now

records-activity = Activity
records-activity-none = Nothing was recorded yet.
records-filter = Filter
records-more = Older ones
records-none = Nothing was paid in this time.
records-none-yet = No repayments yet
records-none-yet-text = Each repayment you record is listed here: what it paid, and from where. It can be corrected, or taken back.
records-past = Too long ago to undo
records-period = Time
records-period-all = All time
records-period-last-month = Last month
records-period-last-year = Last year
records-period-month = This month
records-period-year = This year
records-repayments = Repayments
records-rows = { $rows } of { $of }
records-undone = Undone
records-view = Records

rules-at = At
rules-coming = The next reminders
rules-coming-none = No reminder is coming.
rules-days-before = { $days ->
    [one] 1 day before
   *[other] { $days } days before
  }
rules-debited = Also when an auto-debit covers it (otherwise only once, to have the money ready)
rules-edit = Edit
rules-general = Reminders in general
rules-inherited-text = The general rules apply so far. Once you save, these apply instead.
rules-none-before = none before it is due
rules-of-account = Account
rules-of-plan = Plan
rules-offset-add = Add
rules-offset-add-label = One more
rules-offset-hint = 0 to 60 days before; 0 is the day itself
rules-offset-remove = Remove “{ $offset }”
rules-offset-unit = days before
rules-offsets = When to remind
rules-offsets-full = At most { $max }. Remove one to add another.
rules-on-the-day = on the day
rules-overdue = Every day while overdue
rules-own = With their own rules
rules-own-add = Own rules for an account
rules-own-choose = Choose an account
rules-own-none = All accounts and plans follow the rules above.
rules-own-text = These rules are for this one alone.
rules-quiet = Quiet hours, when nothing pops up
rules-quiet-from = From
rules-quiet-until = Until
rules-reset = Use the general rules
rules-reset-all = Restore defaults
rules-reset-all-done = Reminders are as they were at first
rules-reset-done = { $name } follows the general rules again
rules-saved = Reminder rules saved
rules-several-before = { $days } days before
rules-short-debited = also when auto-debited
rules-short-overdue = daily while overdue
rules-short-quiet = quiet { $from }–{ $until }
rules-time-invalid = Write the time as 09:00.
rules-title = Reminders
rules-title-of = Reminders: { $name }

settings-about = About
settings-autostart = Start at login
settings-autostart-text = Starts in the tray without a window, so that reminders come
settings-background = In the background
settings-backup-contents = { $plans ->
    [one] 1 plan
   *[other] { $plans } plans
  }, { $accounts ->
    [one] 1 account
   *[other] { $accounts } accounts
  }, { $repayments ->
    [one] 1 repayment
   *[other] { $repayments } repayments
  }
settings-backup-failed = The last backup failed: { $reason }
settings-backup-latest = Last action { $latest }
settings-backup-made = Backup written and checked.
settings-backup-newest = Newest backup: { $at }
settings-backup-none = There is no backup yet. Once there are records, one is made every day that Fenqi is used.
settings-backup-now = Back up now
settings-backup-save = Save a copy to…
settings-backup-unreadable = cannot be read
settings-backup-why = { $code ->
    [file_damaged] The file is damaged
    [file_foreign] Not a file of Fenqi
    [file_too_new] Written by a newer Fenqi
   *[other] The file cannot be opened
  }
settings-backups = Backups
settings-backups-show = All { $count } backups
settings-calendar = Calendar on your phone
settings-calendar-change = Another folder…
settings-calendar-keep = Keep a file up to date…
settings-calendar-kept = Written anew at each change
settings-calendar-private = It names accounts, purchases and amounts: whoever can open the folder can read them.
settings-calendar-started = Written anew at each change: { $path }
settings-calendar-stop = Stop
settings-calendar-stopped = No longer kept up to date. The file stays where it is.
settings-calendar-text = Due dates with their reminders, as a calendar file (.ics). In a folder that reaches your phone, its calendar can remind you, too.
settings-calendar-unwritten = Not written yet
settings-calendar-written = Written { $at }
settings-check = Check the data
settings-check-broken = Something is wrong. Restore a good backup:
settings-check-sound = The data are sound: { $plans ->
    [one] 1 plan
   *[other] { $plans } plans
  }, { $repayments ->
    [one] 1 repayment
   *[other] { $repayments } repayments
  }.
settings-check-text = Checked at each start. If something looks wrong, check it again.
settings-closing = Closing the window
settings-closing-no-tray = This desktop shows no tray, so closing the window quits Fenqi, and no reminders come.
settings-closing-quit = Quits
settings-closing-quit-text = No reminders come until Fenqi is opened again.
settings-closing-tray = Keeps Fenqi in the tray
settings-closing-tray-text = Reminders go on; the tray icon opens the window again.
settings-copied = Path copied
settings-copy = Copy the path
settings-data = Data
settings-data-folder = Data folder
settings-data-text = Everything is in this folder, on this machine only.
settings-encrypt = Encrypted copy…
settings-encrypt-do = Save to…
settings-encrypt-text = Nobody can open the copy without its passphrase, Fenqi neither. A lost passphrase cannot be recovered, so keep it where you will find it.
settings-encrypt-title = Encrypted copy
settings-general = General
settings-hide-amounts = Hide amounts
settings-hide-amounts-text = No amounts in the window, in popups and in the tray
settings-income = Income
settings-income-tell = Enter…
settings-income-text = To see what share of it a month takes. Kept on this machine only.
settings-integrity = Soundness
settings-language = Language
settings-language-en = English
settings-language-zh = 简体中文
settings-lock = App lock
settings-lock-after = Lock by itself
settings-lock-after-close = When the window is closed or hidden
settings-lock-after-minutes = { $minutes ->
    [one] After 1 minute without use
   *[other] After { $minutes } minutes without use
  }
settings-lock-after-start = Only at the start
settings-lock-change = Change passcode…
settings-lock-change-title = Change the passcode
settings-lock-changed = Passcode changed.
settings-lock-limits = The lock hides the window; it does not encrypt the file. Whoever can read files on this computer can read your data.
settings-lock-new = New passcode
settings-lock-new-hint = At least 4 characters.
settings-lock-now = Lock now
settings-lock-off = Switch off…
settings-lock-off-do = Switch off
settings-lock-off-done = The app lock is off.
settings-lock-off-title = Switch the app lock off?
settings-lock-set = Set a passcode…
settings-lock-set-do = Set passcode
settings-lock-set-done = The app lock is on.
settings-lock-set-title = Set a passcode for the app lock
settings-lock-start-text = It also locks at each start.
settings-look = Look
settings-passcode = Passcode
settings-passcode-again = Passcode once more
settings-passcode-current = Current passcode
settings-passphrase = Passphrase
settings-passphrase-again = Passphrase once more
settings-passphrase-hint = Several words are easy to remember and hard to guess.
settings-restore = Restore
settings-restore-back = { $count ->
    [one] 1 plan would come back
   *[other] { $count } plans would come back
  }
settings-restore-changed = { $count ->
    [one] 1 plan would be as it was
   *[other] { $count } plans would be as they were
  }
settings-restore-done = Restored. What was there before is kept in the backups.
settings-restore-from = Restore from a file…
settings-restore-gone = { $count ->
    [one] 1 plan would be gone
   *[other] { $count } plans would be gone
  }
settings-restore-latest = Last action
settings-restore-more = { $names } and { $more } more
settings-restore-now = Now
settings-restore-repayments = Repayments
settings-restore-same = The plans are the same as now.
settings-restore-text = What is there now is backed up first, so that you can change back at any time.
settings-restore-then = Restored
settings-restore-title = Restore this backup?
settings-show-folder = Open the folder
settings-system = System
settings-theme = Theme
settings-theme-dark = Dark
settings-theme-light = Light
settings-unlock-do = Open
settings-unlock-title = This copy is encrypted
settings-version = Version
settings-view = Part of the settings

export-csv = Table (CSV)
export-csv-is = For any spreadsheet: Excel, Numbers, LibreOffice.
export-do = Export…
export-encoding = Encoding
export-encoding-gb18030 = GB18030 (older Chinese Excel)
export-encoding-utf8 = UTF-8 (most programs)
export-hide-amounts = Leave the amounts out
export-ics = Calendar (ICS)
export-ics-is = What is still to be paid, for the calendar of a phone or computer.
export-json = Everything (JSON)
export-json-is = All there is, for another Fenqi or a program of yours.
export-program = Program
export-table = Table
export-table-accounts = Accounts
export-table-months = Months, due and paid
export-table-plans = Plans, one a line
export-table-repayments = Repayments
export-table-rows = Instalments; can be imported again
export-text = Accounting
export-text-is = Repayments and debts as plain-text entries, to go on with in another program.
export-title = Export
export-xlsx = Excel (XLSX)
export-xlsx-is = All tables, a sheet each, with totals.

import-account = Account, where a line names none
import-account-name = Name of the account
import-account-new = Another name…
import-account-none = Not chosen
import-another = Another file…
import-cancelled = Cancelled. Nothing was added.
import-cancelling = Cancelling…
import-choose = Choose a file…
import-column-account = Account
import-column-annual-rate-percent = Rate, % a year
import-column-auto-debit = Repaid automatically
import-column-currency = Currency
import-column-due-date = Due date
import-column-fee = Fee
import-column-first-due-date = First due date
import-column-frequency = Due every
import-column-holds = What column { $n } holds ({ $column })
import-column-instalment = Amount of an instalment
import-column-interest = Interest
import-column-merchant = Merchant
import-column-method = Method
import-column-n = Instalment number
import-column-notes = Notes
import-column-order-no = Order number
import-column-origin = Purchase or cash advance
import-column-paid = Paid
import-column-paid-on = Paid on
import-column-paid-rows = Instalments paid
import-column-periods = Number of instalments
import-column-plan = Which plan it belongs to
import-column-price = Price
import-column-principal = Principal
import-column-purchased-on = Bought on
import-column-rate-percent = Rate, % a period
import-column-source = Paid from
import-column-terms = Terms, as Fenqi writes them
import-column-title = What was bought
import-column-total = Due in all
import-column-unused = Not used
import-date-dmy = Day/month/year
import-date-mdy = Month/day/year
import-date-order = Dates
import-date-ymd = Year-month-day
import-decimal = Amounts
import-decimal-comma = 1.234,56
import-decimal-point = 1,234.56
import-delimiter = Between columns
import-delimiter-bar = Vertical bar |
import-delimiter-comma = Comma ,
import-delimiter-semicolon = Semicolon ;
import-delimiter-tab = Tab
import-do = Import
import-done = Imported: { $plans ->
    [one] 1 plan
   *[other] { $plans } plans
  } with { $rows ->
    [one] 1 instalment
   *[other] { $rows } instalments
  } and { $repayments ->
    [one] 1 repayment
   *[other] { $repayments } repayments
  }
import-duplicates = Plans that are there already
import-group-plan = The plan
import-group-row = An instalment a line
import-group-terms = A plan a line
import-hindered = { $count ->
    [one] 1 problem stands in the way. Change how the file is read, or mend the file and choose it again.
   *[other] { $count } problems stand in the way. Change how the file is read, or mend the file and choose it again.
  }
import-how = How the file is read
import-kind = { $kind ->
    [own_csv] A table of Fenqi
    [json] Everything from a Fenqi (JSON)
   *[other] A table from elsewhere
  }
import-left-out = Left out: this table does not hold them whole
import-left-out-title = { $count ->
    [one] 1 plan is left out
   *[other] { $count } plans are left out
  }
import-new-accounts = New accounts
import-new-accounts-show = All { $count }
import-none-title = Bring plans in from a file
import-nothing = There is nothing in this file to import.
import-nothing-new = Everything in this file is there already.
import-problem-column = Column
import-problem-line = Line
import-problem-why = What is wrong
import-problems = { $count ->
    [one] 1 problem
   *[other] { $count } problems
  }
import-problems-more = And { $count } more.
import-problems-show = Show the problems
import-reading = Reading the file…
import-rows = Instalments
import-running = Importing
import-sample = The first lines
import-step-read = Reading the file
import-step-write = Writing
import-template = Save the template…
import-template-text = No table yet? The template can be filled in with any spreadsheet, also for plans that are under way.
import-text = A CSV table, from Fenqi, a bank or a spreadsheet of your own, or the JSON of another Fenqi. You see what would be added before anything is.
import-title = Import
import-total = To pay, { $currency }
import-whole = All of it or nothing. Undo takes it back.
import-would-add = What would be added

check-pages = SQLite: { $what } ({ $count })
check-rule = breaks the rule { $what }: { $count }
check-seal = not what was sealed: { $what }, { $count }
check-sum = wrong sums: { $what }, { $count }

backup-reason-asked = by hand
backup-reason-day = daily
backup-reason-import = before an import
backup-reason-restore = before a restore
backup-reason-version = before an upgrade

banner-backup-stale = There is no good backup of the last three days.
banner-clock = This computer's clock says { $now }, but it should be about { $expected }. That cannot be right, so reminders do not go by it. Set the clock.
banner-clock-right = The clock is right
banner-damaged = The data file is damaged. Check it in the settings, and restore a good backup.
banner-open-settings = Open settings

lock-forgotten = Forgotten the passcode?
lock-forgotten-how = Nothing is lost. Run this command in a terminal to switch the lock off, then set a new passcode:
lock-title = Fenqi is locked
lock-unlock = Unlock

undo-done = Undone: { $what }
undo-redone = Done again: { $what }
undo-undo = Undo

help-chapters = Chapters
help-none = No heading has these words.
help-search = Search headings
help-title = Manual
keys-amounts = Hide or show amounts
keys-answer = Do what is chosen
keys-close = Close
keys-days = Another day
keys-ends = Ends of the week; of the month in the year view
keys-enter = To the day's actions
keys-everywhere = Everywhere
keys-first-last = First and last
keys-lock = Lock now, where there is an app lock
keys-open = Open
keys-rows = Previous and next
keys-save = Save the form
keys-search = Search
keys-statements = Statement before, after
keys-title = Keyboard shortcuts
keys-turn = Another month; another year in the year view

overview-action = First of all
overview-action-more = { $count ->
    [one] 1 more
   *[other] { $count } more
  }
overview-aside = Forecast, limits and debt
overview-column-month = Month
overview-cost = Interest and fees to come
overview-day = { $day }
overview-debts = In all
overview-debts-none = Nothing is owed.
overview-figures = Figures
overview-forecast = Next 12 months
overview-forecast-none = Nothing is left to pay.
overview-free = free / limit
overview-free-on = Debt-free on
overview-left = Left to pay in all
overview-limits = Limits
overview-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } at a glance
overview-month-clear = left: { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } is all paid
overview-month-left = left to pay in { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
overview-month-nothing = Nothing is due in { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
overview-next = Up next
overview-next-none = Nothing is due after today.
overview-over = over by
overview-part = partly paid
overview-principal = Principal owed
overview-release = { $date } frees
overview-segment = { $date } { $account } { $amount } { $status }
overview-soon = { $count ->
    [one] 1 within 30 days
   *[other] { $count } within 30 days
  }
overview-strip-hint = by due day, as wide as the amount
overview-used = used

palette-commands = Commands
palette-data = Backups, export and data folder
palette-none = Nothing found. Try a title, merchant, order number or note.
palette-placeholder = Go to a screen, do something, or find a plan…
palette-plans = Plans
palette-redo = Redo
palette-rules = Reminder rules
palette-screens = Screens
palette-theme = Theme: { $theme }
palette-today = Calendar: today

start-first = Add the first plan
start-import = Import a file…
start-restore = Restore a backup…
start-sample = Load sample data
start-sample-hint = Undo takes it back at any time
start-title = Your first plan takes a minute

payoff-act-prepay = Prepay
payoff-act-settle = Settle
payoff-adopt = { $count ->
    [one] Plan this step
   *[other] Plan these { $count } steps
}
payoff-adopted = { $count ->
    [one] Planned { $count } early payment
   *[other] Planned { $count } early payments
}
payoff-alone-costs-more = Settling it costs more than it saves.
payoff-alone-ends-first = It ends before its turn comes.
payoff-alone-free = 0 %: paying early saves nothing.
payoff-alone-out-of-reach = It can only be settled whole, and the money does not suffice before it ends.
payoff-alone-unforgiven = All fees are charged even when it is paid off early.
payoff-assumed = Where an account states no rule for settling early, the usual one is assumed. Ask the lender before you pay.
payoff-avalanche = Avalanche
payoff-avalanche-is = What saves most for its money first: usually the cheapest way.
payoff-contract = As contracted
payoff-contract-is = Nothing extra: every instalment on its day.
payoff-cost = Interest and fees
payoff-currency = Currency
payoff-empty-text = When you have plans, this shows how a little more each month gets you out of them sooner, and what that saves.
payoff-empty-title = Nothing to pay off
payoff-ends = Ends { $month }
payoff-extra = More each month
payoff-extra-hint = Besides the instalments, from { $month } on.
payoff-fewer = { $count ->
    [0] the last instalment becomes smaller
    [one] { $count } instalment fewer, ends { $month }
   *[other] { $count } instalments fewer, ends { $month }
}
payoff-fine = Every instalment is paid as contracted. What is put in besides is paid on the plan’s due day, and only where it saves more than it costs.
payoff-free-on = Debt-free
payoff-instead = by contract { $month }
payoff-left-alone = Left alone
payoff-left-alone-is = These go on as contracted. What is over stays with you.
payoff-no-steps = Nothing to be paid early: it would save nothing.
payoff-order = Order
payoff-rate = saves { $percent } a year
payoff-replaces = { $count ->
    [one] It takes the place of the { $count } step planned so far.
   *[other] They take the place of the { $count } steps planned so far.
}
payoff-roll-over = Once a plan is paid off, its instalment goes to the next
payoff-saves = Saves
payoff-settles = all of it; charged for that: { $amount }
payoff-settles-free = all of it, at no charge
payoff-snowball = Snowball
payoff-snowball-is = The smallest balance first: plans end one after another soon.
payoff-steps = Steps
payoff-ways = Ways to pay it off

planned-day = { $count ->
    [one] { $count } early payment planned
   *[other] { $count } early payments planned
}
planned-do = Pay…
planned-drop = Drop
planned-drop-of = Drop what is planned of { $title } for { $date }
planned-dropped = Dropped: { $title }, { $date }
planned-hint = Amounts are those of when it was planned; the quote of the day decides.
planned-title = Planned early payments
analysis-costs = Costs
analysis-costs-all-free = { $plans ->
    [one] { $plans } plan, free of interest and fees
   *[other] { $plans } plans, all free of interest and fees
  }
analysis-costs-back = Given back by merchants
analysis-costs-count = { $plans ->
    [one] { $plans } plan
   *[other] { $plans } plans
  }{ $free ->
    [0] { "" }
   *[other] , { $free } of them free of interest and fees
  }
analysis-costs-late-fee = Late fee
analysis-costs-life = What all plans cost
analysis-costs-life-note = From the first instalment to the last, what is still to be paid included.
analysis-costs-more = More through early settlement
analysis-costs-penalty = Penalty
analysis-costs-plans = What each plan costs
analysis-costs-plans-note = The costliest first; those that cost nothing are left out.
analysis-costs-rate = Real annual rate (simple)
analysis-costs-saved = Less through early settlement and refunds
analysis-costs-show-more = Show more
analysis-costs-sum = Cost in all
analysis-costs-to-come = Still to be paid
analysis-costs-years = Interest and fees paid by year
analysis-costs-years-none = No interest and no fees were paid in these years.
analysis-costs-years-note = By the day on which it was paid; within an instalment, fees and interest are paid before principal.
analysis-debt = Debt
analysis-debt-note = If all is paid when due; what is overdue counts as paid this month.
analysis-debt-principal = Of it, principal
analysis-debt-title = Left at the end of each month
analysis-forecast = Forecast
analysis-forecast-earlier = Left from before this month, and not drawn:
analysis-forecast-none = Nothing is left to pay.
analysis-forecast-title = Due in the next 12 months
analysis-limits = Limits
analysis-limits-available = Free
analysis-limits-none = No accounts yet.
analysis-limits-note = If all is paid when due and nothing new is bought. The dashed line is the fixed limit.
analysis-limits-occupied = Used
analysis-limits-title = Free at the end of each month
analysis-limits-used = No limit is known: this is what is used
analysis-none = Nothing to analyse yet
analysis-none-text = Once there are plans, this shows what each month asks for, when limits free up, when you are out of debt, and what interest and fees add up to.
analysis-spending = Spending
analysis-spending-by = When it counts
analysis-spending-due = By due day
analysis-spending-due-note = Each instalment counts in the month in which it is due; what was paid early or came back, on that day.
analysis-spending-none = Nothing was spent in { $year }.
analysis-spending-once = Over the life of a plan both come to the same: each plan is counted once.
analysis-spending-purchase = By purchase day
analysis-spending-purchase-note = Each plan counts as a whole, with interest and fees, in the month in which you bought or borrowed.
analysis-spending-title = Spending by month, { $year }
analysis-spending-total = Whole year
analysis-view = What to look at

chart-from-to = { $chart }, { $currency }, from { $from } to { $to }. Highest: { $month }, { $amount }.
chart-more = { $count } more
chart-now = Now
chart-read = Read month by month: { $chart }
chart-read-years = Read year by year: { $chart }
chart-total = Total
