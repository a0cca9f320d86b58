// The stand-in counts everything in hundredths. Rust writes an amount with its currency's own decimals.
const DECIMALS: Record<string, number> = { JPY: 0, KWD: 3 };

function fitted(amount: string, currency: string): string {
  const decimals = DECIMALS[currency] ?? 2;
  const [whole = "", part = ""] = amount.split(".");
  return decimals === 0 ? whole : `${whole}.${part.padEnd(decimals, "0")}`;
}

/** An answer of which each amount has the decimals of the currency that stands beside or above it. */
export function inOwnDecimals(answer: unknown, currency?: string): unknown {
  if (typeof answer === "string") {
    return currency && /^-?\d+\.\d{2}$/.test(answer) ? fitted(answer, currency) : answer;
  }
  if (Array.isArray(answer)) return answer.map((each) => inOwnDecimals(each, currency));
  if (typeof answer !== "object" || answer === null) return answer;
  const own = "currency" in answer && typeof answer.currency === "string" ? answer.currency : currency;
  const said = ([key, value]: [string, unknown]) => [
    key,
    inOwnDecimals(value, /^[A-Z]{3}$/.test(key) ? key : own),
  ];
  return Object.fromEntries(Object.entries(answer).map(said));
}
