import { FEMALE, MALE, ORIGINS, SURNAMES } from '../../../seeds/generate/names-person.ts'
import type { Random } from '../../../seeds/generate/random.ts'

/** What a world needs to know of a country to make somebody who lives there. */
export type Country = {
  readonly code: CountryCode
  readonly female: readonly string[]
  readonly male: readonly string[]
  readonly families: readonly string[]
  /** Ends of family names that are made up of syllables. */
  readonly endings: readonly string[]
  /** city|region|area code|beginning of its postcodes */
  readonly cities: readonly (readonly [city: string, region: string, area: string, post: string])[]
  /** Words for streets, with `*` for the name. */
  readonly roads: readonly string[]
  readonly numberFirst: boolean
  /** A whole postcode from the beginning that a city has. */
  postcode(random: Random, start: string): string
  /** A number as people write it at home. */
  phone(random: Random, area: string): string
  readonly dialling: string
  readonly legal: readonly string[]
}

export type CountryCode = 'US' | 'GB' | 'DE' | 'FR' | 'ES' | 'PL' | 'IN'

const digits = (random: Random, count: number) => random.times(count, () => random.int(0, 9)).join('')
const filled = (length: number) => (random: Random, start: string) => start + digits(random, length - start.length)

const ENGLISH = {
  female: FEMALE,
  male: MALE,
  families: SURNAMES,
  endings: ['son', 'field', 'worth', 'ley', 'by', 'man', 'ton'],
  roads: ['* Street', '* Road', '* Avenue', '* Lane', '* Drive', '* Close'],
  numberFirst: true,
}

