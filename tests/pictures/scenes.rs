//! What a picture shows: records beyond the sample, and the way to where it is taken.

use std::path::Path;

use fenqi_app::contract::{
    AccountForm, AccountId, AccountKind, Language, LateFeeForm, SettlementForm, SettlementRule,
    TemporaryLimitInput,
};
use fenqi_app::{App, Passphrase};
use fenqi_tests::desktop::keys::choose_file;
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{app_at, data_folder, draft};
use serde_json::json;
use thirtyfour::Key;

/// When the sample has something due today, something overdue and a debit to confirm.
pub(crate) const DUE: &str = "2026-11-28T09:00:00+08:00";

/// In the title of the sample's cash advance, in both languages: what is paid early of it saves interest.
const ADVANCE: &str = "5,000";

/// Has everything said that is to be said by then, as the driver would; nothing else is amiss.
pub(crate) fn remind(folder: &Path) {
    for now in ["2026-11-25T09:00:00+08:00", "2026-11-27T09:00:00+08:00", DUE] {
        let app = app_at(folder, now);
        let reminded = app.remind(None, false).expect("reminders");
        app.delivered(&reminded.fire).expect("marked");
    }
    app_at(folder, DUE).back_up_daily().expect("a copy of the day");
}

/// Long names, large amounts, two scripts in one line, many rows on one day.
pub(crate) fn crowd(app: &App) {
    let plans = [
        (
            "Apple MacBook Pro 16 英寸 M5 Max 128 GB 统一内存 8 TB 固态硬盘（教育优惠，含 AppleCare+）",
            "61999.00",
            "36",
        ),
        ("装修贷：客厅、厨房和两个卫生间", "12800000.00", "60"),
        ("Dyson V15", "4990.00", "6"),
        ("空调", "3299.00", "12"),
        ("A very long English title that goes on until nobody reads it any more", "999.99", "3"),
        ("儿童自行车", "899.00", "3"),
    ];
    let plans = plans.map(|(title, price, periods)| {
        draft(json!({
            "account": "中国建设银行龙卡信用卡（家庭装修专项分期）", "origin": "purchase", "title": title,
            "merchant": "京东自营旗舰店", "order_no": "2026 1128 0000 1743", "purchased_on": "2026-10-28",
            "price": price, "notes": "Receipt is in the blue folder 蓝色文件夹",
            "terms": { "method": "flat_per_period", "principal": price, "periods": periods,
                       "fee_rate_per_period": "0.0035", "start_date": "2026-10-28",
                       "first_due_date": "2026-11-28" }
        }))
    });
    app.plans_add(&plans, true).expect("plans");
}

const PASSCODE: &str = "2468";

/// Locks the window from its start.
pub(crate) fn lock(app: &App) {
    let passcode = Passphrase::new(PASSCODE.to_owned());
    app.passcode_set(None, &passcode, &passcode).expect("set");
}

/// Gives the sample's card all that an account can have.
pub(crate) fn rule(app: &App) {
    let card = account(app);
    let temporary = TemporaryLimitInput {
        amount: "5000.00".to_owned(),
        from: "2026-11-01".to_owned(),
        until: "2026-12-31".to_owned(),
    };
    let form = app.account_form(Some(&card)).expect("its form");
    let form = AccountForm {
        temporary_limits: vec![temporary],
        statement_day: "25".to_owned(),
        grace_days: "3".to_owned(),
        contact: "95555 https://www.cmbchina.com/".to_owned(),
        late_fee: LateFeeForm {
            daily_rate: "0.05".to_owned(),
            minimum_fee: "10.00".to_owned(),
            ..form.late_fee
        },
        settlement: SettlementForm {
            policy: Some(SettlementRule::PenaltyOnPrincipal),
            penalty_rate: "3".to_owned(),
            penalty_cap: "500.00".to_owned(),
            ..form.settlement
        },
        ..form
    };
    app.account_edit_form(&card, &form).expect("edited");
}

/// The card of the sample.
fn account(app: &App) -> AccountId {
    let accounts = app.accounts().expect("accounts");
    let card = accounts.into_iter().find(|account| account.kind == AccountKind::Card);
    card.expect("the sample has a card").id
}

