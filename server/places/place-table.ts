import { once, tableText } from './files.ts'
import { keyOfTown } from './town-key.ts'

/** A town with its codes: whole ZIPs in the United States, forward sortation areas (the first three characters) in Canada. */
export class TownEntry {
  readonly name: string
  readonly key: string
  readonly region: string
  /** The post writes this name; others are parts of towns. */
  readonly isMain: boolean
  /** `10001,4075,-7400 10002,…`: read when it is asked for, as most towns never are. */
  readonly #cells: string

  constructor(region: string, shown: string, cells: string) {
    this.isMain = !shown.startsWith('~')
    this.name = this.isMain ? shown : shown.slice(1)
    this.key = keyOfTown(this.name)
    this.region = region
    this.#cells = cells
  }

  get codes(): readonly string[] {
    return this.#cells.split(' ').map((cell) => cell.slice(0, cell.indexOf(',')))
  }

  /** Latitude and longitude of each of its codes, in degrees. */
  get spots(): readonly Spot[] {
    return this.#cells.split(' ').map((cell) => {
      const [, latitude, longitude] = cell.split(',')
      return [Number(latitude) / 100, Number(longitude) / 100]
    })
  }
}

type Spot = readonly [latitude: number, longitude: number]

/** Towns and codes of one country. */
export type PlaceTable = {
  /** Characters of a postcode that it knows. */
  readonly length: number
  /** Towns that a code is of, those first that the post writes. */
  readonly at: (code: string) => readonly TownEntry[]
  /** Towns of a name, in any region, by `townKey`. */
  readonly named: (key: string) => readonly TownEntry[]
  readonly inRegion: (region: string) => readonly TownEntry[]
  /** Kilometres from a code to the nearest of a town's; Infinity where the code is not known. */
  readonly distance: (code: string, town: TownEntry) => number
}

/** Kilometres in a degree of latitude. */
const DEGREE = 111.2

function placeTable(text: string, length: number): PlaceTable {
  const at = new Map<string, TownEntry[]>()
  const named = new Map<string, TownEntry[]>()
  const regions = new Map<string, TownEntry[]>()
  const add = (map: Map<string, TownEntry[]>, key: string, town: TownEntry) => {
    const list = map.get(key)
    if (!list) map.set(key, [town])
    else if (town.isMain) list.unshift(town)
    else list.push(town)
  }
  for (const line of text.split('\n')) {
    const [region = '', shown = '', cells = ''] = line.split('|')
    if (shown === '') continue
    const town = new TownEntry(region, shown, cells)
    for (let from = 0; from < cells.length; from = nextCell(cells, from))
      add(at, cells.slice(from, cells.indexOf(',', from)), town)
    add(named, town.key, town)
    add(regions, region, town)
  }
  return {
    length,
    at: (code) => at.get(code) ?? [],
    named: (key) => named.get(key) ?? [],
    inRegion: (region) => regions.get(region) ?? [],
    distance(code, town) {
      const [first] = at.get(code) ?? []
      const here = first?.spots[first.codes.indexOf(code)]
      return here ? Math.min(...town.spots.map((there) => kilometres(here, there))) : Number.POSITIVE_INFINITY
    },
  }
}

function nextCell(cells: string, from: number): number {
  const blank = cells.indexOf(' ', from)
  return blank < 0 ? cells.length : blank + 1
}

/** On a flat map, which is right within a few hundred kilometres; what is further is far all the same. */
function kilometres([a, b]: Spot, [c, d]: Spot): number {
  return DEGREE * Math.hypot(a - c, (b - d) * Math.cos((a * Math.PI) / 180))
}

const TABLES: Readonly<Record<string, () => PlaceTable>> = {
  US: once(() => placeTable(tableText('us.txt'), 5)),
  CA: once(() => placeTable(tableText('ca.txt'), 3)),
}

/** The table of a country, read when it is first asked for; undefined where there is none. */
export function tableOf(country: string): PlaceTable | undefined {
  return TABLES[country]?.()
}
