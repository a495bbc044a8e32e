import { crc32 } from 'node:zlib'
import { fail, ProblemError } from '../../model/problem.ts'

/** Bytes that are unpacked before it is asked whether their number makes sense. */
const UNASKED = 1 << 28
/** What packs better than this is made to fill memory: lists pack ten to fifty to one, deflate at most a thousand. */
const MOST_RATIO = 200

/** Bytes of a file; what goes wrong with them is told as what is wrong with the file. `what`: `a gzip`, `the file`. */
export async function* guarded(bytes: AsyncIterable<Buffer>, file: string, what: string): AsyncGenerator<Buffer> {
  try {
    yield* bytes
  } catch (error) {
    throw named(error, file, what)
  }
}

/** Counts what is unpacked. `packed`: bytes that it was unpacked of so far. @throws ProblemError `request.invalid` */
export function demandSense(unpacked: number, packed: number, file: string): void {
  if (unpacked > UNASKED && unpacked > packed * MOST_RATIO)
    fail('request.invalid', `this unpacks to more than ${MOST_RATIO} times its size, which no list does`, { file })
}

/** The same bytes, which have to be those that an archive was made of. */
export async function* summed(bytes: AsyncIterable<Buffer>, sum: number, file: string): AsyncGenerator<Buffer> {
  let own = 0
  for await (const piece of bytes) {
    own = crc32(piece, own)
    yield piece
  }
  if (own !== sum) fail('request.invalid', 'an archive that is damaged: its sums do not fit; fetch it again', { file })
}

function named(error: unknown, file: string, what: string): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'EISDIR') return problem('this is a folder; name the files in it')
  if (code === 'EACCES' || code === 'EPERM') return problem('this file may not be read by the user that Kith runs as')
  if (code === 'Z_BUF_ERROR' || /unexpected end|not enough bytes/.test(error.message))
    return problem(`${what} that is cut off before its end; fetch it again`)
  if (code.startsWith('Z_') || /too many bytes/.test(error.message))
    return problem(`${what} that is damaged (${error.message}); fetch it again`)
  return error

  function problem(detail: string): ProblemError {
    return new ProblemError({ code: 'request.invalid', detail, file })
  }
}
