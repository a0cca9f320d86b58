// What a period asks for, typed where it is known: it finds the field that was left empty.
import { screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { input, settle, stage } from "./stage";

test("a payment finds the rate, in the empty field and in words", async () => {
  const { user, called } = await stage("#/new");
  await user.click(screen.getByRole("radio", { name: "Period fee" }));
  await user.type(input("price"), "5299");
  await user.type(input("payment"), "473.37");
  await settle();
  expect(called("plan_preview").at(-1)).toMatchObject({ form: { payment: "473.37", rate_percent: "" } });
  expect(input("rate_percent")).toHaveValue("");
  expect(input("rate_percent")).toHaveAttribute("placeholder", "0.6");
  expect(input("rate_percent")).toHaveAccessibleDescription("Worked out from the payment 0.6");
  expect(screen.getByRole("region", { name: "Preview" })).toHaveTextContent("¥473.37 each · 12 periods");
});

test("what was found follows the other fields, and gives way to what is typed", async () => {
  const { user } = await stage("#/new");
  await user.type(input("payment"), "100");
  await settle();
  expect(input("price")).toHaveAttribute("placeholder", "1200.00");
  await user.clear(input("periods"));
  await user.type(input("periods"), "6");
  await settle();
  expect(input("price")).toHaveAttribute("placeholder", "600.00");
  await user.type(input("price"), "300");
  await user.clear(input("periods"));
  await settle();
  expect(input("price")).not.toHaveAttribute("placeholder");
  expect(input("price")).toHaveAccessibleDescription("");
  expect(input("periods")).toHaveAttribute("placeholder", "3");
  await user.clear(input("payment"));
  await settle();
  expect(input("periods")).not.toHaveAttribute("placeholder");
});

test("a save sends the found field empty: Rust finds it again", async () => {
  const { user, called } = await stage("#/new");
  await user.type(input("title"), "小米 15 Pro");
  await user.type(input("payment"), "100");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await settle();
  expect(called("plan_add")).toEqual([
    { form: expect.objectContaining({ price: "", payment: "100" }) as unknown },
  ]);
  expect(input("price")).toBeValid();
});

test("the hint names what may be left empty, by its label", async () => {
  const { user } = await stage("#/new");
  expect(input("payment")).toHaveAccessibleDescription("With it, one may stay empty: Price, Periods.");
  await user.click(screen.getByRole("radio", { name: "Cash advance or loan" }));
  expect(input("payment")).toHaveAccessibleDescription(
    "With it, one may stay empty: Amount lent, Periods, Interest rate.",
  );
});

test("an error of the payment stands beside it, once it was left", async () => {
  const { user } = await stage("#/new");
  await user.type(input("price"), "1200");
  await user.type(input("payment"), "99");
  await settle();
  expect(input("payment")).toBeValid();
  await user.tab();
  await settle();
  expect(input("payment")).toBeInvalid();
  expect(input("payment")).toHaveAccessibleDescription(
    "No choice makes this payment. The nearest is 100.00.",
  );
  expect(screen.queryByRole("alert")).toBeNull();
});
