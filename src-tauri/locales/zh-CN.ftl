### Fenqi 的简体中文用语。窗口、托盘、提醒和命令行共用一份目录。
### 标识用短横线连接；第一个词说明用在哪里。

## 错误：`error-` 加错误码。先说哪里不对，再说怎么办。

error-account-exists = 已经有名为“{ $name }”的账户。请换一个名字。
error-account-required = 请选择账户。
error-account-unknown = 没有“{ $account }”这个账户。请从列表中选择，或先新建。
error-already-running = Fenqi 已经在使用这个数据文件夹（{ $path }）。请用已经打开的窗口。
error-amount-ambiguous = “{ $text }”可能是两个不同的金额。请指定小数点是“.”还是“,”。
error-amount-invalid = “{ $text }”不是金额。请用数字填写，例如 5299.00。
error-amount-negative = 金额不能是负数。
error-amount-precision = { $currency } { $digits ->
    [0] 没有小数
   *[other] 最多 { $digits } 位小数
  }，请改短“{ $text }”。
error-amount-too-large = 金额太大，最大为 { $max }。
error-amount-zero = 金额必须大于零。
error-answer-lost = 已经完成，但结果写不出来：{ $reason }。请不要重复操作，用 `fenqi-cli activity` 查看记录了什么。
error-backup-unknown = 没有“{ $name }”这个备份。
error-browser-missing = 没有找到能打开网页的浏览器。请把 { $link } 复制到浏览器中打开。
error-calendar-file-taken = { $path } 不是 Fenqi 写的日历，所以没有覆盖它。请换一个文件夹或文件名。
error-calendar-file-unfit = 日历文件需要完整路径，并以 .ics 结尾；“{ $path }”不是。
error-cancelled = 已停止。什么都没有改动。
error-characters-unreadable = 这里有些字符用当前编码读不出来。请换一种编码。
error-choice-unknown = { $field } 不能是“{ $text }”。可用的有：{ $known }。
error-clock-doubtful = 电脑的时钟显示 { $now }，上次是 { $seen }，不像是对的，所以没有提醒。请校准时钟；如果时钟没错，加上 --trust-clock。
error-currency-differs = “{ $account }”的币种是 { $own }，不是 { $currency }。请换一个账户。
error-currency-fixed = 这个账户已有分期，不能再改货币。请另建一个账户。
error-currency-unknown = “{ $currency }”不是货币代码。请填三个字母，例如 CNY 或 EUR。
error-data-folder-unwritable = 无法写入 { $path }（{ $reason }）。请允许写入，或换一个文件夹。什么都没有改动。
error-date-ahead = { $date } 在一个月以后。请填还款的那天，最晚 { $last }。
error-date-ambiguous = “{ $text }”可能是两个不同的日期。请指定年、月、日的顺序。
error-date-invalid = “{ $text }”不是日期。请写成 2026-11-28 这样。
error-date-too-early = 这个日期早于 { $start }。请选择当天或之后的日期。
error-date-too-late = 这个日期晚于下一期的到期日 { $start }。请选择当天或之前的日期。
error-debit-not-expected = 这笔分期没有设自动扣款，所以没有可确认的扣款。
error-delimiter-unfit = “{ $text }”不能用作分隔符。请用一个字符，例如逗号、分号或制表符。
error-document-invalid = 这不是完好的 Fenqi 导出文件（{ $place }：{ $reason }）。什么都没有改动。请重新导出，或换一个文件。
error-document-too-new = 这个文件是更新版本的 Fenqi 导出的（版本 { $found }，这里最高能读版本 { $known }）。请更新 Fenqi。什么都没有改动。
error-down-payment-too-large = 首付必须小于价格。
error-encrypted-changed = { $path } 和写入时不一样了：磁盘出错，或被人改动过。里面的内容都不能用。请换一个备份。
error-encrypted-cut = { $path } 缺了结尾。请从来源重新复制，或换一个备份。
error-encrypted-heavy = 打开 { $path } 要用太多时间和内存（工作因子 { $work }，Fenqi 最多到 { $most }），所以没有尝试。这不是 Fenqi 制作的文件，请换一个备份。
error-encrypted-otherwise = { $path } 的加密方式 Fenqi 不认识：用的是密钥而不是口令，或出自更新的程序。请用原来的程序解密，再恢复解出来的文件。
error-export-over-data = { $path } 是 Fenqi 存放数据的地方。请把导出文件放到别处。
error-figure-too-large = 数字太大，无法精确计算。请用较小的金额、费率或期数。
error-figures-differ = 这一行的数字前后不一致：这里写的是 { $found }，按其他数字应为 { $expected }。请改正文件。
error-file-busy = 数据文件正被另一个程序占用。请稍后再试。什么都没有改动。
error-file-damaged = 数据文件 { $path } 已损坏（{ $reason }）。文件保持原样。{ $backup ->
    [none] 没有找到可用的备份，请先把文件复制到安全的地方。
   *[other] 最近的完好备份是 { $backup }，可以恢复它。
}
error-file-exists = { $what ->
    [export] { $path } 已经存在，没有改动它。请换个文件名，或加上 --force 来替换。
   *[other] { $path } 已经有数据文件，所以没有新建。
}
error-file-foreign = { $what ->
    [copy] { $path } 里没有 Fenqi 的数据。请换一个文件。
   *[other] { $path } 属于别的程序。请换一个数据文件夹。
  }
error-file-is-folder = { $path } 是文件夹。请选择里面的文件。
error-file-manager-missing = 这个桌面上没有文件管理器应答。文件夹在 { $path }
error-file-missing = 数据文件 { $path } 不见了。{ $backup ->
    [none] 没有找到可用的备份。请把文件放回原处，或用 fenqi-cli restore --new 从空白重新开始。
   *[other] 最近的完好备份是 { $backup }。请恢复它，或把文件放回原处。
}
error-file-read-only = 数据文件只读，不能改动。
error-file-too-new = { $path } 由更新版本的 Fenqi 写成（版本 { $found }，本程序认识到 { $known }），所以只能查看和导出。请更新 Fenqi。什么都没有改动。
error-first-due-before-purchase = 第一期到期日早于 { $start }。请选择当天或之后的日期。
error-first-due-unclear = 这可能是最后一期的到期日。请指定这一列是首期到期日，或不使用。
error-import-columns-missing = 没有找到这些列：{ $columns }。请指定它们是哪几列。
error-import-empty = 这个文件里没有可以导入的内容：它是空的，或者只有表头。
error-import-refused = 有 { $count } 处无法导入，第一处在第 { $line } 行。没有导入任何内容。请改正文件，或调整读取方式。
error-import-unfit = { $format ->
    [workbook] 这是电子表格的工作簿，不是 CSV。请用表格软件打开，另存为 CSV 再导入。
    [pdf] 这是 PDF。请向对方要 CSV 表格，或者把内容复制到电子表格里，另存为 CSV。
    [json] 这是 JSON。Fenqi 导出的 JSON 请用 fenqi-cli import json 导入，或者在窗口里导入。
    [data] 这是 Fenqi 的数据文件，或别的程序的同类文件。请改用恢复备份。
    [markup] 这是网页或 XML。请用电子表格打开，另存为 CSV 再导入。
    [plans] 这是 Fenqi 的分期表，里面没有各期的明细。请导入各期表（rows）或 JSON 导出。
    [accounts] 这是 Fenqi 的账户表。请导入 JSON 导出，那里也有账户。
    [repayments] 这是 Fenqi 的还款记录表。各期表（rows）里有已还的部分，请导入那张表或 JSON 导出。
   *[months] 这是 Fenqi 的月度表，全是合计。请导入各期表（rows）或 JSON 导出。
}
error-input-empty = 输入里什么也没有。请用文件或标准输入给出 JSON。
error-input-invalid = 无法读懂输入：{ $reason }
error-input-many = 输入里不止一个 JSON 值。请只给一个。
error-instalment-too-small = 每期还款还不够付利息。请提高每期金额或降低费率。
error-line-contradicts = 与同一笔分期的第 { $line } 行不一致，那里写的是“{ $text }”。请改正文件。
error-line-of-totals = 这一行像是合计。请从文件里删掉；如果确实是一笔分期，请换个标题。
error-line-ragged = 这一行有 { $cells } 格，而表格有 { $expected } 列。含有分隔符的文字请用引号括起来。
error-line-too-long = 这一行没有结尾，可能是引号没有成对。后面的内容没有读取。
error-link-missing = “{ $name }”的客服里没有可以打开的网址。
error-lock-damaged = 保存的密码读不出来，所以打不开。请在终端运行 `fenqi-cli lock off` 关闭应用锁，记录不受影响。
error-lock-unset = 还没有设置应用锁。请先在设置里设置密码。
error-lock-wait = 密码错了太多次。{ $minutes ->
    [0] { $seconds } 秒
   *[other] { $minutes } 分钟
  }后可以再试。
