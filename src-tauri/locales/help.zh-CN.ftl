# The help of fenqi-cli in Chinese. English stands where the arguments are defined.
#
# A message is a command; its attributes are arguments, and `.note` what stands below. What many commands share stands
# with fenqi-cli itself.

fenqi-cli = 不开窗口的 Fenqi 分期：同一份记录，供脚本和定时任务使用
    .account = 账户的编号或名称
    .data-dir = 数据所在的文件夹
    .file = 要读取的文件，与位置参数 FILE 相同
    .help = 显示帮助
    .json = 用 JSON 回答，出错时也是
    .language = 使用的语言：zh-CN 或 en
    .named = 要读取的文件；写 - 或不写时读标准输入
    .now = 把这个时刻当作现在，它的时差当作时区：2026-11-22T10:00:00+08:00
    .on = 哪一天付的；不写时为今天
    .plan = 分期的编号
    .preset = 预设的编号
    .seq = 第几期
    .source = 用什么付的
    .version = 显示版本

## 记账

account = 账户：分期所属的信用额度
account-add = 用 JSON 添加账户，输出它的编号
    .note =
        只有 name 必填。kind：store（商城分期）、card（信用卡）、cash_advance（备用金）、bnpl（先用后付）、other（其他）。
        due：{ "{" }"day":9{ "}" } 是账单日之后的第一个 9 日，{ "{" }"days_after":18{ "}" } 是账单日后 18 天。额度是金额；
        费率是小数：0.0005 即日息 0.05 %。结清政策（settlement）：principal_only、principal_plus_accrued_days、
        accrued_days_in_period、whole_current_period、all_remaining_fees、penalty_on_principal。
account-archive = 归档账户：记录全部保留，添加分期时不再出现
account-edit = 把账户改成 JSON 所写的样子（所有字段），格式同 show 的输出
account-list = 列出账户
account-show = 用 JSON 显示一个账户：额度用了多少、规则算出来是多少
account-unarchive = 重新使用已归档的账户
source = 扣款方式：还款的银行卡和钱包
source-list = 列出扣款方式和它们所还的账户
source-merge = 让另一个扣款方式接手它所还的账户，然后删除它
    .into = 留下的那个，编号或名称
    .source = 去掉的那个，编号或名称
source-remove = 删除没有账户使用的扣款方式
    .source = 扣款方式的编号或名称
source-rename = 给扣款方式改名，它所还的账户一起改
    .name = 新名称
    .source = 扣款方式的编号或名称
plan = 分期：分期购物和备用金等借款
plan-add = 用 JSON 添加一笔或多笔分期，要么全部添加，要么都不添加；每笔输出一个编号
    .create-accounts = 账户还没有时，按名称建立
    .note =
        account、title、purchased_on、terms 必填。origin：purchase（购物）或 cash_advance（借款）。条款的 method：
        interest_free、flat_per_period、equal_instalment、equal_principal、fee_spread、fee_upfront、flat_interest、
        interest_only、bullet；其余字段见 docs/calc.md 的 `schedule`。rows（格式同 plan show）是合同上的数字，
        以它为准。paid_rows（期数）或 paid_before（日期）说明在 Fenqi 之前已经还了哪些。
plan-edit = 修改 JSON 里写到的内容：title、merchant、order_no、price、auto_debit、notes、rows
plan-list = 列出分期：默认全部，新的在前
    .account = 只列这个账户的，编号或名称
    .limit = 最多列几笔
    .offset = 跳过前几笔
    .search = 只列名称、商家、订单号或备注里有这些字的
    .sort = 排列次序
    .status = 只列这种状态的
plan-remove = 删除一笔分期和它的各期、还款；undo 可以恢复
plan-show = 显示一笔分期：各期、实际利率和还款
pay = 记录还款：还某一期，或还某账户某天的整张账单
    .amount = 多少钱；不写时为这一期还剩的全部
    .on = 哪一天付的；不写时为今天
    .seq = 这笔分期的第几期
    .statement = 这个账户在这个还款日要还的全部
debit = 回答自动扣款成功了没有
debit-confirm = 扣款成功：记为已还
    .on = 哪一天扣的；不写时为还款日
