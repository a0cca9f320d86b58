//! The names of columns, in Chinese and English, as `columns::plain` leaves them.

use super::columns::{Again, Meaning};
use crate::contract::ImportColumn;

/// Of a row, all that is asked for; of a plan, the price.
pub(super) const AMOUNT: &[&str] = &["金额", "交易金额", "支付金额", "总金额", "总额", "amount", "sum"];

/// What a plan is about. In a table of rows, it stands in each of them.
pub(super) const FINANCED: &[&str] = &["借款金额", "借款本金", "分期金额", "loanamount", "amountfinanced"];

/// What may stand in brackets behind the name of a count.
pub(super) const COUNTED: &[&str] =
    &["", "期", "个月", "月", "次", "total", "months", "必填", "选填", "required", "optional"];

/// What stands before "rate" in the name of one that may say what a plan costs.
pub(super) const RATES_OF: &[&str] = &[
    "",
    "annualinterest",
    "borrowing",
    "daily",
    "effective",
    "fee",
    "finance",
    "financing",
    "instalment",
    "installment",
    "interest",
    "loan",
    "nominal",
    "percentage",
    "plan",
    "service",
];

/// What is not taken.
pub(super) const NOT_TAKEN: [(Meaning, &[&str]); 6] = [
    (Meaning::Remaining, &["remaining", "未还", "剩余未还"]),
    (Meaning::Status, &["status", "状态"]),
    (Meaning::Repayment, &["还款方式"]),
    (Meaning::Again(Again::Cost), &["总利息", "利息合计", "totalinterest", "totalcost"]),
    (
        Meaning::Again(Again::CostPerPeriod),
        &["每期手续费", "每期利息", "每期服务费", "feeperperiod", "monthlyfee"],
    ),
    (Meaning::Again(Again::DownPayment), &["首付", "首付款", "首付金额", "downpayment", "deposit"]),
];

/// Each column's names, as `plain` leaves them.
pub(super) const NAMES: [(ImportColumn, &[&str]); 29] = [
    (
        ImportColumn::Plan,
        &["plan", "planid", "分期", "分期编号", "合同号", "借据号", "contract", "contractno"],
    ),
    (ImportColumn::Account, &["account", "账户", "帐户", "账号", "平台", "渠道", "信用卡", "lender", "card"]),
    (ImportColumn::Origin, &["origin", "来源", "类别", "分期类别"]),
    (
        ImportColumn::Title,
        &[
            "title",
            "标题",
            "商品",
            "商品名称",
            "商品说明",
            "名称",
            "分期名称",
            "项目",
            "摘要",
            "描述",
            "item",
            "name",
            "description",
            "product",
        ],
    ),
    (
        ImportColumn::Merchant,
        &[
            "merchant",
            "商户",
            "商户名称",
            "商家",
            "商家名称",
            "店铺",
            "交易对方",
            "对方",
            "shop",
            "store",
            "seller",
            "payee",
        ],
    ),
    (
        ImportColumn::OrderNo,
        &[
            "orderno",
            "订单号",
            "订单编号",
            "交易号",
            "交易订单号",
            "商户订单号",
            "流水号",
            "order",
            "orderid",
            "ordernumber",
        ],
    ),
    (
        ImportColumn::PurchasedOn,
        &[
            "purchasedon",
            "交易时间",
            "交易日期",
            "购买日期",
            "购买日",
            "购买时间",
            "下单时间",
            "消费日期",
            "借款日期",
            "放款日期",
            "交易创建时间",
            "日期",
            "date",
            "purchasedate",
            "transactiondate",
            "bought",
            "boughton",
        ],
    ),
    (ImportColumn::Currency, &["currency", "币种", "货币"]),
    (ImportColumn::Price, &["price", "价格", "总价", "商品价格", "订单金额", "purchaseprice"]),
    (ImportColumn::AutoDebit, &["autodebit", "自动扣款", "自动还款", "autopay", "directdebit"]),
    (ImportColumn::Notes, &["notes", "备注", "附言", "note", "memo", "comment", "remark", "remarks"]),
    (
        ImportColumn::N,
        &["n", "期次", "期号", "第几期", "当前期数", "当前期", "期", "no", "instalmentno", "installmentno"],
    ),
    (
        ImportColumn::DueDate,
        &[
            "duedate",
            "到期日",
            "到期日期",
            "还款日",
            "还款日期",
            "应还日期",
            "应还款日",
            "最后还款日",
            "应还日",
            "due",
            "dueon",
            "paymentdate",
        ],
    ),
    (ImportColumn::Principal, &["principal", "本金", "应还本金", "分期本金"]),
    (ImportColumn::Interest, &["interest", "利息", "应还利息"]),
    (
        ImportColumn::Fee,
        &["fee", "手续费", "服务费", "费用", "应还手续费", "总手续费", "手续费合计", "totalfee", "fees"],
    ),
    (ImportColumn::Total, &["total", "应还", "应还金额", "应还总额", "本期应还", "合计", "amountdue"]),
    (
        ImportColumn::Paid,
        &[
            "paid",
            "已还",
            "已还金额",
            "已还款",
            "实还金额",
            "amountpaid",
            "是否还清",
            "是否已还",
            "是否已还清",
            "是否还款",
            "是否已还款",
            "已还清",
            "ispaid",
        ],
    ),
    (ImportColumn::PaidOn, &["paidon", "还清日", "实还日期", "还款时间", "实际还款日", "datepaid"]),
    (ImportColumn::Source, &["source", "扣款方式", "付款方式", "支付方式", "paymentmethod", "paidfrom"]),
    (ImportColumn::Terms, &["terms", "条款"]),
    (
        ImportColumn::Periods,
        &["periods", "of", "期数", "总期数", "分期数", "分期期数", "instalments", "installments", "months"],
    ),
    (
        ImportColumn::Instalment,
        &[
            "instalment",
            "installment",
            "每期应还",
            "每期",
            "每期金额",
            "每期还款",
            "每月应还",
            "月供",
            "monthlypayment",
            "payment",
        ],
    ),
    (
        ImportColumn::RatePercent,
        &[
            "ratepercent",
            "每期费率",
            "期费率",
            "每期利率",
            "月费率",
            "月利率",
            "rateperperiod",
            "monthlyrate",
        ],
    ),
    (
        ImportColumn::AnnualRatePercent,
        &["annualratepercent", "年利率", "年化利率", "年化", "年费率", "annualrate", "apr", "rateperyear"],
    ),
    (ImportColumn::Method, &["method", "计算方式", "计费方式", "分期方式", "还款类型"]),
    (
        ImportColumn::FirstDueDate,
        &[
            "firstduedate",
            "首次还款日",
            "首期还款日",
            "首个还款日",
            "首期到期日",
            "第一期还款日",
            "firstdue",
            "firstpayment",
        ],
    ),
    (
        ImportColumn::Frequency,
        &[
            "frequency",
            "还款周期",
            "还款频率",
            "频率",
            "paymentfrequency",
            "repaymentfrequency",
            "interval",
            "every",
        ],
    ),
    (
        ImportColumn::PaidRows,
        &["paidrows", "已还期数", "已还期", "paidinstalments", "paidinstallments", "paidperiods"],
    ),
];
