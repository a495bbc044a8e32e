import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { HTTP_STATUS, problemBody, problemOf } from '../../server/api/problem-to-http.ts'
import { ProblemCode, ProblemError } from '../../server/model/problem.ts'

describe('problems over HTTP', () => {
  test.each(ProblemCode.options)('%s has a status that is an error and a title', (code) => {
    const body = problemBody({ code, detail: 'why' }, 'r1')
    expect(body.status).toBeGreaterThanOrEqual(400)
    expect(body).toMatchObject({
      type: `urn:kith:problem:${code}`,
      status: HTTP_STATUS[code],
      detail: 'why',
      requestId: 'r1',
    })
    expect(body.title).not.toBe('Error')
  })

  const neo4j = (code: string) => Object.assign(new Error('Node(1) exists with name Jane'), { code })

  test.each<[why: string, error: unknown, code: ProblemCode]>([
    ['a problem', new ProblemError({ code: 'record.not-found', detail: 'x' }), 'record.not-found'],
    ['a shape that does not fit', z.object({ a: z.string() }).safeParse({}).error, 'request.invalid'],
    [
      'broken JSON',
      Object.assign(new SyntaxError('x'), { type: 'entity.parse.failed', status: 400 }),
      'request.invalid',
    ],
    ['a body too large', Object.assign(new Error('x'), { type: 'entity.too.large', status: 413 }), 'request.too-large'],
    [
      'an odd encoding',
      Object.assign(new Error('x'), { type: 'encoding.unsupported', status: 415 }),
      'request.invalid',
    ],
    ['a broken percent sign', new URIError('x'), 'request.invalid'],
    ['no server', neo4j('ServiceUnavailable'), 'graph.unavailable'],
    ['deadlock', neo4j('Neo.TransientError.Transaction.DeadlockDetected'), 'graph.busy'],
    ['out of memory', neo4j('Neo.TransientError.General.MemoryPoolOutOfMemoryError'), 'query.limit'],
    ['too slow', neo4j('Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration'), 'query.limit'],
    ['a bug', new TypeError('cannot read Jane'), 'internal'],
    ['a thrown string', 'boom', 'internal'],
    ['nothing', undefined, 'internal'],
  ])('%s', (_why, error, code) => {
    const problem = problemOf(error)
    expect(problem.code).toBe(code)
    expect(problem.detail).not.toContain('Jane')
  })

  test('a shape that does not fit names the field and how much else is wrong', () => {
    const { error } = z
      .strictObject({ list: z.array(z.object({ id: z.string() })) })
      .safeParse({ list: [{ id: 1 }, {}] })
    expect(problemOf(error)).toMatchObject({
      field: 'list.0.id',
      detail: expect.stringMatching(/^list\.0\.id: .*\(and 1 more\)$/),
    })
  })
})