error-locked = Fenqi 已锁定。请先解锁。
error-not-empty = 这里已经有记录，所以没有加入示例数据。
error-notice-mixed = 这些提醒属于不同的账户。请按账户分别处理。
error-notice-unknown = 没有这条提醒：{ $key }。
error-nothing-left = 没有要还的款了。
error-nothing-to-redo = 没有可以重做的操作。
error-nothing-to-undo = 没有可以撤销的操作。
error-number-invalid = “{ $text }”不是数字。请写成 -1234.50 这样。
error-number-precision = “{ $text }”的小数太多，最多 { $max } 位。
error-number-range = 请填 { $min } 到 { $max } 的整数。
error-number-too-large = “{ $text }”太大，最大为 { $max }。
error-operation-unknown = 没有“{ $operation }”这个操作。可用的有：{ $known }。
error-paid-already = 第 { $n } 期已经还清。
error-passcode-differs = 和上面的不一样。请再输入一次密码。
error-passcode-short = 密码至少要 { $least } 个字符。
error-passcode-wrong = 密码不对。请重新输入。
error-passphrase-differs = 和上面的不一样。请再输入一次口令。
error-passphrase-required = { $path } 已加密。请给出口令。
error-passphrase-short = 口令至少要 { $least } 个字符。可以用几个词。
error-passphrase-wrong = 这个口令打不开文件。请重新输入。如果口令肯定没错，就是文件开头被改动了：请换一个备份。
error-pay-first = 请先还清第 { $n } 期。
error-payment-impossible = 没有办法得到这个每期金额，最接近的是 { $nearest }。
error-payment-too-large = 只剩 { $left } 要还。请填这个数或更小的数。
error-periods-range = 期数必须是 { $min } 到 { $max } 的整数。
error-plan-apart = 这笔分期的其他行在前面已经出现过。请给文件排序，让同一笔分期的行排在一起。
error-plan-not-in-rows = “{ $title }”提前结清、提前还过部分或退过款，这张表里没有全部经过，所以不导入。请改用 JSON 导出和导入，那里有全部内容。
error-plan-unknown = 没有“{ $plan }”这笔分期。
error-prepayment-range = 提前还款必须大于到当天的利息 { $min }，小于结清所需的 { $max }。要全部还清请用“提前结清”。
error-prepayment-too-large = 最多可以提前还 { $max }。请填大于零、不超过它的数。
error-prepayment-useless = 这种还款方式提前还一部分并不省钱：请直接还后面几期。
error-preset-unknown = 没有“{ $preset }”这个预设。
error-quote-open = 从这里开始的引号没有成对，文件余下的部分都被当成了一段文字。请改正文件。
error-rate-precision = 费率的小数太多，最多 { $max } 位。
error-rate-range = 费率必须是 { $min } 到 { $max } 的数字。
error-rate-required = 请填写费率。
error-rate-undefined = 算不出这个利率：{ $reason ->
    [nothing_owed] 只有进账或只有还款
    [no_time] 全部发生在同一天
    [not_unique] 不止一个利率符合这些现金流
    [paid_first] 还款早于放款
    [too_many_turns] 现金流方向变化太多
    [out_of_range] 没有利率符合这些现金流
   *[too_large] 现金流太多或金额太大
  }。
error-rate-unclear = 没有说明这个利率按什么计算。请指定这一列是每期费率还是年利率，或者写明每期金额或手续费。
error-rate-unlikely = { $per ->
    [year] 年利率
   *[period] 每期费率
  } { $percent }% 不像是真的。请用百分数填写，每期费率和年利率各放各的列。如果确实如此，请改写手续费或每期金额。
error-rate-unused = { $field } 在这样的条款里没有意义。请去掉它，或换一种还款方式。
error-refund-too-large = 退款必须大于零，且不超过 { $max }（购买金额减去已退的）。
error-repayment-needed = 这笔还款结清或提前还了分期，不能单独删除。请用“撤销”。
error-repayment-shared = 这笔钱同时还了几笔分期，金额不能在这里改。请撤回它，再分别记录。
error-repayment-unknown = 没有“{ $repayment }”这笔还款。
error-row-paid-more = 第 { $n } 期已经还了 { $paid }，金额不能比这更小。
error-row-twice = 同一笔分期的第 { $line } 行已经是这一期。如果是两笔分期，请用不同的标题区分，或在“分期编号”列里各写一个编号。
error-row-unknown = 这笔分期没有第 { $n } 期。
error-rows-mismatch = 各期合计与分期金额不符：合计 { $found }，应为 { $expected }。
error-rows-missing = 这笔分期缺少行：应为第 { $expected } 期，实际是第 { $found } 期。请补全文件。
error-rule-broken = 数据不符合规则 { $rule }，所以没有写入。什么都没有改动。
error-sheet-full = Excel 的一张工作表最多放 { $max } 行，“{ $sheet }”放不下。请改用 CSV 导出。
error-solve-unsupported = 这样的条款无法反推这一项。请换一种还款方式，或空出另一项。
error-source-exists = 已经有名为“{ $name }”的扣款方式。请换一个名字，或把两者合并。
error-source-unknown = 没有“{ $source }”这个扣款方式。
error-source-used = “{ $account }”还在用“{ $name }”。请先给它换一个扣款方式，或把两者合并。
error-statement-unknown = 这个账户在 { $date } 没有要还的款。
error-storage-failed = 数据文件读写失败：{ $reason }。什么都没有改动。
error-storage-full = 磁盘已满。请腾出空间后再试。什么都没有改动。
error-temporary-limit-taken = 已经有一个临时额度从 { $date } 开始。请换一天，或改那一个。
error-terminal-unfit = 工作簿不能显示在终端里。请用 --to 写入一个文件，或通过管道交给别的程序。
error-text-required = 请填写。
error-text-too-long = 太长了，最多 { $max } 个字。
error-time-invalid = “{ $text }”不是可用的时间：时刻写成 09:00，推迟到的时间要在以后。
error-undo-damaged = 撤销和重做所需的记录被其他程序改动，或因磁盘故障损坏。什么都没有撤销。请检查数据文件，并恢复一个完好的备份。
error-undo-expired = 最近的操作已经太久，不能撤销了。
error-write-failed = 无法写入 { $path }：{ $reason }。
error-planned-unknown = { $date } 这笔分期没有计划提前还款。

## 状态

status-scheduled = 未到期
status-due = 待还
status-debit-expected = 待确认扣款
status-overdue = 逾期
status-paid = 已还
status-void = 已取消
status-active = 分期中
status-settled = 已结清
status-refunded = 已退款

## 提醒：弹出通知里的话

notice-upcoming-title = { $title }：{ $days } 天后到期
notice-due-title = { $title }：今天到期
notice-overdue-title = { $title }：已逾期 { $days } 天
notice-past-title = { $title }：{ $days } 天前到期
notice-debit-check-title = { $title }：扣款成功了吗？
notice-body = { $account } · 第 { $n }/{ $of } 期 · { $date }应还 { $amount }
notice-digest-title = 有 { $count } 期需要处理
notice-digest-body = 共 { $amounts }，最早 { $date }到期
notice-statement = { $account }账单
notice-body-hidden = { $account } · 第 { $n }/{ $of } 期 · { $date }到期
notice-statement-body = 共 { $count } 期 · { $date }应还 { $amount }
notice-statement-body-hidden = 共 { $count } 期 · { $date }到期
notice-failed-title = { $title }：扣款失败，请手动还款
notice-failed-body = 还差 { $amount } · 宽限到 { $grace }
notice-failed-body-hidden = 宽限到 { $grace }
notice-fund-title = { $source } { $date }前备足 { $amount }
notice-fund-title-hidden = { $source } { $date }前备足要扣的款
notice-fund-body = 自动扣款：{ $names }
notice-digest-body-hidden = 最早 { $date }到期
list-comma = 、
notice-locked-title = 有 { $count } 期需要看一下
notice-locked-body = Fenqi 已锁定，解锁后查看。
notice-action-paid = 已还款
notice-action-later = 稍后
notice-action-yes = 是
notice-action-no = 没有
notice-action-open = 打开

## 手机日历

ics-calendar = 分期还款
ics-category = 分期还款
ics-debit = 自动扣款
ics-due = { $account } 应还 { $amount }
ics-due-hidden = { $account } 还款日
ics-row = { $title } { $n ->
    [0] 首付
   *[other] 第 { $n }/{ $of } 期
  } { $amount }
ics-row-debited = { $row }（{ $debit }）
ics-row-hidden = { $title } { $n ->
    [0] 首付
   *[other] 第 { $n }/{ $of } 期
  }

## 工作簿

sheet-accounts = 账户
sheet-months = 月份汇总
sheet-plans = 分期
sheet-repayments = 还款
sheet-rows = 期次
sheet-total = 合计

## 托盘

tray-next = 下一期：{ $row }
tray-overdue = 逾期：{ $amounts }
tray-row = { $title } · { $amount } · { $date }
tray-row-hidden = { $title } · { $date }
tray-overdue-rows = { $count } 期逾期
tray-inbox = 提醒
tray-pause = 暂停提醒
tray-pause-hour = 1 小时
tray-pause-tomorrow = 到明天
tray-pause-open = 一直暂停
tray-pause-end = 恢复提醒
tray-nothing = 没有要还的款
tray-month-left = 本月还要还：{ $amounts }
tray-lock = 立即锁定
tray-locked = Fenqi 已锁定
tray-open = 打开 Fenqi
tray-quit = 退出

## 文中的日期

date-day = { $month } 月 { $day } 日
date-weekday = { $day ->
    [0] 周日
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
   *[6] 周六
}

## 示例数据

sample-account-store = 小米分期
sample-account-cash = 备用金
sample-account-card = 招商银行信用卡
sample-account-bnpl = 花呗
sample-funding-source = 招行储蓄卡
sample-plan-phone = 小米 15 Pro
sample-plan-vacuum = 米家扫地机器人
sample-plan-laptop = ThinkPad X1
sample-plan-camera = 索尼 A7C II
sample-plan-shoes = 跑步鞋
sample-plan-chair = 人体工学椅
sample-plan-cash = 备用金 5,000
sample-plan-earbuds = 小米耳机

## 系统对话框

dialog-backup-title = 选择存放备份的文件夹
dialog-calendar-folder-title = 选择存放日历文件的文件夹
dialog-export-title = 导出到文件
dialog-export-filter = { $ending ->
    [csv] CSV 表格
    [xlsx] Excel 工作簿
    [json] JSON
    [ics] 日历文件
   *[other] 纯文本账本
  }
