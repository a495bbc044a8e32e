import neo4j from 'neo4j-driver'
import { describe, expect, test } from 'vitest'
import { plainValue } from '../../../server/store/console/plain-value.ts'

const { Duration, Date: Day, DateTime, LocalDateTime, LocalTime, Time, Point } = neo4j.types
const duration = (months: number, days: number, seconds: number, nanos = 0) =>
  new Duration(neo4j.int(months), neo4j.int(days), neo4j.int(seconds), neo4j.int(nanos))

describe('a duration is written as ISO 8601 has it', () => {
  test.each([
    ['P1Y', duration(12, 0, 0)],
    ['P1Y2M10DT2H30M', duration(14, 10, 9_000)],
    ['P1M', duration(1, 0, 0)],
    ['P10D', duration(0, 10, 0)],
    ['P400D', duration(0, 400, 0)],
    ['PT1H', duration(0, 0, 3_600)],
    ['PT1M1S', duration(0, 0, 61)],
    ['PT0S', duration(0, 0, 0)],
    ['PT0.000000001S', duration(0, 0, 0, 1)],
    ['PT0.5S', duration(0, 0, 0, 500_000_000)],
    ['PT-0.5S', duration(0, 0, -1, 500_000_000)],
    ['P-1M-2DT-3.5S', duration(-1, -2, -4, 500_000_000)],
    ['P1YT-1M', duration(12, 0, -60)],
    ['P-1Y-6M', duration(-18, 0, 0)],
    ['PT-1H-1M-1.25S', duration(0, 0, -3_662, 750_000_000)],
  ])('%s', (text, value) => {
    expect(plainValue(value)).toBe(text)
    expect(plainValue({ inside: [value] })).toEqual({ inside: [text] })
  })

  test('whatever kind of numbers the driver gives', () => {
    expect(plainValue(new Duration(12, 1, 30, 0))).toBe('P1Y1DT30S')
    expect(plainValue(new Duration(12n, 0n, 9_007_199_254_740_993n, 0n))).toBe('P1YT2501999792983H36M33S')
  })
})

const node = (id: number) => new neo4j.types.Node(neo4j.int(id), ['A'], { born: new Day(2024, 2, 29) }, `n${id}`)
const edge = new neo4j.types.Relationship(neo4j.int(7), neo4j.int(1), neo4j.int(2), 'KNOWS', {}, 'r7', 'n1', 'n2')

test.each<[string, unknown, unknown]>([
  ['a date', new Day(2024, 2, 29), '2024-02-29'],
  ['a time', new Time(10, 0, 0, 0, 7_200), '10:00:00+02:00'],
  ['a local time', new LocalTime(10, 5, 0, 500_000_000), '10:05:00.500000000'],
  ['a local date and time', new LocalDateTime(2024, 1, 1, 10, 0, 0, 0), '2024-01-01T10:00:00'],
  ['a date and time with its offset', new DateTime(2024, 1, 1, 10, 0, 0, 0, 3_600), '2024-01-01T10:00:00+01:00'],
  ['a point', new Point(neo4j.int(7203), 1, 2), { srid: 7203, x: 1, y: 2 }],
  ['a point in space', new Point(neo4j.int(9157), 1, 2, 3), { srid: 9157, x: 1, y: 2, z: 3 }],
  ['a vector of fractions', neo4j.vector(Float32Array.of(1, 2.5)), [1, 2.5]],
  ['a vector of long integers', neo4j.vector(BigInt64Array.of(1n, 2n ** 60n)), [1, '1152921504606846976']],
  ['bytes', Int8Array.of(1, -1), [1, 255]],
  ['an integer beyond what JSON has', neo4j.int('9223372036854775807'), '9223372036854775807'],
  ['no number', Number.NaN, 'NaN'],
  ['a node', node(1), { element: 'n1', labels: ['A'], properties: { born: '2024-02-29' } }],
  ['a relationship', edge, { element: 'r7', type: 'KNOWS', from: 'n1', to: 'n2', properties: {} }],
  [
    'a path',
    new neo4j.types.Path(node(1), node(2), [new neo4j.types.PathSegment(node(1), edge, node(2))]),
    { nodes: [{ element: 'n1' }, { element: 'n2' }], relationships: [{ element: 'r7' }] },
  ],
])('%s is plain JSON', (_what, value, plain) => {
  const made = plainValue(value)
  if (typeof plain === 'object') expect(made).toMatchObject(plain as object)
  else expect(made).toBe(plain)
  expect(JSON.parse(JSON.stringify(made))).toEqual(made)
})
