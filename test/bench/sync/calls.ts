import { seconds } from '../figure.ts'

type Call = { method: string; path: string; body: string }
type Told = { asked: number; changed: number; ms: number }

/** The target of the bench, and what it knows of itself. */
export type Target = ReturnType<typeof controlOf>

export function controlOf(url: string) {
  const control = async (name: string, body = ''): Promise<unknown> =>
    (await fetch(`${url}/control/${name}`, { method: 'POST', body })).json()
  let stored = '[]'
  return {
    url,
    /** What it holds; without rows, what it held at first. */
    rows: (rows?: readonly object[]) => {
      if (rows) stored = JSON.stringify(rows)
      return control('rows', stored)
    },
    begin: () => control('begin'),
    told: async () => (await control('told')) as Told,
    asked: async () => (await control('asked')) as Call[],
    row: async (id: string) => (await control('row', id)) as Record<string, string> | null,
  }
}

/** Says the same once more, so many at once and as fast as answers come. @returns seconds */
export async function callsAgain({ url }: Target, calls: readonly Call[], atOnce: number): Promise<number> {
  let next = 0
  const lane = async () => {
    for (let call = calls[next++]; call; call = calls[next++]) {
      const { method, path, body } = call
      const init = method === 'GET' ? {} : { body, headers: { 'content-type': 'application/json' } }
      await (await fetch(`${url}${path}`, { method, ...init })).json()
    }
  }
  return seconds(() => Promise.all(Array.from({ length: atOnce }, lane)))
}