dialog-import-any = 所有文件
dialog-import-filter = CSV 表格和 JSON
dialog-import-title = 选择要导入的文件
dialog-leave = 退出
dialog-no-tray-title = Fenqi 已关闭
dialog-no-tray-body = 这个桌面没有托盘，所以关闭窗口就是退出 Fenqi。关闭期间不会有提醒。
dialog-restore = 恢复备份
dialog-restore-filter = Fenqi 备份
dialog-restore-title = 选择要恢复的备份
dialog-start-anew = 从空白开始
dialog-template-title = 保存表格模板

## 命令行

cli-afford-after = 加上这笔，最重的月份是 { $month }：{ $due }
cli-afford-before = 不加这笔，最重的月份是 { $month }：{ $due }
cli-backed-up = 备份已写入并检查：{ $path }
cli-backup-stale = 最近三天没有完好的备份。
cli-calendar-behind = 记录已保存，但日历文件没有更新：{ $reason }
cli-calendar-kept = 以后每次改动都会更新 { $path }。
cli-column-account = 账户
cli-column-activity = 操作
cli-column-at = 时间
cli-column-available = 可用
cli-column-bytes = 字节
cli-column-cost = 成本
cli-column-currency = 货币
cli-column-due = 到期日
cli-column-effective = 年化（复利）
cli-column-fee = 费用
cli-column-from = 自
cli-column-id = 编号
cli-column-interest = 利息
cli-column-left = 还剩
cli-column-limit = 额度
cli-column-mark = { " " }
cli-column-month = 月份
cli-column-name = 名称
cli-column-nominal = 年化（单利）
cli-column-occupied = 已用
cli-column-offer = 方案
cli-column-offers = 方案数
cli-column-paid = 已还
cli-column-paid-on = 还款日
cli-column-path = 位置
cli-column-payment = 每期
cli-column-period = 期
cli-column-periods = 期数
cli-column-plan = 分期
cli-column-plans = 分期
cli-column-principal = 本金
cli-column-read = 最新来源
cli-column-reason = 原因
cli-column-repayments = 还款
cli-column-state = 状态
cli-column-status = 状态
cli-column-total = 应还
cli-column-in-all = 总共
cli-column-month-end = 月底
cli-column-to-come = 还没付
cli-csv-accounts = 将新建账户：{ $names }
cli-csv-at-column = 第 { $line } 行，{ $column }：{ $reason }
cli-csv-at-line = 第 { $line } 行：{ $reason }
cli-csv-duplicates = 已经有的，不再导入：{ $count } 笔
cli-csv-left-out = 表里内容不全，不导入：{ $count } 笔。JSON 导出包含全部内容。
cli-csv-more = ……还有 { $count } 处
cli-csv-problems = 无法导入：{ $count } 处。全部改正之前不会导入任何内容。
cli-csv-read = 按 { $encoding } 读取 · 分隔符：{ $delimiter } · 日期：{ $order } · 金额：{ $mark }
cli-csv-reading = 正在读取：{ $percent }%
cli-csv-template = 已把模板写入 { $path }。
cli-csv-would = 将导入 { $plans } 笔分期、{ $rows } 期、{ $repayments } 笔还款
cli-csv-writing = 正在写入：{ $percent }%
cli-debt-free = { $currency }：按期还款，{ $date } 还清。
cli-no-costs = { $year } 年没有付过利息和费用。
cli-compare-cheapest = 最省
cli-demo = 示例数据已加入 { $path }。
cli-done = 完成。
cli-exported = 已把 { $rows } 行写入 { $path }。
cli-imported = 导入了 { $plans } 笔分期（共 { $rows } 期）、{ $repayments } 笔还款、{ $accounts } 个新账户。已有而跳过的分期：{ $duplicates } 笔。
cli-import-would = 将导入 { $plans } 笔分期（共 { $rows } 期）、{ $repayments } 笔还款、{ $accounts } 个新账户。已有而跳过的分期：{ $duplicates } 笔。
cli-import-problems = 有 { $count } 处问题，改好之前不会导入任何内容：
cli-forecast-earlier = 更早
cli-help-arguments = 参数
cli-help-commands = 命令
cli-help-data = 保管、撤销与设置:
cli-help-decide = 比较与决定:
cli-help-examples = 示例:
cli-help-foot =
    金额写作 441.58，日期写作 2026-11-28，时刻写作 2026-11-28T09:00:00+08:00。账户用编号或名称指定，
    分期用 `plan add` 和 `plan list` 给出的编号指定。退出码：0 完成，1 被拒绝，2 用法错误，130 按了 Ctrl-C。
cli-help-help = 说明一个命令
cli-help-globals = 全局选项
cli-help-look = 查看要还什么、花了多少:
cli-help-options = 选项
cli-help-record = 记录账户、分期和还款:
cli-help-remind = 提醒:
cli-help-usage = 用法:
cli-man-description = 说明
cli-man-name = 名称
cli-man-notes = 备注
cli-man-synopsis = 用法
cli-limit-now = 现在
cli-limit-unknown = –
cli-nth-plan = 输入中的第 { $nth } 笔分期{ $field ->
    [none] {""}
   *[other] ，{ $field }
}：{ $error }一笔也没有添加。
cli-newest-backup = 最近的备份：{ $at }
cli-next-wake = 下一次：{ $at }
cli-no-accounts = 还没有账户。用 `fenqi-cli account add` 添加。
cli-no-activity = 还没有操作记录。
cli-no-backups = 还没有备份。
cli-more-repayments = 还有更早的：加上 `--before { $repayment }`。
cli-no-plans = 还没有分期。用 `fenqi-cli plan add` 添加。
cli-no-plans-found = 没有符合的分期。
cli-no-repayments = 没有这样的还款。
cli-no-sources = 还没有扣款方式。
cli-plans-shown = 共 { $total } 笔，显示 { $shown } 笔
cli-plans-shown-of-many = 超过 { $total } 笔，显示 { $shown } 笔：请输入更多文字
cli-nothing-due = 没有到期的款。
cli-column-source = 扣款方式
cli-column-reminder = 提醒
cli-column-about = 内容
cli-column-key = 编号
cli-column-needs = 需要
cli-column-for = 用于
cli-column-days-before = 提前天数
cli-column-time = 时刻
cli-column-overdue-daily = 逾期每天
cli-column-when-debited = 自动扣款也提醒
cli-column-quiet = 免打扰
cli-paused = 提醒已暂停。
cli-paused-until = 提醒暂停到 { $at }。
cli-nothing-waits = 没有待处理的提醒。
cli-snoozed = { $kind }（推迟到 { $at }）
cli-no-debits = 没有将要自动扣的款。
cli-all = 全部
cli-backed-up-encrypted = 加密备份已写入并检查：{ $path }
    没有口令谁也打不开它，Fenqi 也不能。
cli-yes = 是
cli-no = 否
notice-kind-upcoming = 快到期
notice-kind-due = 待还
notice-kind-overdue = 逾期
notice-kind-debit-check = 待确认扣款
notice-kind-digest = 汇总
cli-nothing-fires = 没有要提醒的。
cli-paid = 已记录。
cli-prepay-instalment = 以后每期
cli-prepay-interest = 到当天的利息
cli-prepay-last = 最后到期日
cli-prepay-left = 剩余期数
cli-prepay-principal = 少欠的本金
cli-presets-note = 这些是附有来源的例子，不是机构的承诺。用 preset show ID 查看，用 preset set 修改。
cli-quote-assumed = 这个账户没有填写提前结清规则，以上规则是假定的。结清之前请向机构确认。
cli-quote-late-fee = 逾期费
cli-quote-on = 在 { $date } 提前结清：
cli-quote-payoff = 需还
cli-quote-penalty = 违约金
cli-quote-saved = 节省
cli-rates = 实际年化：{ $nominal }（单利），{ $effective }（复利）
cli-redone = 已重做：{ $what }
cli-refund-closes = 退款后没有要还的款了。
cli-refund-fee = 少收的手续费
cli-refund-interest = 少收的利息
cli-refund-to-payer = 退给付款人
cli-restore-back = 会回来的分期（{ $count } 笔）：{ $names }
cli-restore-changed = 会变回当时样子的分期（{ $count } 笔）：{ $names }
cli-restore-gone = 会消失的分期（{ $count } 笔）：{ $names }
cli-restored = 已恢复：{ $plans } 笔分期，{ $accounts } 个账户，{ $repayments } 笔还款，最后一次操作在 { $latest }。原来的数据保存在备份里。
cli-sound = 数据文件完好：{ $plans } 笔分期，{ $accounts } 个账户，{ $repayments } 笔还款。
cli-state-done = 可撤销
cli-state-dropped = 已撤销
cli-state-past = 太久，不能撤销
cli-state-undone = 已撤销，可重做
cli-total = { $currency }：应还 { $due }，已还 { $paid }，还剩 { $left }，逾期 { $overdue }
cli-undone = 已撤销：{ $what }
cli-would-replace = 它将替换现有的 { $plans } 笔分期，{ $accounts } 个账户，{ $repayments } 笔还款（最后一次操作在 { $latest }）；替换前会先备份。没有改动任何东西。
cli-would-replace-nothing = 目前没有可读取的数据文件；原位置上的文件会换个名字保留。没有改动任何东西。
cli-would-restore = 备份完好：{ $plans } 笔分期，{ $accounts } 个账户，{ $repayments } 笔还款，最后一次操作在 { $latest }。
cli-planned = 已计划 { $count } 笔提前还款。
cli-nothing-planned = 没有计划中的提前还款。
cli-column-way = 还法
cli-column-free = 还清日
cli-column-saved = 省下
cli-column-day = 日期
cli-column-act = 做什么
cli-column-amount = 金额
cli-column-left-alone = 不提前还
cli-column-ends = 还完
cli-lock-none = 没有设置应用锁。
cli-lock-off = 应用锁已关闭。记录不受影响；正开着的窗口马上就能用。
cli-lock-set = 应用锁已打开：{ $after }。
cli-passphrase = 口令：
cli-passphrase-again = 再输入一次：

