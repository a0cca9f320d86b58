/** A decimal number with a comma after each three digits of its whole part, as both languages write it. */
export function grouped(number: string): string {
  return number.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
}
