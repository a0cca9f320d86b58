// How the fake says no, in Rust's shapes.
import type { AppError, ErrorCode, Field } from "../generated/bindings";

export function refuse(
  code: ErrorCode,
  field: Field | null = null,
  params: Record<string, string> = {},
): AppError {
  return { code, params, field };
}

/** Tauri rejects with the serialized error, which is no Error object. */
export function stop(error: AppError): never {
  throw error;
}