## 操作记录

activity-account-add = 新建账户：{ $name }
activity-account-archive = 归档账户：{ $name }
activity-account-edit = 修改账户：{ $name }
activity-account-unarchive = 取消归档：{ $name }
activity-calendar-file-set = 开始更新日历文件：{ $name }
activity-calendar-file-stop = 停止更新日历文件
activity-debit-confirm = 确认扣款成功：{ $title } 第 { $n } 期 { $amount }
activity-debit-fail = 记为扣款失败：{ $title } 第 { $n } 期
activity-income-set = 修改月收入
activity-debit-confirm-statement = 确认扣款：{ $name } { $date } 账单 { $amount }
activity-debit-fail-statement = 扣款失败：{ $name } { $date } 账单
activity-rules-set = { $of ->
    [all] 修改提醒规则
   *[other] 修改提醒规则：{ $name }
}
activity-rules-reset = { $of ->
    [all] 恢复默认提醒规则
   *[other] 恢复默认提醒规则：{ $name }
}
activity-pay = 记为已还：{ $title } 第 { $n } 期 { $amount }
activity-pay-statement = 还清账单：{ $name } { $date } { $amount }
activity-import = { $count ->
    [0] 导入数据
   *[other] 导入 { $count } 笔分期
}
activity-plan-add = { $count ->
    [1] 新建分期：{ $title }
    [2] 新建 2 笔分期：{ $title }
    [3] 新建 3 笔分期：{ $title }
   *[other] 新建 { $count } 笔分期：{ $title } 等
}
activity-plan-edit = 修改分期：{ $title }
activity-plan-remove = 删除分期：{ $title }
activity-prepay = 提前还款：{ $title } { $amount }
activity-presets-set = 修改预设
activity-refund = 退款：{ $title } { $amount }
activity-repayment-correct = 更正还款：{ $date } { $amount }
activity-repayment-remove = 撤回还款：{ $date } { $amount }
activity-sample-add = 加入示例数据
activity-settings-set = 修改设置
activity-settle = 提前结清：{ $title } { $amount }
activity-payoff-adopt = 计划提前还款 { $count } 笔，每月多还 { $amount }
activity-planned-drop = 取消 { $date } 计划的提前还款：{ $title } { $amount }
activity-source-merge = 合并扣款方式：{ $name } → { $to }
activity-source-remove = 删除扣款方式：{ $name }
activity-source-rename = 扣款方式改名：{ $name } → { $to }

## 窗口

common-advertised = 宣称
common-auto-debit = 自动扣款
common-broken-text = 已保存的内容没有丢失。请重试，或打开别的页面。
common-broken-title = 这个页面没能显示出来
common-cancel = 取消
common-choose-date = 为“{ $field }”选择日期
common-colon = ：
common-column-balance = 剩余本金
common-column-due = 到期日
common-column-n = 期
common-column-status = 状态
common-column-total = 应还
common-comma = ，
common-days-ago = { $days } 天前
common-dismiss = 关闭
common-due-in = { $days } 天后
common-due-today = 今天到期
common-export-csv = 导出 CSV…
common-exported = 已导出 { $rows } 行到 { $path }
common-fee = 费用
common-find = 搜索或命令
common-full-day = { $year } 年 { $month } 月 { $day } 日
common-in-days = { $days } 天后
common-interest = 利息
common-list-comma = 、
common-month = { $year } 年 { $month } 月
common-month-after = 下个月
common-month-before = 上个月
common-month-name = { $month } 月
common-n-of = 第 { $n }/{ $of } 期
common-new-plan = 新增分期
common-optional = 选填
common-overdue-days = 逾期 { $days } 天
common-paid-on = 已还 { $date }
common-percent = { $value }%
common-principal = 本金
common-rate-in-total = 总额 { $rate }
common-rate-per-year = { $rate } / 年
common-real-rate = 实际年化（单利 · 复利）
common-retry = 重试
common-save = 保存
common-saved-to = 已保存到 { $path }
common-short-day = { NUMBER($month, minimumIntegerDigits: 2) }-{ NUMBER($day, minimumIntegerDigits: 2) }
common-today = 今天
common-tomorrow = 明天
common-unexpected = 出了点问题：{ $reason }。请重试。
common-year = { $year } 年
common-yesterday = 昨天

nav-accounts = 账户
nav-analysis = 分析
nav-brand = 分期 Fenqi
nav-calendar = 日历
nav-inbox = 提醒
nav-label = 页面
nav-overview = 总览
nav-payoff = 还清
nav-plans = 分期
nav-records = 还款记录
nav-settings = 设置
nav-show-amounts = 显示金额

track-label = 已还 { $paid } 期，共 { $of } 期
track-next = 下一期 { $date }
track-overdue = { $count } 期逾期

calendar-agenda-empty-text = 新增分期后，每一笔要还的都会按日期列在这里。
calendar-agenda-empty-title = 没有要还的款
calendar-agenda-more = 再往后看
calendar-day-due = 应还 { $amount }
calendar-day-nothing = 这一天没有要还的款。
calendar-day-panel = 选中的日子
calendar-day-total = 共
calendar-keys-day = 换日
calendar-keys-enter = 去操作
calendar-keys-month = 换月
calendar-pay-part = 部分…
calendar-pay-row = 记为已还
calendar-pay-statement = 整单记为已还
calendar-row-left = 还剩
calendar-row-paid = 已还 { $count } 期
calendar-total-due = 应还
calendar-total-left = 还要还
calendar-total-overdue = 逾期
calendar-total-paid = 已还
calendar-view = 显示方式
calendar-view-agenda = 列表
calendar-view-month = 月
calendar-view-year = 年
calendar-year-after = 下一年
calendar-year-before = 上一年
calendar-year-less = 少
calendar-year-more = 多

pay-action-row = { $title } 第 { $n } 期
pay-amount = 金额
pay-amount-hint = 留空则还清 { $left }
pay-debit-confirmed = 已记录：{ $title } 第 { $n } 期扣款成功
pay-debit-failed = 已记录：{ $title } 第 { $n } 期扣款没有成功，请自己还
pay-debit-no = 没有
pay-debit-question = 扣款成功了吗
pay-debit-short = 扣款成功了吗
pay-debit-yes = 是
pay-done-row = 已记录：{ $title } 第 { $n } 期
pay-done-statement = 已记录：{ $account }整单
pay-paid-on = 还款日期
pay-part-done = 还清
pay-part-left = 还剩 { $left }
pay-part-row = 第 { $n } 期
pay-record = 记录还款
pay-row = { $title } · 第 { $n }/{ $of } 期
pay-scope = 还多少
pay-scope-row = 这一期
pay-scope-statement = 整张账单
pay-short = 第 { $n } 期还剩 { $left }。
pay-source = 扣款方式
pay-statement = { $account } · { $date } 的账单
pay-surplus = 超过第 { $n } 期的部分会接着还后面几期：
pay-title = 记录还款
pay-which = 哪一期

plans-account-all = 全部账户
plans-column-next = 下一期
plans-column-plan = 分期
plans-column-remaining = 还欠
plans-column-track = 进度
plans-filter = 显示
plans-filter-all = 全部
plans-loading = 载入中
plans-more = 匹配的太多，只列出前 { $found } 笔。再多写几个字。
plans-none-all = 显示全部分期
plans-none-filter = 没有符合这些条件的分期。
plans-none-search = 名称、商家、订单号和备注里都没有这些字。
plans-none-title = 没有找到分期
plans-none-widen = 在全部分期里搜索
plans-of-total = 总共
plans-paid-in-all = 总共已还
plans-search = 搜索名称、商家、订单号、备注
plans-sort = 排序
plans-sort-largest-left = 还欠最多
plans-sort-newest = 最近购买
plans-sort-next-due = 最近到期
plans-sort-oldest = 最早购买

