/** A decimal number with a comma after each three digits of its whole part, as both languages write it. */
export function grouped(number: string): string {
  return number.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
}

/** Amounts of one currency, of which some are missing: those are zeros with the decimals of the others. */
export function filled(amounts: (string | undefined)[]): string[] {
  const decimals = amounts.find((amount) => amount !== undefined)?.split(".")[1] ?? "";
  const zero = decimals === "" ? "0" : `0.${"0".repeat(decimals.length)}`;
  return amounts.map((amount) => amount ?? zero);
}
