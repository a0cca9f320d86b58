//! What the columns of a file hold, by their names in Chinese and English.

use super::figures::narrow;
use crate::contract::ImportColumn;

/// What a table's lines are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A row of a plan a line.
    Rows,
    /// A plan a line.
    Plans,
}

/// What a name alone says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Column(ImportColumn),
    /// Of a row, all that is asked for; of a plan, the price.
    Amount,
    /// A column of Fenqi's own that says again what others say.
    Check(Check),
}

/// Columns of Fenqi's own table that are not taken, but must agree with what is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Check {
    Remaining,
    Status,
    /// Of a bank: a rate that may be counted by anything.
    Rate,
}

/// The columns of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) shape: Shape,
    /// What each holds; absent where it is not wanted.
    pub(super) held: Vec<Option<ImportColumn>>,
    pub(super) remaining: Option<usize>,
    pub(super) status: Option<usize>,
    pub(super) unclear_rate: Option<usize>,
}

impl Columns {
    /// What the names say. Of two columns of one meaning, the first counts.
    pub(super) fn of(header: &[String]) -> Self {
        Self::meant(header.iter().map(|name| meaning(name)).collect())
    }

    /// The same, where the column called a count numbers the rows.
    pub(super) fn numbered(&self, header: &[String]) -> Self {
        let mut meanings: Vec<Option<Meaning>> = header.iter().map(|name| meaning(name)).collect();
        if let Some(at) = self.place(ImportColumn::Periods) {
            meanings[at] = Some(Meaning::Column(ImportColumn::N));
        }
        Self::meant(meanings)
    }

    fn meant(meanings: Vec<Option<Meaning>>) -> Self {
        let certain: Vec<ImportColumn> = meanings
            .iter()
            .filter_map(|meaning| match meaning {
                Some(Meaning::Column(column)) => Some(*column),
                _ => None,
            })
            .collect();
        let shape = shape(&certain);
        let place = |check| meanings.iter().position(|meaning| *meaning == Some(Meaning::Check(check)));
        let mut columns = Self {
            shape,
            held: Vec::with_capacity(meanings.len()),
            remaining: place(Check::Remaining),
            status: place(Check::Status),
            unclear_rate: place(Check::Rate),
        };
        // Where lines are rows, what is called an instalment is what a row asks for.
        let is_row = shape == Shape::Rows && certain.contains(&ImportColumn::Instalment);
        for meaning in meanings {
            let free = |column| Some(column).filter(|column| !certain.contains(column));
            let column = match meaning {
                Some(Meaning::Column(ImportColumn::Instalment)) if is_row => free(ImportColumn::Total),
                Some(Meaning::Column(column)) => Some(column),
                Some(Meaning::Amount) if is_row => free(ImportColumn::Price),
                Some(Meaning::Amount) => free(amount_in(shape)),
                Some(Meaning::Check(_)) | None => None,
            };
            let column =
                column.filter(|column| fits(shape, *column) && !columns.held.contains(&Some(*column)));
            columns.held.push(column);
        }
        columns
    }

    /// What the user says that they hold.
    pub(super) fn given(held: Vec<Option<ImportColumn>>, header: &[String]) -> Self {
        let known: Vec<ImportColumn> = held.iter().flatten().copied().collect();
        let named = Self::of(header);
        // What the user was asked about is as the user says.
        Self { shape: shape(&known), held, unclear_rate: None, ..named }
    }

    /// Where a column is.
    pub(super) fn place(&self, column: ImportColumn) -> Option<usize> {
        self.held.iter().position(|held| *held == Some(column))
    }

    pub(super) fn has(&self, column: ImportColumn) -> bool {
        self.place(column).is_some()
    }

    /// How many of a line's cells are names that are known.
    pub(super) fn known(cells: &[String]) -> usize {
        cells.iter().filter(|cell| meaning(cell).is_some()).count()
    }

    /// Whether it is a table of rows as Fenqi writes it.
    pub(super) fn is_own_table(&self) -> bool {
        use ImportColumn::{DueDate, Fee, Interest, N, Plan, Principal, Terms, Total};
        let own = [Plan, N, DueDate, Principal, Interest, Fee, Total, Terms];
        own.iter().all(|column| self.has(*column)) && self.remaining.is_some() && self.status.is_some()
    }
}

/// A line is a row where rows are numbered or have a day and what a row alone has; where columns speak of a whole plan,
/// it is one.
fn shape(known: &[ImportColumn]) -> Shape {
    use ImportColumn::{
        AnnualRatePercent, DueDate, FirstDueDate, Instalment, Interest, N, Paid, PaidOn, PaidRows, Periods,
        RatePercent, Terms, Total,
    };
    let has = |column| known.contains(&column);
    let of_plans = [FirstDueDate, Instalment, PaidRows, RatePercent, AnnualRatePercent].into_iter().any(has);
    let of_rows = [Total, Interest, Paid, PaidOn].into_iter().any(has);
    if has(N) || has(Terms) || (has(DueDate) && !of_plans && (of_rows || !has(Periods))) {
        Shape::Rows
    } else {
        Shape::Plans
    }
}

fn amount_in(shape: Shape) -> ImportColumn {
    match shape {
        Shape::Rows => ImportColumn::Total,
        Shape::Plans => ImportColumn::Price,
    }
}