plan-aside = 花费与还款
plan-bought-on = { $date } 购买
plan-column-left = 还剩
plan-column-paid = 已还
plan-correct-balanced = 各期本金合计 { $expected }，与合同一致。
plan-correct-figure = 第 { $n } 期：{ $figure }
plan-correct-hint = 以合同上的数字为准。改动本金时，可以同时更正另一期，使合计不变。
plan-correct-less = 各期本金应合计 { $expected }，还差 { $difference }。
plan-correct-more = 各期本金应合计 { $expected }，多了 { $difference }。
plan-correct-row = 更正这一期…
plan-corrected = 已更正：{ $title }
plan-correcting = 正在更正
plan-cost = 总费用
plan-debit-confirm = 扣款成功
plan-debit-confirm-row = 扣款成功：第 { $n } 期
plan-debit-fail = 没有扣
plan-debit-fail-row = 没有扣款：第 { $n } 期
plan-edit = 编辑
plan-edit-title = 编辑分期信息
plan-last = { $date } 还清
plan-lent-on = { $date } 放款
plan-more = 更多操作
plan-next = 下一期 { $date }
plan-notes = 备注
plan-order = 订单 { $number }
plan-pay-part = 还一部分，或改日期…
plan-pay-row = 记为已还：第 { $n } 期
plan-pay-statement = 整张账单一起还…
plan-policy-accrued-days = 规则：剩余本金，加到当天的利息
plan-policy-accrued-in-period = 规则：剩余本金，加当期已产生的利息
plan-policy-all-fees = 规则：剩余本金，加全部剩余手续费
plan-policy-penalty = 规则：剩余本金，加违约金
plan-policy-principal-only = 规则：只还剩余本金
plan-policy-whole-period = 规则：剩余本金，加整个当期的利息和费用
plan-prepaid = 已记录提前还款：{ $title }
plan-prepay = 提前还一部分…
plan-prepay-do = 记录提前还款
plan-prepay-hint = 先付到当天的利息，其余抵减本金。
plan-prepay-instalment = 以后每期
plan-prepay-last = 还清日
plan-prepay-left = 剩余期数
plan-prepay-lower = 降低月供
plan-prepay-makes = 提前还款之后
plan-prepay-periods = { $before } → { $after }
plan-prepay-saved = 少付
plan-prepay-shorter = 缩短期数
plan-prepay-title = 提前还一部分：{ $title }
plan-quote = 提前结清试算
plan-quote-assumed = 账户没有填写结清规则，这是通常的算法。结清前请向平台确认。
plan-quote-dearer = 比照常还款多付
plan-quote-late-fee = 逾期费
plan-quote-on = 结清日
plan-quote-payoff = 结清共需
plan-quote-penalty = 违约金
plan-quote-principal = 剩余本金
plan-quote-saved = 比照常还款少付
plan-quote-saves-nothing = 和照常还款付的一样多。
plan-refund = 退款…
plan-refund-after = 退款后
plan-refund-amount = 退款金额
plan-refund-before = 现在
plan-refund-closes = 退款之后，这笔分期没有要还的款了。
plan-refund-do = 记录退款
plan-refund-done = 已记录退款：{ $title }
plan-refund-fee = 少收的手续费
plan-refund-hint = 填好金额，这里会列出哪几期少还多少。已经还过的期次不变。
plan-refund-interest = 少收的利息
plan-refund-last-first = 从最后一期往前减
plan-refund-less = 少还的本金
plan-refund-next-first = 从最近一期往后减
plan-refund-on = 退款日期
plan-refund-pro-rata = 各期按比例减
plan-refund-rows = 各期的变化
plan-refund-taken = 怎样冲减
plan-refund-title = 退款：{ $title }
plan-refund-to-payer = 退回给你
plan-refunds = 退款记录
plan-remaining = 还欠
plan-reminders = 提醒…
plan-remove = 删除分期…
plan-remove-do = 删除
plan-remove-text = { $rows } 期还款计划和 { $repayments } 笔还款记录会一起删除。删除之后可以用“撤销”找回来。
plan-remove-title = 删除“{ $title }”？
plan-removed = 已删除：{ $title }
plan-repayment-correct = 更正…
plan-repayment-corrected = 已更正 { $date } 的还款
plan-repayment-more = { $date } 的还款：更多操作
plan-repayment-of = { $title } · 第 { $rows } 期
plan-repayment-prepaid = 提前还款
plan-repayment-remove = 撤回这笔还款
plan-repayment-removed = 已撤回 { $date } 的还款
plan-repayment-rows = 第 { $rows } 期
plan-repayment-settled = 提前结清
plan-repayment-title = 更正还款
plan-repayments = 还款记录
plan-repayments-none = 还没有还款。
plan-row-edited = 按合同更正过
plan-row-more = 第 { $n } 期：更多操作
plan-settle = 按此结清…
plan-settle-do = 记录结清 { $amount }
plan-settle-title = 提前结清：{ $title }
plan-settled = 已结清：{ $title }
plan-settled-on = { $date } 提前结清
plan-sum = 合计
plan-where = 花在哪里

new-account = 账户
new-account-add = 新建账户…
new-account-choose = 请选择
new-account-none = 还没有账户，点开即可新建。
new-afford = 负担得起吗
new-afford-added = 这一笔
new-afford-before = 已有的分期
new-afford-first = 加上它，最高的月份是 { $month }，要还 { $after }。
new-afford-month = { $month }：{ $before } + { $added } = { $after }
new-afford-peak = 最高的月份从 { $before } 变为 { $after }（{ $month }）。
new-afford-same = 最高的月份仍是 { $month }，要还 { $after }。
new-afford-share = 占月收入 { $income } 的 { $percent }%。
new-cash-amount = 借款金额
new-cash-date = 放款日
new-cash-title = 借款名称
new-cash-title-example = 例如：11 月备用金
new-down-payment = 首付
new-due-date = 到期日
new-first-due-date = 第一期到期
new-frequency = 还款周期
new-frequency-fortnightly = 每两周
new-frequency-monthly = 每月
new-frequency-thirty-days = 每 30 天
new-frequency-weekly = 每周
new-income = 月收入
new-income-change = 修改
new-income-hint = 只存在这台电脑上，用来算占比。留空就不再记录。
new-income-is = 月收入 { $income }
new-income-kept = 月收入已记下
new-income-tell = 填写月收入，看占比…
new-limit = 额度
new-limit-fits = 照计划还款，到 { $date } 就够了。
new-limit-frees = { $date } 的账单还掉后，腾出 { $principal }，可用 { $free }
new-limit-left = 加上它，{ $account }的额度还剩 { $left }。
new-limit-more = 还有 { $count } 张账单
new-limit-never = 照现有的计划还清也腾不出这么多额度。
new-limit-over = 超出{ $account }的可用额度 { $over }（可用 { $free }）
new-merchant = 商家
new-method = 方式
new-method-bullet = 到期一次还本付息
new-method-equal-instalment = 等额本息
new-method-equal-principal = 等额本金
new-method-fee-spread = 手续费总额分摊
new-method-fee-upfront = 一次性手续费
new-method-flat-interest = 等本等息
new-method-flat-per-period = 每期手续费
new-method-interest-free = 免息
new-method-interest-only = 先息后本
new-method-more = 更多
new-method-other = 其他方式
new-more = 更多信息
new-notes = 备注
new-offer-every = { $frequency ->
    [fortnightly] 每两周
    [thirty_days] 每 30 天
    [weekly] 每周
   *[monthly] 每月
  }
new-offer-free = 免息
new-offer-periods = { $periods } 期
new-offer-rate = { $unit ->
    [day] 每日 { $rate }
    [period] 每期 { $rate }
    [year] 每年 { $rate }
   *[total] 共 { $rate }
  }
new-order-no = 订单号
new-origin = 类型
new-origin-cash = 备用金 / 借款
new-origin-purchase = 购物分期
new-paid-rows = 已还期数
new-paid-rows-hint = 留空就是已到期的 { $count } 期
new-past-rows-paid = 之前已经在还（{ $count } 期已到期）
new-payment = 每期还款
new-payment-hint = 填了它，可以空出一项：{ $fields }。
new-payment-known = 已知时填
new-payment-once = 到期还款
new-periods = 期数
new-periods-choose = 选择
new-periods-chosen = 当前
new-periods-cost = 利息和费用
new-periods-others = 换个期数呢
new-periods-payment = 每期
new-periods-peak = 最高月供（加上它）
new-periods-rate = 实际年化
new-periods-unit = 期
new-periods-use = 换成它
new-periods-use-count = 换成 { $periods } 期
new-preset = 参考方案
new-preset-hint = 只是示例，不代表平台的报价。每一项都可以改。
new-preset-none = 不使用
new-preset-sources = 来源（{ $count }）
new-preview = 预览
new-preview-empty-text = 填好价格、分期条款和第一期到期日，还款计划会随输入显示在这里。
new-preview-empty-title = 保存之前先看还款计划
new-preview-fee = 其中手续费
new-preview-free = 无
new-preview-interest = 其中利息
new-preview-once = 一次还清
new-preview-periods = 每期 · 共 { $periods } 期
new-preview-schedule = 还款计划
new-preview-total = 总共要还
new-purchase-date = 下单日期
new-purchase-price = 价格
new-purchase-title = 买了什么
new-purchase-title-example = 例如：手机、洗衣机
new-rate-fee-per-period = 每期费率
new-rate-fee-total = 手续费率
new-rate-interest = 利率
new-rate-unit = 计息单位
new-resumed = 接着上次没保存的内容。
new-saved = 已保存：{ $title }
new-solved = 由还款额算出
new-start-over = 重新填写
new-title = 新增分期
new-unit-day = / 日
new-unit-period = / 期
new-unit-total = 总额
new-unit-year = / 年

