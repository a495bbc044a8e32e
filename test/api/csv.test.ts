import { expect, test } from 'vitest'
import { csvReply } from '../../server/api/csv.ts'

const cellOf = (value: unknown) => String(csvReply(['value'], [{ value }]).body).split('\r\n')[1]

test.each<[why: string, value: unknown, cell: string]>([
  ['a phone number', '+4922155501234', '+4922155501234'],
  ['one with an extension', '+16502530000 ext 136', '+16502530000 ext 136'],
  ['several', ['+4922155501234', '+16502530000 ext 136'], '+4922155501234; +16502530000 ext 136'],
  ['a formula', '=1+1', "'=1+1"],
  ['a sum that starts with a plus', '+4922155501234+cmd|calc', "'+4922155501234+cmd|calc"],
  ['a plus and a word', '+SUM(A1)', "'+SUM(A1)"],
  ['a number after a minus, as text', '-2+3', "'-2+3"],
  ['a call', '@SUM(A1)', "'@SUM(A1)"],
  ['a number, as text', '-2.5', '-2.5'],
  ['one with a plus', '+12', '+12'],
  ['a formula that has an apostrophe already', "'=1", "''=1"],
  ['an apostrophe before a word', "'s-Hertogenbosch", "'s-Hertogenbosch"],
])('%s', (_why, value, cell) => expect(cellOf(value)).toBe(cell))
