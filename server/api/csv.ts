import type { Request } from 'express'
import { z } from 'zod'
import { Reply } from './route.ts'

/**
 * Text that a spreadsheet would run as a formula gets a leading apostrophe, one that has some in front already one more, so
 * that who takes one off has what it was. A number is no formula, nor is a list of phone numbers.
 */
const FORMULA = /^'*[=+\-@\t\r]/
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/
const PHONES = /^\+\d{6,15}(?: ext \d+)?(?:; \+\d{6,15}(?: ext \d+)?)*$/

/** Rows as CSV (RFC 4180), columns in the order given; a list is joined by `; `, an absent value is empty. */
function csvText(columns: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string {
  return csvHead(columns) + csvLines(columns, rows)
}

/** The first line of a file that is sent in portions. */
export function csvHead(columns: readonly string[]): string {
  return `${columns.map(cell).join(',')}\r\n`
}

/** Rows of such a file. */
export function csvLines(columns: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): string {
  return rows.map((row) => `${columns.map((column) => cell(row[column])).join(',')}\r\n`).join('')
}

export function csvReply(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return new Reply(200, csvText(columns, rows), { ...headers, 'Content-Type': 'text/csv; charset=utf-8' })
}

/** Whether an answer is to be CSV: by the `format` that is asked for, else by what the Accept header prefers. */
export function wantsCsv(format: 'json' | 'csv' | undefined, req: Request): boolean {
  return (format ?? req.accepts('json', 'csv')) === 'csv'
}

export const Format = z
  .enum(['json', 'csv'])
  .optional()
  .describe('without it what the Accept header prefers, json if it is open')

function cell(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const plain = Array.isArray(value) ? value.join('; ') : value === undefined || value === null ? '' : String(value)
  const isFormula = FORMULA.test(plain) && !PHONES.test(plain) && !NUMBER.test(plain)
  const text = isFormula ? `'${plain}` : plain
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