account-added = 已新建账户：{ $name }
account-archive = 归档
account-archived = 已归档
account-archived-count = 已归档 { $count } 个
account-archived-done = 已归档：{ $name }
account-auto-debit = 到期自动扣款
account-column-free = 可用
account-column-month = 月末
account-column-occupied = 占用
account-contact = 客服
account-contact-copied = 已复制
account-contact-copy = 复制
account-contact-example = 例如：95555 https://…
account-contact-open = 在浏览器中打开
account-currency = 货币
account-currency-fixed = 已有分期，货币不能再改
account-debit-from = 自动扣款：{ $source }
account-due-after = 账单日后 { $days } 天还
account-due-after-purchase = 购买后 { $days } 天还
account-due-day = 每月几日还
account-due-days = 账单日后几天还
account-due-on = 每月 { $day } 日还
account-due-rule = 还款日怎么定
account-due-rule-after = 账单日后几天
account-due-rule-day = 每月几日
account-edit = 编辑
account-edit-title = 编辑：{ $name }
account-edited = 已保存：{ $name }
account-empty-text = 账户就是一条额度：商城分期、信用卡、备用金，都是账户。
account-empty-title = 还没有账户
account-example-days = { $days } 天
account-free = 可用
account-funding-example = 例如：招行卡 ··1234
account-funding-source = 扣款方式
account-grace = 宽限 { $days } 天
account-grace-days = 宽限天数
account-grace-until = 宽限到 { $date }，在那之前还都不算逾期。
account-kind = 类型
account-kind-bnpl = 先用后付
account-kind-card = 信用卡
account-kind-cash-advance = 备用金 / 借款
account-kind-other = 其他
account-kind-store = 商城分期
account-late = 逾期费用
account-late-cap = 最高收
account-late-daily = 每天收逾期金额的 { $rate }%
account-late-example = { $amount } 逾期，要多付
account-late-fixed = 固定费用
account-late-fixed-is = 另收 { $amount }
account-late-forgive = 超过宽限期就从到期日起算
account-late-grace-mode = 过了宽限期
account-late-least = 至少 { $amount }
account-late-minimum = 最低收
account-late-most = 最多 { $amount }
account-late-rate = 每日费率
account-late-rate-hint = 如 0.05；年利率按天算写 18/365
account-late-and-grace = { $fee }；{ $grace }
account-late-shift = 宽限的天数始终不收
account-limit = 额度
account-months = 各月末可用额度
account-months-none = 没有占用额度，也没有会变动的临时额度。
account-months-used = 各月末占用额度
account-more = 更多操作
account-name = 名称
account-name-example = 例如：小米分期、京东白条
account-new = 新建账户
account-next = 下次应还
account-no-rule = 没有固定还款日
account-not-stated = 没有填写。
account-nothing-due = 无待还
account-on-statement-current = 计入本期账单
account-on-statement-day = 账单日当天的消费
account-on-statement-next = 计入下期账单
account-over = 超出额度
account-overdue = 已逾期
account-plans = 未还清的分期
account-plans-all = 这个账户的全部分期（{ $count }）
account-plans-none = 没有未还清的分期。
account-preview = 按现在填的来算
account-purchase = 今天买的，{ $due }还
account-purchase-none = 填了还款日，这里会写出今天买的东西哪天还。
account-purchase-statement = 进 { $date }的账单
account-reminding = 提醒…
account-rules = 账单与还款日
account-section-basics = 基本信息
account-settlement = 提前结清
account-settlement-accrued-days = 本金，加到当天为止按日计的利息
account-settlement-accrued-in-period = 本金，加当期已过天数的利息
account-settlement-all-fees = 本金，加以后各期的全部利息和费用
account-settlement-cap = 违约金最高
account-settlement-daily = 每日利率
account-settlement-daily-hint = 不填就按当期天数折算
account-settlement-example = { $price } 分 { $periods } 期，年利率 { $rate }%，还了 { $paid } 期又过 { $days } 天后结清
account-settlement-interest = 利息和费用
account-settlement-minimum = 违约金最低
account-settlement-penalty = 本金，加已产生的利息，再加违约金
account-settlement-penalty-is = 违约金为剩余本金的 { $rate }%
account-settlement-principal-only = 只还剩余本金
account-settlement-rate = 违约金比例
account-settlement-rate-hint = 占剩余本金
account-settlement-rule = 怎么算
account-settlement-unknown = 不清楚
account-settlement-usual = 没有填写，先按常见的算法估计。
account-settlement-whole-period = 本金，加当期的全部利息和费用
account-source-needs = { $date }前要备足
account-source-new = 新的扣款方式…
account-source-no-needs = 一个月内没有自动扣款。
account-source-none = 不填
account-source-pick = 从已有的里选
account-source-short = 扣款
account-source-with = { $accounts }一共
account-statement-day = 账单日
account-statement-on = 每月 { $day } 日出账
account-temporary = 临时额度
account-temporary-add = 加一个临时额度
account-temporary-from = 从
account-temporary-is = 临时额度 { $amount }，{ $from } 至 { $until }
account-temporary-over = 已结束
account-temporary-remove = 去掉第 { $n } 个临时额度
account-temporary-until = 到
account-unarchive = 取消归档
account-unarchived-done = 已取消归档：{ $name }
account-used = 已用

source-merge = 合并到…
source-merge-do = 合并
source-merge-into = 合并到
source-merge-text = 用“{ $name }”的账户都改用它，“{ $name }”随后删除。
source-merge-title = 合并“{ $name }”
source-merged = 已合并：{ $name } → { $into }
source-more = { $name }：更多操作
source-name = 名称
source-none = 账户里填了扣款方式，就会列在这里。
source-remove = 删除
source-removed = 已删除：{ $name }
source-rename = 改名…
source-rename-text = 用它的账户会一起改；以前的还款记录保持原样。
source-rename-title = 给“{ $name }”改名
source-renamed = 已改名：{ $name }
source-title = 扣款方式
source-unused = 没有账户在用

moment-today = 今天 { $time }
moment-tomorrow = 明天 { $time }
moment-yesterday = 昨天 { $time }

inbox-all-seen = 全部知道了
inbox-debit-in = { $days } 天后自动扣款
inbox-debit-no = 扣款没有成功
inbox-debit-today = 今天自动扣款
inbox-debit-yes = 扣款成功了
inbox-due-ago = { $days } 天前到期
inbox-earlier = 以前的提醒
inbox-earlier-more = 更早的
inbox-earlier-none = 还没有发出过提醒。
inbox-empty-first-text = 新增第一笔分期，到期前就会有提醒；没看到弹出通知也不要紧，这里都有。
inbox-empty-text = 到期前的提醒、扣款确认和错过的，都会列在这里。什么时候提醒，可以在设置里改。
inbox-empty-title = 还没有提醒
inbox-funding = 自动扣款要备足
inbox-funding-by = { $date } 前备足
inbox-funding-none = 一个月内没有自动扣款。
inbox-funding-unnamed = 没填扣款方式
inbox-later = 稍后再提醒
inbox-later-hour = 1 小时后
inbox-later-pick = 选时间…
inbox-later-tomorrow = 明天
inbox-later-tonight = 今晚 20:00
inbox-missed = 错过的提醒
inbox-missed-text = { $from } 开始的提醒，{ $until } 才补上，晚了 { $days } 天：这期间 Fenqi 没有运行，或者暂停了提醒。
inbox-pause = 暂停提醒
inbox-pause-end = 恢复提醒
inbox-pause-hour = 暂停 1 小时
inbox-pause-open = 一直暂停，直到恢复
inbox-pause-tomorrow = 暂停到明天
inbox-paused-open = 提醒已暂停，不会弹出通知。到期的仍会列在这里。
inbox-paused-until = 提醒暂停到{ $at }，之前不会弹出通知。到期的仍会列在这里。
inbox-pick-date = 日期
inbox-pick-do = 到时提醒
inbox-pick-past = 这个时间已经过了，请选以后的时间。
inbox-pick-time = 时间
inbox-pick-title = 什么时候再提醒？
inbox-put-off = 稍后再提醒：{ $what }
inbox-put-off-until = { $at }再提醒：{ $what }
inbox-recorded-confirmed = 已记录：{ $what }扣款成功
inbox-recorded-failed = 已记录：{ $what }扣款没有成功，请自己还
inbox-recorded-paid = 已记录：{ $what }已还款
inbox-rows-all = 全部 { $count } 期
inbox-seen = 知道了
inbox-statement = { $account } { $date } 的款
inbox-to-rules = 设置提醒时间
inbox-undelivered = 通知没有弹出来
inbox-unread = 还没看过
inbox-until = { $at }再提醒
inbox-waiting = 待处理
inbox-waiting-none = 没有要处理的。下一次提醒会先出现在这里。
inbox-wake = 不再推迟

records-activity = 操作
records-activity-none = 还没有记过什么。
records-filter = 筛选
records-more = 更早的
records-none = 这段时间没有还款。
records-none-yet = 还没有还款
records-none-yet-text = 每记一笔还款，都会列在这里：还的哪几期，从哪里还的。可以更正，也可以撤回。
records-past = 太久，不能撤销
records-period = 时间
records-period-all = 全部时间
records-period-last-month = 上个月
records-period-last-year = 去年
records-period-month = 这个月
records-period-year = 今年
records-repayments = 还款
records-rows = 第 { $rows }/{ $of } 期
records-undone = 已撤销
records-view = 记录

rules-at = 几点提醒
rules-coming = 接下来的提醒
rules-coming-none = 没有将要发出的提醒。
rules-days-before = 提前 { $days } 天
rules-debited = 自动扣款的也照样提醒（否则只在前一次提醒备足余额）
rules-edit = 修改
rules-general = 通用的提醒规则
rules-inherited-text = 现在用的是更通用的规则。保存后，就按这里的来。
rules-none-before = 到期前不提醒
rules-of-account = 账户
rules-of-plan = 分期
rules-offset-add = 添加
rules-offset-add-label = 再加一次
rules-offset-hint = 提前 0 到 60 天，0 就是当天
rules-offset-remove = 去掉“{ $offset }”
rules-offset-unit = 天前
rules-offsets = 提前几天
rules-offsets-full = 最多 { $max } 次。要再加，先去掉一个。
rules-on-the-day = 当天
rules-overdue = 逾期后每天提醒
rules-own = 单独设置的
rules-own-add = 给账户单独设置
rules-own-choose = 选一个账户
rules-own-none = 所有账户和分期都按上面的规则。
rules-own-text = 这里的规则只管它自己。
rules-quiet = 免打扰时段，期间不弹出通知
rules-quiet-from = 从
rules-quiet-until = 到
rules-reset = 改回通用规则
rules-reset-all = 恢复默认
rules-reset-all-done = 已恢复默认的提醒规则
rules-reset-done = 已改回通用规则：{ $name }
rules-saved = 提醒规则已保存
rules-several-before = 提前 { $days } 天
rules-short-debited = 自动扣款也提醒
rules-short-overdue = 逾期每天
rules-short-quiet = { $from }–{ $until } 免打扰
rules-time-invalid = 请写成 09:00 这样的时刻。
rules-title = 提醒
rules-title-of = 提醒：{ $name }