/// Whether a line of this shape can hold it.
fn fits(shape: Shape, column: ImportColumn) -> bool {
    use ImportColumn::{
        AnnualRatePercent, FirstDueDate, Instalment, Interest, Method, N, Paid, PaidOn, PaidRows, Plan,
        RatePercent, Terms, Total,
    };
    match shape {
        Shape::Rows => {
            !matches!(column, FirstDueDate | Instalment | PaidRows | RatePercent | AnnualRatePercent | Method)
        }
        Shape::Plans => !matches!(column, N | Total | Interest | Paid | PaidOn | Terms | Plan),
    }
}

fn meaning(name: &str) -> Option<Meaning> {
    let name = plain(name);
    if let Some(check) = check(&name) {
        return Some(Meaning::Check(check));
    }
    if AMOUNT.contains(&name.as_str()) {
        return Some(Meaning::Amount);
    }
    let found = NAMES.iter().find(|(_, names)| names.contains(&name.as_str()));
    found.map(|(column, _)| Meaning::Column(*column))
}

fn check(name: &str) -> Option<Check> {
    match name {
        "remaining" | "未还" | "剩余未还" => Some(Check::Remaining),
        "status" | "状态" => Some(Check::Status),
        "利率" | "日利率" | "日费率" | "interestrate" | "dailyrate" => Some(Check::Rate),
        _ => None,
    }
}

/// The unit in parentheses at the end of a column's name.
pub(super) fn unit(name: &str) -> Option<String> {
    let narrowed: String = name.trim().chars().map(narrow).collect();
    let at = narrowed.rfind(['(', '[']).filter(|at| *at > 0)?;
    let unit = narrowed[at + 1..].strip_suffix([')', ']'])?.trim();
    Some(unit.trim_start_matches("单位").trim_start_matches(':').trim().to_owned())
}

/// A name without what only dresses it: capitals, blanks, marks between words, and a unit in parentheses at its end.
fn plain(name: &str) -> String {
    let narrowed: String = name.trim().chars().map(narrow).collect();
    let bare = match narrowed.rfind(['(', '[']) {
        Some(at) if at > 0 && narrowed.ends_with([')', ']']) => &narrowed[..at],
        _ => narrowed.as_str(),
    };
    bare.chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(c, '_' | '-' | '.' | ':' | '*' | '/' | '?' | '？' | '%' | '\u{feff}')
        })
        .flat_map(char::to_lowercase)
        .collect()
}

const AMOUNT: &[&str] = &["金额", "交易金额", "支付金额", "总金额", "总额", "amount", "sum"];

/// Each column's names, as `plain` leaves them.
const NAMES: [(ImportColumn, &[&str]); 28] = [
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
    (
        ImportColumn::Principal,
        &["principal", "本金", "应还本金", "分期本金", "借款金额", "借款本金", "分期金额", "loanamount"],
    ),
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
    (
        ImportColumn::Source,
        &["source", "扣款方式", "还款方式", "付款方式", "支付方式", "paymentmethod", "paidfrom"],
    ),
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
            "费率",
            "分期费率",
            "期费率",
            "每期利率",
            "月费率",
            "月利率",
            "rate",
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
        ImportColumn::PaidRows,
        &["paidrows", "已还期数", "已还期", "paidinstalments", "paidinstallments", "paidperiods"],
    ),
];

/// The name that Fenqi writes for a column.
pub(super) fn english(column: ImportColumn) -> String {
    let value = serde_json::to_value(column).ok();
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &[&str]) -> Columns {
        Columns::of(&header.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_table_that_fenqi_writes_is_known_whole() {
        let header = "plan,account,origin,title,merchant,order_no,purchased_on,currency,n,of,due_date,principal,\
                      interest,fee,total,paid,remaining,status,paid_on,notes,price,auto_debit,source,terms";
        let columns = of(&header.split(',').collect::<Vec<_>>());
        assert!(columns.is_own_table());
        assert_eq!(columns.held.iter().flatten().count(), 22, "all but what is left and the status");
    }

    #[test]
    fn names_are_known_in_both_languages() {
        use ImportColumn::{
            Account, DueDate, Fee, FirstDueDate, Instalment, N, Periods, Price, Title, Total,
        };
        let rows = of(&["平台", "商品名称", "期次", "应还日期", "应还金额（元）", "手续费(元)", "别的"]);
        let held = [Some(Account), Some(Title), Some(N), Some(DueDate), Some(Total), Some(Fee), None];
        assert_eq!((rows.shape, rows.held), (Shape::Rows, held.to_vec()));
        let plans = of(&["Account", "Title", "Amount", "Installments", "Monthly payment", "First due date"]);
        let held = [Account, Title, Price, Periods, Instalment, FirstDueDate].map(Some);
        assert_eq!((plans.shape, plans.held), (Shape::Plans, held.to_vec()));
        let counted = of(&["标题", "总期数", "还款日", "本金", "利息", "应还"]);
        assert_eq!(counted.shape, Shape::Rows);
        let dated = of(&["标题", "还款日", "金额"]);
        assert_eq!((dated.shape, dated.held), (Shape::Rows, [Title, DueDate, Total].map(Some).to_vec()));
    }

    #[test]
    fn a_name_means_one_thing() {
        for (at, (_, names)) in NAMES.iter().enumerate() {
            for name in *names {
                assert_eq!(plain(name), *name, "{name} is never met");
                assert!(!AMOUNT.contains(name) && check(name).is_none(), "{name} means two things");
                let others = NAMES.iter().enumerate().filter(|(other, _)| *other != at);
                assert!(others.into_iter().all(|(_, (_, others))| !others.contains(name)), "{name}");
            }
        }
    }
}
