// What stands before an amount: each sign for one currency alone, since several may stand side by side. Intl's own
// signs do not: its narrow one of yuan and yen is the same. As in Rust, in crates/domain/src/money.rs.
const SIGNS: Record<string, string> = {
  AUD: "A$",
  CAD: "C$",
  CNY: "¥",
  EUR: "€",
  GBP: "£",
  HKD: "HK$",
  INR: "₹",
  JPY: "JP¥",
  KRW: "₩",
  NZD: "NZ$",
  SGD: "S$",
  TWD: "NT$",
  USD: "US$",
  VND: "₫",
};

/** Without a sign of its own, the code with a space that does not break. */
export function signOf(currency: string): string {
  return SIGNS[currency] ?? `${currency}\u00a0`;
}