const COUNTRIES: Readonly<Record<CountryCode, Country>> = {
  US: {
    ...ENGLISH,
    code: 'US',
    cities:
      places(`Boston|MA|617|021 Chicago|IL|312|606 Austin|TX|512|787 Tacoma|WA|253|984 Reno|NV|775|895 Dayton|OH|937|454
      Tampa|FL|813|336 Denver|CO|303|802 Fresno|CA|559|937 Omaha|NE|402|681 Albany|NY|518|122 Mobile|AL|251|366`),
    postcode: filled(5),
    phone: (random, area) => `(${area}) ${random.int(220, 989)}-${digits(random, 4)}`,
    dialling: '+1 ',
    legal: ['Inc.', 'LLC', 'Corp.', 'Co.'],
  },
  GB: {
    ...ENGLISH,
    code: 'GB',
    cities:
      places(`Leeds||0113|LS Bristol||0117|BS Sheffield||0114|S Leicester||0116|LE Reading||0118|RG Nottingham||0115|NG
      Glasgow||0141|G Cardiff||029|CF`),
    postcode: (random, start) => `${start}${random.int(1, 19)} ${random.int(1, 9)}${letters(random, 2)}`,
    phone: (random, area) =>
      random.chance(0.4)
        ? `07${random.int(400, 599)} ${digits(random, 6)}`
        : `${area} ${random.int(200, 999)} ${area === '029' ? digits(random, 5) : digits(random, 4)}`,
    dialling: '+44 ',
    legal: ['Ltd', 'Limited', 'PLC', 'LLP'],
  },
  DE: {
    code: 'DE',
    female:
      words(`Anna Ursula Monika Petra Sabine Renate Claudia Katrin Heike Birgit Stefanie Julia Lena Hannah Leonie Greta
      Frieda Johanna Ingrid Gisela Brigitte Karin Ulrike Anja Nadine Svenja Wiebke Frauke Mathilda Käthe`),
    male: words(`Thomas Michael Andreas Wolfgang Klaus Jürgen Günter Stefan Christian Uwe Werner Horst Frank Dieter Manfred Lukas
      Jonas Felix Maximilian Paul Leon Emil Anton Moritz Hendrik Torben Sören Björn Ruprecht Volker`),
    families:
      words(`Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein
      Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Köhler
      Maier König Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Vogel Friedrich Keller Günther Frank Berger
      Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer`),
    endings: ['mann', 'berger', 'hofer', 'meier', 'bach', 'stein', 'ing'],
    cities:
      places(`Köln||0221|506 Bremen||0421|281 Leipzig||0341|041 Kassel||0561|341 Mainz||06131|551 Ulm||0731|890 Kiel||0431|241
      Bonn||0228|531 Erfurt||0361|990`),
    roads: ['*straße', '*weg', '*gasse', 'Am *', '*allee'],
    numberFirst: false,
    postcode: filled(5),
    phone: (random, area) =>
      random.chance(0.4)
        ? `01${random.pick(['51', '60', '70'])} ${digits(random, 8)}`
        : `${area} ${random.int(2, 9)}${digits(random, 6)}`,
    dialling: '+49 ',
    legal: ['GmbH', 'AG', 'GmbH & Co. KG', 'KG', 'e.K.'],
  },
  FR: {
    code: 'FR',
    female:
      words(`Marie Nathalie Isabelle Catherine Sylvie Françoise Valérie Christine Sandrine Véronique Céline Camille Léa Manon
      Chloé Emma Inès Jeanne Louise Margaux Élodie Aurélie Solène Maëlle Bénédicte`),
    male: words(`Jean Pierre Michel Philippe Alain Patrick Nicolas Christophe Laurent Frédéric Stéphane Julien Thomas Antoine Lucas
      Hugo Louis Gabriel Arthur Étienne Rémi Benoît Thibault Gaëtan Yannick`),
    families:
      words(`Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David
      Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André Mercier Blanc
      Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel`),
    endings: ['eau', 'ier', 'on', 'et', 'ard', 'ot'],
    cities: places(
      `Lyon||04|690 Nantes||02|440 Lille||03|590 Toulouse||05|310 Rennes||02|350 Dijon||03|210 Nice||04|060 Pau||05|640`,
    ),
    roads: ['rue *', 'avenue *', 'chemin *', 'place *', 'impasse *'],
    numberFirst: true,
    postcode: filled(5),
    phone: (random, area) =>
      `${random.chance(0.4) ? '06' : area} ${random.times(4, () => digits(random, 2)).join(' ')}`,
    dialling: '+33 ',
    legal: ['SARL', 'SAS', 'SA', 'EURL'],
  },
  ES: {
    code: 'ES',
    ...ORIGINS.hispanic,
    families: [...ORIGINS.hispanic.surnames],
    endings: ['ez', 'ero', 'illo', 'ano', 'al'],
    cities: places(
      `Madrid||91|280 Sevilla||95|410 Valencia||96|460 Bilbao||94|480 Zaragoza||976|500 Vigo||986|362 Murcia||968|300`,
    ),
    roads: ['Calle *', 'Avenida *', 'Plaza *', 'Paseo *'],
    numberFirst: false,
    postcode: filled(5),
    phone: (random, area) =>
      random.chance(0.4)
        ? `6${digits(random, 2)} ${digits(random, 3)} ${digits(random, 3)}`
        : `${area} ${random.int(2, 8)}${digits(random, 8 - area.length)}`,
    dialling: '+34 ',
    legal: ['S.L.', 'S.A.', 'S.L.U.'],
  },
  PL: {
    code: 'PL',
    female:
      words(`Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Elżbieta Zofia Janina Teresa Joanna Magdalena Monika
      Danuta Zuzanna Julia Hanna Alicja Wiesława Bożena`),
    male: words(`Jan Andrzej Piotr Krzysztof Stanisław Tomasz Paweł Marcin Michał Marek Grzegorz Józef Łukasz Adam Zbigniew Jerzy
      Mateusz Jakub Kacper Szymon Wojciech Radosław`),
    families:
      words(`Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski
      Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Pawłowski Michalski Król Wieczorek
      Jabłoński Wróbel Majewski Olszewski Stępień Malinowski Jaworski Dudek Adamczyk`),
    endings: ['ski', 'czyk', 'ak', 'owicz', 'ek'],
    cities: places(`Kraków||12|30 Poznań||61|60 Gdańsk||58|80 Lublin||81|20 Opole||77|45 Rzeszów||17|35`),
    roads: ['ul. *', 'al. *', 'os. *'],
    numberFirst: false,
    postcode: (random, start) => `${start}-${digits(random, 3)}`,
    phone: (random, area) => `${random.chance(0.5) ? '60' : area} ${random.int(200, 799)} ${digits(random, 4)}`,
    dialling: '+48 ',
    legal: ['Sp. z o.o.', 'S.A.', 'sp. j.'],
  },
  IN: {
    code: 'IN',
    female:
      words(`Priya Anjali Sunita Deepa Lakshmi Kavita Pooja Neha Asha Meena Rekha Sneha Divya Swati Nisha Radha Geeta Anita
      Ayesha Fatima Shanti Uma`),
    male: words(`Rahul Sanjay Vikram Ravi Arjun Amit Suresh Rajesh Anil Sunil Vijay Manoj Ashok Ramesh Deepak Karthik Mohammed Imran
      Arun Ganesh Kiran Prakash`),
    families:
      words(`Patel Singh Sharma Gupta Kumar Shah Reddy Rao Khan Nair Iyer Joshi Mehta Verma Mishra Das Ghosh Banerjee Pillai
      Naidu Desai Kulkarni Chopra Kapoor Malhotra Agarwal Bhat Menon`),
    endings: ['wala', 'kar', 'war', 'an', 'appa'],
    cities: places(
      `Pune|MH|020|411 Chennai|TN|044|600 Kolkata|WB|033|700 Jaipur|RJ|0141|302 Kochi|KL|0484|682 Indore|MP|0731|452`,
    ),
    roads: ['* Road', '* Marg', '* Nagar', '* Street'],
    numberFirst: true,
    postcode: filled(6),
    phone: (random) => `9${random.int(0, 9)}${digits(random, 8)}`,
    dialling: '+91 ',
    legal: ['Pvt Ltd', 'Private Limited', 'Ltd', 'LLP'],
  },
}

/** Codes of all countries that a world may have people of. */
export const CODES = Object.keys(COUNTRIES) as CountryCode[]

/** What is known of a country. */
export function countryOf(code: CountryCode): Country {
  return COUNTRIES[code]
}

function letters(random: Random, count: number): string {
  return random.times(count, () => random.pick([...'ABDEFGHJLNPQRSTUWXYZ'])).join('')
}

function places(text: string): [string, string, string, string][] {
  return words(text).map((line) => {
    const [city = '', region = '', area = '', post = ''] = line.split('|')
    return [city, region, area, post]
  })
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
