import { describe, expect, test } from 'vitest'
import type { AddressCheck } from '../../server/model/addresses/address-check.ts'
import { offlineVerifier } from '../../server/places/verify-offline.ts'
import { cleaningOf } from '../../server/rules/cleaning.ts'
import { shippedRuleSet } from '../../server/rules/rule-set.ts'
import { fold } from '../../server/text/fold.ts'
import { ownRows, referencedRows, type TableRow } from './table-rows.ts'

const verify = offlineVerifier(cleaningOf(shippedRuleSet()))
/** Of verdicts, as the table has them. */
const SHARE = 0.95

const own = ownRows()
const referenced = referencedRows()
const checked = [...own, ...referenced].map((row) => ({ row, check: verify({ address: row.address }) }))

type Checked = { row: TableRow; check: AddressCheck }
const isAsJudged = ({ row, check }: Checked) => row.verdicts.includes(check.verdict)

describe('six hundred addresses as a careful clerk judges them', () => {
  test.skipIf(referenced.length === 0)(
    'those of given material are there (skipped: it is not beside the project)',
    () => {
      expect(referenced.length).toBeGreaterThan(200)
    },
  )

  test('the verdict is that of the table in 95 of a hundred', () => {
    const others = checked.filter((each) => !isAsJudged(each)).map(sayIt)
    expect(others.length, others.join('\n')).toBeLessThanOrEqual((1 - SHARE) * checked.length)
  })

  test('no right address is called undeliverable', () => {
    const right = checked.filter(({ row }) => row.verdicts.includes('plausible'))
    expect(right.filter(({ check }) => check.verdict === 'undeliverable').map(sayIt)).toEqual([])
  })

  test('where the verdict is as judged, so is what is missing, what is proposed, and what to do', () => {
    const judged = checked.filter(isAsJudged)
    const others = judged.filter((each) => !isAsProposed(each)).map(sayIt)
    expect(others.length, others.join('\n')).toBeLessThanOrEqual((1 - SHARE) * judged.length)
  })
})

function isAsProposed({ row, check }: Checked): boolean {
  const parts = check.proposal?.parts ?? {}
  const isSaid = ([part, value]: [string, string]) => {
    const said = String(Object(parts)[part] ?? '')
    return part === 'region' || part === 'country' ? said !== '' : bare(said) === bare(value)
  }
  const isMissing = row.missing.every((part) => check.missing.some((each) => each === part))
  const isNext = row.next === '' || check.next === row.next
  return isMissing && isNext && (row.verdicts.length > 1 || Object.entries(row.corrected).every(isSaid))
}

function bare(text: string): string {
  return fold(text).replaceAll(' ', '')
}

function sayIt({ row, check }: Checked): string {
  const asked = Object.entries(row.address).map(([part, text]) => `${part}=${text}`)
  const parts = check.parts.map(({ part, state, was, is }) => `${part} ${state} ${was ?? ''}→${is ?? ''}`)
  return `${row.id} ${asked.join(' | ')}: ${check.verdict}, wanted ${row.verdicts.join(' or ')} ${JSON.stringify(row.corrected)} missing ${row.missing} ${row.next} (${row.why}); ${check.next}; ${parts.join('; ')}`
}
