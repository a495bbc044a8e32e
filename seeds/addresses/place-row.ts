/** A place: region, name, whether it is a name that the post writes, and its codes with where they are, in hundredths of degrees. */
export type PlaceRow = {
  readonly region: string
  readonly name: string
  readonly isMain: boolean
  readonly codes: readonly { readonly code: string; readonly at: string }[]
}

/** Latitude and longitude in hundredths of degrees, a kilometre or so. */
export function hundredths(latitude: unknown, longitude: unknown): string {
  return [latitude, longitude].map((degrees) => Math.round(100 * Number(degrees))).join()
}
