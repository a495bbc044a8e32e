import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Tx } from './driver.ts'

/** The `cypher/` folder: beside `server/` in the sources and in `dist/`. */
export const CYPHER_DIR = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'cypher')

type Params<P extends z.ZodRawShape> = z.input<z.ZodObject<P>>
type Row<R extends z.ZodRawShape> = z.output<z.ZodObject<R>>

export type Query<P extends z.ZodRawShape, R extends z.ZodRawShape> = {
  readonly name: string
  readonly text: string
  readonly params: P
  run(tx: Tx, params: Params<P>): Promise<Row<R>[]>
}

/** Every query that was declared, for the test that holds parameters and files together. */
export const QUERIES: Query<z.ZodRawShape, z.ZodRawShape>[] = []

/** Text of `cypher/<name>.cypher`. A missing file is a bug of the build and throws. */
export function cypherText(name: string): string {
  const path = join(CYPHER_DIR, `${name}.cypher`)
  if (!existsSync(path)) throw new Error(`no such query: cypher/${name}.cypher`)
  return readFileSync(path, 'utf8')
}

/**
 * A query file as a typed function: `params` must equal the `$names` in the file (held by a test), rows are parsed.
 * Large `UNWIND` parameters use `rowsOf<T>()`, which types them without walking every value.
 */
export function query<P extends z.ZodRawShape, R extends z.ZodRawShape>(name: string, params: P, row: R): Query<P, R> {
  const text = cypherText(name)
  const shape = z.object(row)
  const declared: Query<P, R> = {
    name,
    text,
    params,
    run: async (tx, values) => (await tx.run(text, values)).map((found) => shape.parse(found)),
  }
  QUERIES.push(declared as unknown as Query<z.ZodRawShape, z.ZodRawShape>)
  return declared
}

/** Type of a batch parameter. Trusted: it was built by typed code a moment ago. */
export function rowsOf<T>() {
  return z.custom<readonly T[]>(Array.isArray)
}

/** Optional property of a node: Neo4j answers null for an absent one. */
export function maybe<T extends z.ZodType>(shape: T) {
  return shape.nullish().transform((value) => value ?? undefined)
}

/** Text of a JSON property, parsed by the shape of what was written there. */
export function json<T extends z.ZodType>(shape: T) {
  return z.string().transform((text) => shape.parse(JSON.parse(text)))
}