debit-fail = 扣款失败：这一期要自己还
debit-list = 按日期和扣款方式列出将要自动扣的钱
    .days = 今后多少天之内
settle = 提前结清，金额见 quote settle
prepay = 提前还一部分本金
    .amount = 多少钱；先扣掉到那天为止的利息
    .keep = 什么不变：term 期数不变、每期变少，instalment 每期不变、期数变少
refund = 记录退款
    .amount = 退了多少钱
    .on = 哪一天退的；不写时为今天
    .taken = 先减哪些未还的本金
repayment = 已记录的还款
repayment-list = 列出还款，新的在前
    .account = 只列这个账户的，编号或名称
    .before = 只列这笔还款之后的：上一页最后一笔的编号
    .from = 只列这天及以后付的
    .limit = 最多列几笔，上限 200
    .to = 只列这天及以前付的
repayment-remove = 删除一笔还款，它还的各期重新变为未还
    .repayment = 还款的编号

## 查看

due = 按日期列出各期、状态和合计：不写日期时，列出以前没还清的和今后 30 天的
    .account = 只列这个账户的，编号或名称
    .all = 列出所有的期，不论哪天到期
    .from = 从这个还款日起
    .to = 到这个还款日为止
forecast = 按月列出还要还多少
    .by-account = 每个账户分开列
    .months = 多少个月，本月算在内
limits = 列出各账户的可用额度：现在的，和随着还款释放的
debts = 逐月列出照计划还款时债务怎样减少
costs = 列出各笔分期一共花了多少，或某一年除本金外付了多少
    .plans = 每种货币列几笔，花得多的在前，上限 200
    .year = 只算这一年付的
spending = 按月列出一年的消费，每笔分期只算一次
    .by = 按哪天算：purchase 购买那天整笔计入，due 各期到期时计入
    .year = 哪一年；不写时为今年

## 拿主意

quote = 试算对一笔分期的改动，什么也不记录
quote-prepay = 提前还一部分会怎样
    .amount = 多少钱；先扣掉到那天为止的利息
    .keep = 什么不变：term 期数不变、每期变少，instalment 每期不变、期数变少
quote-refund = 退款会怎样
    .amount = 退多少钱
    .on = 哪一天退；不写时为今天
    .taken = 先减哪些未还的本金
quote-settle = 某天结清要付多少
    .on = 哪一天；不写时为今天
compare = 比较几种条款，每行 JSON 一种：name 和 terms，或只有条款
    .cash-price = 不分期时的价格
    .note = 条款的全部字段和例子见 docs/calc.md 的 `schedule`。
afford = 按 JSON 给出的条款，算出有和没有这笔分期时最重的一个月
    .income = 一个月的收入
    .note = 条款的全部字段和例子见 docs/calc.md 的 `schedule`。
payoff = 比较还清债务的办法：按合同还、先还余额最小的、先还最贵的
    .adopt = 采用它的步骤，替换这种货币原来的全部计划
    .currency = 只算这种货币的分期；不写时为期数最多的那种
    .extra = 从下个月起每月多还多少；不写时用上次采用的
    .no-roll-over = 还完的分期省下的钱不再投入
    .strategy = 列出这种办法的步骤：snowball 先还余额最小的，avalanche 先还最省钱的
planned = 打算提前还的款
planned-drop = 取消某笔分期在某天的打算
    .on = 哪一天
planned-list = 按日期列出打算
preset = 预设：各机构常见的方案，只是例子，可以修改
preset-list = 列出预设
preset-reset = 丢掉自己改的预设；自带的会恢复原样
preset-set = 用 JSON 保存预设，替换编号相同的那个
preset-show = 用 JSON 显示一个预设和它的出处
calc = 逐行回答标准输入里的 JSON：id、operation、input
    .note =
        每行的回答是 id 加 result，或 id 加 error；一行出错不影响下一行。数字都写成字符串。
        docs/calc.md 逐个说明各种运算，并有例子。

        { "  " }schedule  schedule.unrounded  due_dates  statement_due  first_due
        { "  " }late_fee  settlement  prepayment  refund  allocate  limits
        { "  " }solve  compare  afford
        { "  " }rate.irr  rate.irr_times_periods  rate.xirr
        { "  " }apr.eu_intervals  apr.eu_dates  apr.regz_actuarial  interval.eu  interval.regz
        { "  " }tvm.pmt  tvm.pv  tvm.fv  tvm.ipmt  tvm.ppmt  tvm.cumipmt  tvm.cumprinc  tvm.nper  tvm.rate  tvm.effect  tvm.nominal

