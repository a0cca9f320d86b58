//! A plan begun from an example offer, and the rate found from the payment, in the real window.

use fenqi_app::contract::Language;
use fenqi_tests::desktop::wait_for;
use fenqi_tests::desktop::window::Window;
use fenqi_tests::{NOW, app_at, data_folder};

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_fills_the_form_and_the_payment_finds_the_rate() {
    let folder = data_folder();
    let app = super::speaking(folder.path(), Language::ZhCn);
    let account = serde_json::from_value(serde_json::json!({ "name": "信用卡", "due": { "day": 28 } }));
    app.account_add(account.expect("BUG: a sound draft")).expect("an account");
    drop(app);
    let window = Window::open(folder.path(), NOW).await;
    window.press("新增分期").await;
    window.type_into("title", "相机").await;
    window.see("[name=account]").await.click().await.expect("a list opens");
    window.choose("信用卡").await;
    window.type_into("price", "5000").await;

    window.see("[name=preset]").await.click().await.expect("a list opens");
    window.choose("12 期 · 每期 0.60%").await;
    window.see_text("只是示例").await;
    window.see_text("446.66").await;

    window.type_into("rate_percent", "").await;
    window.type_into("payment", "446.66").await;
    let rate = window.see("[name=rate_percent]").await;
    wait_for("the found rate", async || {
        (rate.attr("placeholder").await.ok()?.as_deref() == Some("0.6")).then_some(())
    })
    .await;
    window.press("保存").await;
    window.see_text("已保存：相机").await;
    let plans = app_at(folder.path(), NOW).plans().expect("plans");
    let plan = app_at(folder.path(), NOW).plan(&plans[0].id).expect("a plan");
    assert_eq!(plan.terms.fee_rate_per_period.as_deref(), Some("0.006"));
    assert_eq!(plan.rates.nominal_annual_percent.as_deref().map(|rate| &rate[..5]), Some("13.03"));
    window.close().await;
}