settings-about = 关于
settings-autostart = 开机启动
settings-autostart-text = 登录后在托盘里启动，不打开窗口，提醒照常来
settings-background = 后台
settings-backup-contents = { $plans } 笔分期，{ $accounts } 个账户，{ $repayments } 笔还款
settings-backup-failed = 上次备份没有成功：{ $reason }
settings-backup-latest = 最后一次操作在 { $latest }
settings-backup-made = 备份已写入并检查。
settings-backup-newest = 最近的备份：{ $at }
settings-backup-none = 还没有备份。有了记录之后，使用 Fenqi 的每一天都会自动备份一次。
settings-backup-now = 立即备份
settings-backup-save = 另存到…
settings-backup-unreadable = 无法读取
settings-backup-why = { $code ->
    [file_damaged] 文件已损坏
    [file_foreign] 不是 Fenqi 的文件
    [file_too_new] 由更新版本的 Fenqi 写成
   *[other] 打不开这个文件
  }
settings-backups = 备份
settings-backups-show = 全部 { $count } 个备份
settings-calendar = 手机日历
settings-calendar-change = 换个文件夹…
settings-calendar-keep = 持续更新…
settings-calendar-kept = 每次改动都会更新
settings-calendar-private = 文件里有账户、商品和金额：能打开这个文件夹的人都看得到。
settings-calendar-started = 以后每次改动都会更新 { $path }
settings-calendar-stop = 停止更新
settings-calendar-stopped = 已停止更新。文件还留在原处。
settings-calendar-text = 把还款日连同提醒写成日历文件（.ics）。选一个会同步到手机的文件夹，手机日历就能在到期前提醒你。
settings-calendar-unwritten = 还没有写入
settings-calendar-written = 写入于 { $at }
settings-check = 检查数据
settings-check-broken = 发现问题，请恢复一个完好的备份：
settings-check-sound = 数据完好：{ $plans } 笔分期，{ $repayments } 笔还款。
settings-check-text = 每次启动都会检查；觉得不对劲时，可以再查一次。
settings-closing = 关闭窗口时
settings-closing-no-tray = 这个桌面没有托盘，关闭窗口就是退出。退出以后没有提醒。
settings-closing-quit = 退出
settings-closing-quit-text = 退出以后没有提醒，直到再次打开。
settings-closing-tray = 留在托盘
settings-closing-tray-text = 提醒照常来，点托盘图标可以重新打开。
settings-copied = 路径已复制
settings-copy = 复制路径
settings-data = 数据
settings-data-folder = 数据文件夹
settings-data-text = 所有内容都在这个文件夹里，只在这台电脑上。
settings-encrypt = 加密备份…
settings-encrypt-do = 保存到…
settings-encrypt-text = 没有口令谁也打不开这个备份，Fenqi 也不能。口令丢了就找不回来，请存放在你找得到的地方。
settings-encrypt-title = 加密备份
settings-general = 常规
settings-hide-amounts = 隐藏金额
settings-hide-amounts-text = 窗口、弹出通知和托盘里都不显示金额
settings-income = 收入
settings-income-tell = 填写…
settings-income-text = 用来看每月还款占收入多少，只存在这台电脑上。
settings-integrity = 完整性
settings-language = 语言
settings-language-en = English
settings-language-zh = 简体中文
settings-lock = 应用锁
settings-lock-after = 自动锁定
settings-lock-after-close = 关闭或隐藏窗口时
settings-lock-after-minutes = { $minutes } 分钟没有使用
settings-lock-after-start = 仅启动时
settings-lock-change = 更改密码…
settings-lock-change-title = 更改密码
settings-lock-changed = 密码已更改。
settings-lock-limits = 应用锁只挡住窗口，不加密文件：能读这台电脑上文件的人仍然读得到数据。
settings-lock-new = 新密码
settings-lock-new-hint = 至少 4 个字符。
settings-lock-now = 立即锁定
settings-lock-off = 关闭应用锁…
settings-lock-off-do = 关闭应用锁
settings-lock-off-done = 应用锁已关闭。
settings-lock-off-title = 关闭应用锁？
settings-lock-set = 设置密码…
settings-lock-set-do = 设置
settings-lock-set-done = 应用锁已打开。
settings-lock-set-title = 设置应用锁的密码
settings-lock-start-text = 每次启动时都会锁定。
settings-look = 外观
settings-passcode = 密码
settings-passcode-again = 再输入一次密码
settings-passcode-current = 现在的密码
settings-passphrase = 口令
settings-passphrase-again = 再输入一次口令
settings-passphrase-hint = 用几个词：好记，也难猜。
settings-restore = 恢复
settings-restore-back = 会回来：{ $count } 笔分期
settings-restore-changed = 会变回当时的样子：{ $count } 笔分期
settings-restore-done = 已恢复。原来的数据保存在备份里。
settings-restore-from = 从文件恢复…
settings-restore-gone = 会消失：{ $count } 笔分期
settings-restore-latest = 最后一次操作
settings-restore-more = { $names }，还有 { $more } 笔
settings-restore-now = 现在
settings-restore-repayments = 还款
settings-restore-same = 分期和现在的完全一样。
settings-restore-text = 现在的数据会先备份，恢复后随时可以换回来。
settings-restore-then = 恢复后
settings-restore-title = 恢复这个备份？
settings-show-folder = 打开文件夹
settings-system = 跟随系统
settings-theme = 主题
settings-theme-dark = 深色
settings-theme-light = 浅色
settings-unlock-do = 打开
settings-unlock-title = 这个备份已加密
settings-version = 版本
settings-view = 设置的内容

export-csv = 表格（CSV）
export-csv-is = 用 Excel、WPS、Numbers 等任何表格软件打开
export-do = 导出…
export-encoding = 编码
export-encoding-gb18030 = GB18030（旧版中文 Excel）
export-encoding-utf8 = UTF-8（大多数软件）
export-hide-amounts = 不写金额
export-ics = 日历（ICS）
export-ics-is = 还没还的钱写成日程，放进手机或电脑的日历
export-json = 全部数据（JSON）
export-json-is = 一样不少，给另一台电脑上的 Fenqi 或自己的程序读
export-program = 软件
export-table = 哪张表
export-table-accounts = 账户
export-table-months = 每月应还和已还
export-table-plans = 分期，一笔一行
export-table-repayments = 还款
export-table-rows = 每一期，可以再导入
export-text = 记账软件
export-text-is = 还款和欠款写成纯文本分录，换个软件接着记
export-title = 导出
export-xlsx = Excel（XLSX）
export-xlsx-is = 全部表格，一张一页，带合计

import-account = 没写账户的行归到
import-account-name = 账户名称
import-account-new = 别的名称…
import-account-none = 未选择
import-another = 换个文件…
import-cancelled = 已取消，什么也没有添加。
import-cancelling = 正在取消…
import-choose = 选择文件…
import-column-account = 账户
import-column-annual-rate-percent = 年利率（%）
import-column-auto-debit = 自动扣款
import-column-currency = 币种
import-column-due-date = 到期日
import-column-fee = 手续费
import-column-first-due-date = 首期到期日
import-column-frequency = 还款周期
import-column-holds = 第 { $n } 列（{ $column }）是什么
import-column-instalment = 每期金额
import-column-interest = 利息
import-column-merchant = 商家
import-column-method = 还款方式
import-column-n = 第几期
import-column-notes = 备注
import-column-order-no = 订单号
import-column-origin = 购物还是借款
import-column-paid = 已还金额
import-column-paid-on = 还款日期
import-column-paid-rows = 已还期数
import-column-periods = 期数
import-column-plan = 属于哪笔分期
import-column-price = 价格
import-column-principal = 本金
import-column-purchased-on = 购买日期
import-column-rate-percent = 每期费率（%）
import-column-source = 扣款方式
import-column-terms = 条款（Fenqi 的写法）
import-column-title = 买了什么
import-column-total = 应还合计
import-column-unused = 不使用
import-date-dmy = 日/月/年
import-date-mdy = 月/日/年
import-date-order = 日期写法
import-date-ymd = 年-月-日
import-decimal = 金额写法
import-decimal-comma = 1.234,56
import-decimal-point = 1,234.56
import-delimiter = 分隔符
import-delimiter-bar = 竖线 |
import-delimiter-comma = 逗号 ,
import-delimiter-semicolon = 分号 ;
import-delimiter-tab = 制表符
import-do = 导入
import-done = 已导入 { $plans } 笔分期，{ $rows } 期，{ $repayments } 笔还款
import-duplicates = 已有的分期，不重复添加
import-group-plan = 分期本身
import-group-row = 一期一行的表
import-group-terms = 一笔一行的表
import-hindered = 有 { $count } 处问题，暂时不能导入。请调整读取方式，或者改好文件后重新选择。
import-how = 文件怎么读
import-kind = { $kind ->
    [own_csv] Fenqi 的表格
    [json] Fenqi 的全部数据（JSON）
   *[other] 别处的表格
  }