## 提醒

remind = 说出该提醒的事，每件只说一次
    .at = 要问的时刻；不写时为现在
    .dry-run = 只看会说什么
    .next = 改为列出接下来的几个提醒，什么也不触发
    .trust-clock = 这台电脑的时间没有错，不管它以前是多少
inbox = 提醒：等你处理的，以及处理它们
inbox-answer = 按 KEY 处理同一张账单的提醒；重复处理只算一次
    .answer = paid 剩下的全部已还；confirmed、failed 自动扣款成功、失败；seen 知道了，别的不变
    .keys = 提醒的 KEY，见 inbox list 和 remind --json
inbox-list = 列出等你处理的提醒和最近的提醒
    .before = 只列这个 KEY 之前的提醒
    .limit = 过去的提醒列几个
inbox-pause = 暂停所有提醒
    .until = 到什么时候：hour 一小时，tomorrow 明天，open 直到 inbox resume
inbox-resume = 恢复提醒；暂停期间的合并成一条
inbox-snooze = 稍后再提醒
    .keys = 提醒的 KEY
    .until = now 不再推迟，hour 一小时后，tonight 今晚，tomorrow 明天，或一个时刻，如 2026-11-28T20:00:00+08:00
rule = 什么时候提醒：全部的、某账户的、某笔分期的
rule-list = 列出规则：全部的，以及单独设置了规则的账户和分期
rule-reset = 让账户或分期不再用单独的规则；或把全部的规则恢复原样
    .account = 这个账户的，编号或名称
    .plan = 这笔分期的，编号
rule-set = 用 JSON 设置全部、某账户或某笔分期的规则
    .account = 这个账户的，编号或名称
    .plan = 这笔分期的，编号
rule-show = 用 JSON 显示全部、某账户或某笔分期现在的规则
    .account = 这个账户的，编号或名称
    .plan = 这笔分期的，编号

## 保管与撤销

export = 导出记录
export-beancount = 导出 beancount 账本
    .force = 文件已存在时替换它
    .to = 要写的文件；写 - 时为标准输出
export-csv = 把一张表导出为 CSV，供表格软件使用；各列见 docs/tables.zh-CN.md
    .encoding = utf8（带字节顺序标记）或 gb18030
    .force = 文件已存在时替换它
    .table = 哪一张表
    .to = 要写的文件；写 - 时为标准输出
export-hledger = 导出 hledger 账本
    .force = 文件已存在时替换它
    .to = 要写的文件；写 - 时为标准输出
export-ics = 把还要还的导出为带提醒的日历，供手机使用
    .force = 文件已存在时替换它
    .hide-amounts = 只写哪天要还，不写多少钱
    .keep = 现在写这个 .ics 文件，以后每次改动都由软件和本命令重写
    .stop-keeping = 不再重写；文件留在原处
    .to = 要写的文件，只写一次；写 - 时为标准输出
export-json = 把全部数据导出为一个 JSON 文件，可用 `import json` 读回；格式见 docs/export.schema.json
    .force = 文件已存在时替换它
    .to = 要写的文件；写 - 时为标准输出
export-ledger = 导出 ledger 账本：已还的，以及作为待定分录的未还各期
    .force = 文件已存在时替换它
    .to = 要写的文件；写 - 时为标准输出
export-xlsx = 把所有表导出为一个 Excel 工作簿，每张表一页
    .force = 文件已存在时替换它
    .to = 要写的文件；写 - 时为标准输出
