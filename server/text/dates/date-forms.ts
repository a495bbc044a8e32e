import { plainDigits } from '../numbers/digits.ts'
import { isWeekday } from './weekday-names.ts'

/** Forms in which systems and other scripts write dates, made plain: what they come to is read as any other date. */

/** 1980年1月2日, 1980년 1월 2일, without its day too; in front of a short year an era. */
const EASTERN = /^(\p{Script=Han}{2})?\s*(\d{1,4}|元)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일])?$/u
/** Japanese years by the letter of their era: S60.3.12. */
const ERA_LETTER = /^([MTSHR])\s?(\d{1,2})([./-])(\d{1,2})\3(\d{1,2})$/i
/** The year before an era's first. */
const ERAS = new Map([
  ['明治', 1867],
  ['大正', 1911],
  ['昭和', 1925],
  ['平成', 1988],
  ['令和', 2018],
  ['民国', 1911],
  ['民國', 1911],
  ['M', 1867],
  ['T', 1911],
  ['S', 1925],
  ['H', 1988],
  ['R', 2018],
])
/** What stands behind a year where it is said to be one (12.3.1980 r., 1980 г.), or closes a date (1980. 03. 12.). */
const BEHIND_DATE = /(?<=\d)\s*(?:(?:r|г|р|года|року)\.?|\.)$/u

/** Days since the end of 1899, as spreadsheets count: from 10000, in 1927, to 79999, in 2119; a fraction is a time of day. */
const SERIAL = /^([1-7]\d{4})(?:[.,]\d+)?$/
const SERIAL_ZERO = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000
/** Milliseconds since 1970 as .NET writes them in JSON, with the zone they were in. */
const DOT_NET = /^\\?\/Date\((-?\d{1,14})([+-]\d{4})?\)\\?\/$/
/** Seconds or milliseconds since 1970. */
const EPOCH = /^(-?\d{9,10}|-?\d{12,13})$/

/** Words in front of a date: its day of the week. */
const WEEKDAY = /^(\p{L}{2,}\.?),?\s+(?!\s)(?=.*\d)/u

/** ASCII that starts with a digit and ends with one, and is no bare number: most dates, as they are. */
const PLAIN = /^\d{1,4}[^\d\w][ -~]*\d$/

/** Writes a date with the digits and signs of the patterns that read dates. What is in none of these forms stays. */
export function numeric(text: string): string {
  if (PLAIN.test(text) && !SERIAL.test(text)) return text
  const counted = countedDay(text)
  if (counted !== undefined) return counted
  const digits = plainDigits(text)
  const letter = ERA_LETTER.exec(digits)
  if (letter) return eraDate(letter[1]?.toUpperCase(), letter[2] ?? '', letter[4] ?? '', letter[5])
  const eastern = EASTERN.exec(digits)
  if (!eastern) return digits.replace(BEHIND_DATE, '')
  const [, era, year = '', month = '', day] = eastern
  // A short year without its era is nobody's.
  if (era === undefined && year.length !== 4) return digits
  return eraDate(era, year, month, day) || digits
}

function eraDate(era: string | undefined, year: string, month: string, day: string | undefined): string {
  const before = era === undefined ? 0 : ERAS.get(era)
  if (before === undefined) return ''
  const full = String(before + (year === '元' ? 1 : Number(year))).padStart(4, '0')
  return [full, month, day].filter((piece) => piece !== undefined).join('-')
}

/**
 * The instant that a system counted: .NET's milliseconds since 1970, or a spreadsheet's days with the time of day behind
 * the point. `isLocal`: it counts by the clock on the wall.
 */
export function countedInstant(text: string): { at: number; isLocal: boolean } | undefined {
  const ms = DOT_NET.exec(text)?.[1]
  if (ms !== undefined) return { at: Number(ms), isLocal: false }
  if (!SERIAL.test(text)) return undefined
  const seconds = Math.round(Number(text.replace(',', '.')) * 86_400)
  return { at: SERIAL_ZERO + seconds * 1000, isLocal: true }
}

/** The day that a count of days or of seconds stands for; of seconds only a midnight is a day beyond doubt. */
function countedDay(text: string): string | undefined {
  const serial = SERIAL.exec(text)?.[1]
  if (serial !== undefined) return dayOf(SERIAL_ZERO + Number(serial) * DAY_MS)
  const [, ms, zone] = DOT_NET.exec(text) ?? []
  if (ms !== undefined) return midnight(Number(ms) + offsetOf(zone))
  const count = EPOCH.exec(text)?.[1]
  return count === undefined ? undefined : midnight(Number(count) * (count.replace('-', '').length > 10 ? 1 : 1000))
}

function midnight(at: number): string | undefined {
  return at % DAY_MS === 0 ? dayOf(at) : undefined
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** Milliseconds of `+0100`. */
function offsetOf(zone: string | undefined): number {
  if (zone === undefined) return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

/** The date behind its day of the week; undefined where none stands in front. */
export function withoutWeekday(text: string): string | undefined {
  const word = WEEKDAY.exec(text)
  return word && isWeekday(word[1] ?? '') ? text.slice(word[0].length) : undefined
}