import-left-out = 表里不完整，不导入
import-left-out-title = { $count } 笔分期不导入
import-new-accounts = 新账户
import-new-accounts-show = 全部 { $count } 个
import-none-title = 从文件导入分期
import-nothing = 这个文件里没有可以导入的内容。
import-nothing-new = 文件里的分期都已经有了。
import-problem-column = 列
import-problem-line = 行
import-problem-why = 问题
import-problems = { $count } 处问题
import-problems-more = 还有 { $count } 处。
import-problems-show = 查看问题
import-reading = 正在读取文件…
import-rows = 期次
import-running = 正在导入
import-sample = 前几行
import-step-read = 读取文件
import-step-write = 写入
import-template = 保存表格模板…
import-template-text = 还没有表格？保存模板，用任何表格软件填写，已经还了几期的分期也能填。
import-text = CSV 表格（Fenqi 导出的、银行的或自己做的），或者另一台电脑上 Fenqi 的 JSON。先看会添加什么，再决定。
import-title = 导入
import-total = 应还 { $currency }
import-whole = 要么全部导入，要么一点不动；导入后可以撤销。
import-would-add = 将会添加

check-pages = SQLite：{ $what }（{ $count }）
check-rule = 不符合规则 { $what }：{ $count } 处
check-seal = 与校验不符：{ $what } { $count } 个
check-sum = 汇总不符：{ $what } { $count } 处

backup-reason-asked = 手动
backup-reason-day = 每日
backup-reason-import = 导入之前
backup-reason-restore = 恢复之前
backup-reason-version = 升级之前

banner-backup-stale = 最近三天没有完好的备份。
banner-clock = 电脑的时钟显示 { $now }，可是应该在 { $expected } 前后，不像是对的，所以提醒暂时不按它走。请校准时钟。
banner-clock-right = 时钟没错
banner-damaged = 数据文件有损坏。请在设置里检查，并恢复一个完好的备份。
banner-open-settings = 打开设置

lock-forgotten = 忘记密码？
lock-forgotten-how = 记录都还在。请在终端运行下面的命令关闭应用锁，再重新设置密码：
lock-title = Fenqi 已锁定
lock-unlock = 解锁

undo-done = 已撤销：{ $what }
undo-redone = 已重做：{ $what }
undo-undo = 撤销

help-chapters = 章节
help-none = 标题里没有这些字。
help-search = 搜索标题
help-title = 使用手册
keys-amounts = 隐藏或显示金额
keys-answer = 按选中的处理
keys-close = 关闭
keys-days = 换一天
keys-ends = 这一周的头尾；在年视图是这个月的头尾
keys-enter = 去当天的操作
keys-everywhere = 任何页面
keys-first-last = 第一笔、最后一笔
keys-lock = 立即锁定（设置了应用锁时）
keys-open = 打开
keys-rows = 上一笔、下一笔
keys-save = 保存表单
keys-search = 搜索
keys-statements = 上一笔、下一笔
keys-title = 键盘快捷键
keys-turn = 上个月、下个月；在年视图换年

overview-action = 先处理
overview-action-more = 还有 { $count } 笔
overview-aside = 预测、额度与欠款
overview-column-month = 月份
overview-cost = 将付利息与费用
overview-day = { $day } 日
overview-debts = 全部
overview-debts-none = 没有欠款。
overview-figures = 数字
overview-forecast = 未来 12 个月
overview-forecast-none = 未来没有要还的款。
overview-free = 可用 / 额度
overview-free-on = 还清日
overview-left = 合计还要还
overview-limits = 额度
overview-month = { $month } 月的还款
overview-month-clear = { $month } 月都还清了
overview-month-left = { $month } 月还要还
overview-month-nothing = { $month } 月没有要还的款
overview-next = 接下来
overview-next-none = 之后没有要还的款。
overview-over = 超出
overview-part = 已还部分
overview-principal = 还欠本金
overview-release = { $date } 释放
overview-segment = { $date } { $account } { $amount } { $status }
overview-soon = 30 天内 { $count } 笔
overview-strip-hint = 按到期日排列，宽度即金额
overview-used = 已用

palette-commands = 命令
palette-data = 备份、导出和数据文件夹
palette-none = 没有找到。换个词试试：名称、商家、订单号或备注。
palette-placeholder = 去哪个页面、做什么，或找哪笔分期…
palette-plans = 分期
palette-redo = 重做
palette-rules = 提醒规则
palette-screens = 页面
palette-theme = 主题：{ $theme }
palette-today = 日历：今天

start-first = 新增第一笔分期
start-import = 导入文件…
start-restore = 从备份恢复…
start-sample = 载入示例数据
start-sample-hint = 随时可以撤销
start-title = 第一笔分期，一分钟就好

payoff-act-prepay = 提前还
payoff-act-settle = 结清
payoff-adopt = 把这 { $count } 步列入计划
payoff-adopted = 已列入计划：{ $count } 笔提前还款
payoff-alone-costs-more = 提前结清收的费用比省下的还多。
payoff-alone-ends-first = 还没轮到它，它就按期还完了。
payoff-alone-free = 免息：提前还也不省钱。
payoff-alone-out-of-reach = 只能一次结清，到期之前攒不够这笔钱。
payoff-alone-unforgiven = 提前结清也要付全部手续费，不省钱。
payoff-assumed = 账户没有填写结清规则的，按通常的规则算；还之前请先问平台。
payoff-avalanche = 雪崩法
payoff-avalanche-is = 先还最省钱的：通常总花费最少。
payoff-contract = 按合同还
payoff-contract-is = 不多还：每一期都按时还。
payoff-cost = 利息和费用
payoff-currency = 币种
payoff-empty-text = 有分期时，这里会算出每月多还一点能提前多久还清、能省多少。
payoff-empty-title = 没有要还清的分期
payoff-ends = { $month }还完
payoff-extra = 每月多还
payoff-extra-hint = 从 { $month } 起，在月供之外再还这么多。
payoff-fewer = { $count ->
    [0] 最后一期变少
   *[other] 少还 { $count } 期，{ $month }还完
}
payoff-fine = 每一期都照合同还。多还的钱在该笔分期的还款日还，而且只在省下的比花掉的多时才还。
payoff-free-on = 还清日
payoff-instead = 原定 { $month }
payoff-left-alone = 不提前还
payoff-left-alone-is = 这些照合同还；多出来的钱留在自己手里。
payoff-no-steps = 没有可以提前还的：提前还也省不了钱。
payoff-order = 先还哪一笔
payoff-rate = 年省 { $percent }
payoff-replaces = 会替换现有的 { $count } 步计划。
payoff-roll-over = 还清一笔后，把它的月供接着还下一笔
payoff-saves = 省下
payoff-settles = 一次还清；其中费用 { $amount }
payoff-settles-free = 一次还清，不收费用
payoff-snowball = 雪球法
payoff-snowball-is = 先还余额最小的：很快就能一笔一笔还清。
payoff-steps = 一步一步
payoff-ways = 还法

planned-day = 计划提前还款 { $count } 笔
planned-do = 去还…
planned-drop = 取消计划
planned-drop-of = 取消 { $title } { $date } 的计划
planned-dropped = 已取消计划：{ $title } { $date }
planned-hint = 金额是列入计划时的估算，以当天试算为准。
planned-title = 计划提前还款
analysis-costs = 费用
analysis-costs-all-free = 共 { $plans } 笔，都不花利息和费用
analysis-costs-back = 商家退回
analysis-costs-count = { $free ->
    [0] 共 { $plans } 笔
   *[other] 共 { $plans } 笔，其中 { $free } 笔不花利息和费用
  }
analysis-costs-late-fee = 逾期费
analysis-costs-life = 全部分期的费用
analysis-costs-life-note = 从第一期到最后一期，还没付的也算在内。
analysis-costs-more = 提前结清多付
analysis-costs-penalty = 违约金
analysis-costs-plans = 各笔分期的费用
analysis-costs-plans-note = 费用最高的在前；不花钱的不列。
analysis-costs-rate = 实际年化（单利）
analysis-costs-saved = 提前结清和退款少付
analysis-costs-show-more = 显示更多
analysis-costs-sum = 费用合计
analysis-costs-to-come = 其中还没付
analysis-costs-years = 每年付出的费用
analysis-costs-years-none = 这些年没有付过利息和费用。
analysis-costs-years-note = 按实际还款的日子算；一期里先还费用和利息，后还本金。
analysis-debt = 欠款
analysis-debt-note = 假定都按期还款；已经逾期的，算在这个月还。
analysis-debt-principal = 其中本金
analysis-debt-title = 每到月底还剩多少
analysis-forecast = 预测
analysis-forecast-earlier = 这个月之前还有没还的，没有画进来：
analysis-forecast-none = 没有要还的款。
analysis-forecast-title = 未来 12 个月要还的
analysis-limits = 额度
analysis-limits-available = 可用
analysis-limits-none = 还没有账户。
analysis-limits-note = 假定都按期还款，期间没有新的消费。虚线是固定额度。
analysis-limits-occupied = 已用
analysis-limits-title = 每到月底可用的额度
analysis-limits-used = 没有填额度，画的是已用
analysis-none = 还没有可以分析的
analysis-none-text = 加入分期以后，这里会画出每月要还多少、额度何时释放、欠款何时还清，以及一共花了多少利息和费用。
analysis-spending = 支出
analysis-spending-by = 怎样计入
analysis-spending-due = 按还款日
analysis-spending-due-note = 每期在到期的那个月计入；提前还的和退回的，算在当天。
analysis-spending-none = { $year } 年没有支出。
analysis-spending-once = 一笔分期从头到尾，两种算法的合计相同，都只算一次。
analysis-spending-purchase = 按购买日
analysis-spending-purchase-note = 每笔分期在购买或借款的那个月整笔计入，连同利息和费用。
analysis-spending-title = { $year } 年每月支出
analysis-spending-total = 全年合计
analysis-view = 看什么

chart-from-to = { $chart }，{ $currency }，{ $from }至{ $to }。最高：{ $month } { $amount }。
chart-more = 还有 { $count } 项
chart-now = 现在
chart-read = 逐月看数字：{ $chart }
chart-read-years = 逐年看数字：{ $chart }
chart-total = 合计