import = 从文件导入记录
import-csv = 从表格导入分期：`export csv` 写的、模板，或银行、商家和自己的表格
    .account = 没有写明账户的行属于哪个账户，编号或名称
    .columns = 各列是什么，用列号或列名指定：title=3,due_date=到期日；其余按列名判断
    .date-order = 日期的顺序：year_month_day、day_month_year、month_day_year；不给时自动判断
    .decimal-mark = 小数点是 point（.）还是 comma（,）；不给时自动判断
    .delimiter = 列之间的字符，或 tab；不给时自动判断
    .dry-run = 只说会导入什么、哪里有问题
    .encoding = 文件的编码：utf8、gbk、gb18030、utf16le、utf16be、big5、latin1；不给时自动判断
    .file = 要读的文件；写 - 时为标准输入
import-json = 导入 `export json` 写的文件：添加这里没有的，其余保持不变
    .dry-run = 只说会添加什么、哪里有问题
    .file = 要读的文件；写 - 时为标准输入
import-template = 写一张空表格供 `import csv` 使用，一行一笔分期
    .force = 文件已存在时替换它
    .to = 要写的文件；写 - 时为标准输出
lock = 应用锁：窗口的密码。命令行不受它限制
lock-off = 关闭应用锁，不用密码；记录不受影响
lock-show = 显示是否设置了应用锁，以及何时锁定
settings = 设置：语言、颜色、隐藏金额、关闭窗口、收入
settings-set = 修改一项设置
settings-set-hide-amounts = 窗口、通知和托盘是否不显示金额
    .value = 是 yes，否 no
settings-set-income = 每月收入，如 12000.00 CNY；不写金额时清除
    .amount = 金额
    .currency = 货币
settings-set-language = 窗口、通知和托盘的语言
    .value = 语言；system 跟随系统
settings-set-on-close = 关闭窗口时做什么
    .value = tray 留在托盘继续提醒，quit 退出、不再提醒
settings-set-theme = 窗口的颜色
    .value = system 跟随系统，light 浅色，dark 深色
settings-show = 用 JSON 显示设置
undo = 撤销最近的操作；再来一次撤销更早的
redo = 重做刚撤销的操作
activity = 列出操作记录，新的在前
    .before = 只列这个序号之前的操作
    .limit = 列几个操作
check = 检查数据文件是否完好：页、规则、校验和、合计
backup = 备份数据文件并检查备份，放到 DIR 或数据文件夹
    .dir = 备份放在哪里
    .encrypt = 用口令加密备份；没有口令谁也打不开
    .list = 只列出数据文件夹里的备份
    .passphrase-file = 从 FILE 的第一行读口令；不写时会询问，或从标准输入读
restore = 用备份替换数据文件；原来的文件留在旁边
    .dry-run = 只看备份是否完好、里面有什么
    .file = 备份文件
    .new = 数据文件丢失时，从空的开始
    .passphrase-file = 备份已加密时，从 FILE 的第一行读口令；不写时会询问，或从标准输入读
demo = 在空的数据文件夹里放入示例数据
completions = 输出 shell 的补全脚本
    .shell = 哪种 shell
man = 输出手册页，或为每个命令写一页
    .to = 改为把每个命令的手册页写进这个文件夹

## 用法错误

usage-argument-missing = 缺少：{ $argument }
usage-argument-twice = “{ $argument }”只能写一次。
usage-argument-unknown = 没有“{ $argument }”这个参数。
usage-arguments-conflict = “{ $argument }”不能与“{ $other }”同时使用。
usage-command-missing = 还要写一个命令。
usage-command-unknown = 没有“{ $command }”这个命令。
usage-foot = 加上 --help 查看说明。
usage-instant-wrong = “{ $argument }”不能是“{ $value }”。时刻要写成 2026-11-28T09:00:00+08:00。
usage-no-text = 参数里有不是 UTF-8 的字符。
usage-suggestion = 是不是“{ $suggestion }”？
usage-value-missing = “{ $argument }”后面要写一个值。
usage-value-unknown = “{ $argument }”不能是“{ $value }”。可选：{ $choices }。
usage-value-wrong = “{ $argument }”不能是“{ $value }”。
usage-values-count = “{ $argument }”要写 { $expected } 个值，写了 { $found } 个。
usage-usage = 用法: { $usage }