/// Goes to a route, or to a scene of a name.
pub(crate) async fn go(window: &Window, app: &App, language: Language, scene: &str) {
    match scene {
        "plan" => plan(window, app, "ThinkPad X1").await,
        "account" => window.go(&format!("#/accounts/{}", account(app).0)).await,
        "account-form" => window.go(&format!("#/accounts/{}/edit", account(app).0)).await,
        "long" => plan(window, app, "Apple").await,
        "settle" => {
            plan(window, app, ADVANCE).await;
            window.press(said(language, "按此结清", "Settle…")).await;
            window.see("[role=dialog]").await;
        }
        "prepay" => {
            plan(window, app, ADVANCE).await;
            window.press(said(language, "提前还一部分", "Prepay a part")).await;
            window.see("[role=dialog]").await;
            window.type_into("amount", "3000").await;
            window.see("[name=keeps]:not([disabled])").await;
        }
        "pay" => {
            window.go("#/calendar/2026-11-28").await;
            window.press(said(language, "部分", "Part")).await;
            window.see("[role=dialog]").await;
        }
        "paid" => {
            window.go("#/calendar/2026-11-28").await;
            window.press(said(language, "整单记为已还", "Mark all paid")).await;
            window.see(".toast").await;
        }
        "menu" => {
            plan(window, app, "ThinkPad X1").await;
            window.see("td button[aria-haspopup]").await.click().await.expect("a button");
            window.see("[role=dialog]").await;
        }
        "hidden" => {
            window.go("#/overview").await;
            window.press(said(language, "隐藏金额", "Hide amounts")).await;
            window.see("nav [aria-pressed=true]").await;
        }
        "payoff" => {
            window.go("#/payoff").await;
            window.type_into("extra", "500").await;
            window.see("input[type=radio]").await;
        }
        "search" => {
            window.go("#/plans").await;
            window.see("input[type=search]").await.send_keys("小米").await.expect("typed");
        }
        "palette" => {
            window.keys(Key::Control + "k").await;
            window.see("[role=dialog] input").await.send_keys("X").await.expect("typed");
        }
        "keys" => {
            window.keys("?").await;
            window.see("[role=dialog]").await;
        }
        "export" => {
            window.go("#/settings/data").await;
            window.see("#export").await;
            window.run("document.getElementById('export').scrollIntoView()").await;
        }
        "import" => import(window, language, TABLE).await,
        "import-wrong" => import(window, language, &format!("{TABLE}{WRONG}")).await,
        "restore" => {
            window.go("#/settings/data").await;
            window.see("li button").await.click().await.expect("a button");
            window.see("[role=dialog]").await;
        }
        "locked" => {}
        "wrong" => {
            window.type_into("passcode", "1357").await;
            window.hit(Key::Enter + "").await;
            window.see("[role=alert], [aria-invalid=true]").await;
        }
        "forgotten" => {
            window.press(said(language, "忘记密码", "Forgot")).await;
            window.see("details code").await;
        }
        "lock-settings" => {
            window.type_into("passcode", PASSCODE).await;
            window.hit(Key::Enter + "").await;
            window.see("nav").await;
            window.go("#/settings").await;
            window.see("#app-lock").await;
            window.run("document.getElementById('app-lock').scrollIntoView()").await;
        }
        "passcode" => {
            window.go("#/settings").await;
            window.press(said(language, "设置密码", "Set a passcode")).await;
            window.see("[role=dialog]").await;
        }
        "new" => {
            window.go("#/new").await;
            type_plan(window, language).await;
        }
        "offer" => {
            window.go("#/new").await;
            type_plan(window, language).await;
            choose_offer(window).await;
        }
        route => {
            window.go(route).await;
            // On a machine that is busy, the screen comes late.
            window.see("main h1").await;
        }
    }
}

fn said(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
}

/// The plan whose title has this in it.
async fn plan(window: &Window, app: &App, title: &str) {
    let plans = app.plans().expect("plans");
    let shown = plans.iter().find(|plan| plan.title.contains(title)).expect("a plan of the sample");
    window.go(&format!("#/plans/{}", shown.id.0)).await;
}

/// What somebody kept in a spreadsheet.
const TABLE: &str = "\
账户,商品,购买日期,价格,期数,每期,首期到期日,已还期数,备注
小米分期,小米电视 75 英寸,2026/8/3,\"4,299.00\",12,358.25,2026/9/28,2,
京东白条,扫地机器人,2026/9/14,\"2,199.00\",6,366.50,2026/10/9,1,618 没赶上
抖音月付,登山靴,2026/10/2,899.00,3,299.67,2026/11/8,,
";
/// Two lines of it that cannot be taken.
const WRONG: &str = "\
抖音月付,咖啡机,去年双十一,\"1,299.00\",6,216.50,2026/12/8,,
京东白条,空气净化器,2026/10/20,\"1,680.00\",12,一百四左右,2026/12/9,,妈妈家
";

/// Opens a table of these lines.
async fn import(window: &Window, language: Language, lines: &str) {
    let place = data_folder();
    let path = place.path().join("instalments.csv");
    std::fs::write(&path, lines).expect("a table");
    window.go("#/settings/data").await;
    window.press(said(language, "选择文件", "Choose a file")).await;
    let title = said(language, "选择要导入的文件", "Choose a file to import");
    choose_file(title, &path).await;
    window.see("#sample").await;
    window.see("#would-add").await;
}

async fn type_plan(window: &Window, language: Language) {
    window.type_into("title", said(language, "小米 15 Pro", "Xiaomi 15 Pro")).await;
    window.see("[name=account]").await.click().await.expect("a list opens");
    window.choose(said(language, "小米分期", "Xiaomi Instalments")).await;
    window.type_into("price", "5299.00").await;
    window.select("method", "flat_per_period").await;
    window.type_into("rate_percent", "0.60").await;
    window.type_into("first_due_date", "2026-12-28").await;
    window.see_text("13.03").await;
}

/// The eleventh offer (花呗, 6 periods), its rate emptied and found again from the payment.
async fn choose_offer(window: &Window) {
    window.see("[name=preset]").await.click().await.expect("a list opens");
    window.choose_below(11).await;
    window.type_into("rate_percent", "").await;
    window.type_into("payment", "922.90").await;
    window.see("[name=rate_percent][placeholder]").await;
}
