import type { Locator, Page } from 'playwright-core'

/** What a newcomer does with mouse and keyboard, each click counted; typing is none. */
export class Newcomer {
  readonly page: Page
  clicks = 0
  constructor(page: Page) {
    this.page = page
  }

  async click(what: Locator): Promise<void> {
    this.clicks++
    await what.first().click()
  }
  /** A button, by its words. */
  press(name: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    return this.click(within.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }))
  }
  follow(name: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    return this.click(within.getByRole('link', typeof name === 'string' ? { name, exact: true } : { name }))
  }
  /** A view of the header. */
  go(view: string): Promise<void> {
    return this.click(this.page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: view }))
  }
  tab(name: string): Promise<void> {
    return this.click(this.page.getByRole('tab', { name, exact: true }))
  }
  /** One of a list that folds out. */
  async choose(label: string, value: string): Promise<void> {
    this.clicks++
    await this.page.locator('main label', { hasText: label }).getByRole('combobox').first().selectOption(value)
  }
  /** What a value of the panel beat, and what can be asked about it. */
  unfold(value: string): Promise<void> {
    return this.click(this.page.locator('.panel details.attribute', { hasText: value }).locator('summary'))
  }
  /** A file from the disk. */
  async send(name: string, text: string): Promise<void> {
    this.clicks++
    const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) }
    await this.page.getByLabel('File to load').setInputFiles(file)
    await this.page.getByRole('heading', { name }).waitFor()
  }
  /** Types into the search line and takes the first who is found. */
  async search(text: string): Promise<void> {
    await this.page.keyboard.press('/')
    await this.page.keyboard.type(text)
    await this.page.getByRole('listbox').getByRole('option').first().waitFor()
    await this.page.getByText('Enter to open').waitFor()
    await this.page.keyboard.press('Enter')
    await this.page.locator('.panel-head').waitFor()
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }
}

/** How each question is answered, beginning on the start page. What is changed on the way is taken back. */
export const WAYS: Readonly<Record<number, (who: Newcomer) => Promise<void>>> = {
  1: async (who) => {
    await who.follow(/What changed lately|since your last visit/)
    await who.choose('Since', 'start')
  },
  2: async (who) => {
    await who.go('Changes')
    await who.choose('Since', 'start')
    await who.choose('What', 'created')
    await who.choose('Who', 'company')
    await who.choose('Source', 'crm-west')
  },
  3: async (who) => {
    await who.search('Rosalind Bennett Kalamazoo')
    await who.press('Merge…')
    await who.dialog.getByLabel('The other customer').fill('Rosalind Kim')
    await who.press('Rosalind Kim', who.dialog)
    await who.dialog.getByLabel('Why?').fill('she married')
    await who.press('Preview', who.dialog)
  },
  4: async (who) => {
    await who.search('Catherine Yu Texas')
    await who.press('Split…')
    await who.click(who.dialog.getByRole('checkbox', { name: /loyalty/ }))
    await who.dialog.getByLabel('Why?').fill('two people')
    await who.press('Preview', who.dialog)
  },
  5: async (who) => {
    await who.search('Catherine Yu Texas')
    await who.tab('History')
  },
  6: async (who) => {
    await who.search('Catherine Yu Texas')
    await who.tab('History')
    await who.page.getByLabel('Exact day').fill('2024-01-01')
  },
  7: async (who) => {
    await who.search('Victor Almeida')
    await who.unfold('Loyalty points')
  },
  8: async (who) => {
    await who.search('Catherine Yu Texas')
    await who.press('Connection…')
    await who.press('Charles Johnson', who.dialog)
  },
  9: async (who) => {
    await who.search('Kara Holm')
    await who.unfold('E-mail')
    await who.press('Who shares info@trailhead-sports.example?')
  },
  10: async (who) => {
    await who.search('Priya Raman')
    await who.press('Connection…')
    await who.dialog.getByLabel('With whom').fill('Summit Sports Boise')
    await who.click(who.dialog.getByRole('listitem').filter({ hasText: 'Summit Sports LLC' }).getByRole('button'))
  },
  11: async (who) => {
    await who.search('Northgate Chicago')
    await who.tab('Sales card')
  },
  12: async (who) => {
    await who.go('Hierarchies')
    await who.page.locator('.tree-card').first().waitFor()
    await who.page.getByRole('searchbox', { name: 'Find in the trees' }).fill('Northgate Retail')
    await who.page.keyboard.press('Enter')
  },
  13: async (who) => {
    await who.search('Lakeshore Outfitters')
    await who.tab('Sales card')
    await who.press('Marketing')
  },
  14: async (who) => {
    await who.search('Lakeshore Outfitters')
    await who.tab('Sales card')
    await who.page.getByLabel('Another department').fill('Accounts payable')
    await who.page.keyboard.press('Enter')
  },
  15: async (who) => {
    await who.search('Lakeshore Outfitters')
    await who.tab('Sales card')
  },
  16: (who) => who.go('Reports'),
  17: (who) => who.go('Reports'),
  18: async (who) => {
    await who.go('Reports')
    await who.press('Contacts')
  },
  19: async (who) => {
    await who.go('Lists')
    await who.follow('Mailing list')
  },
  20: async (who) => {
    await who.go('Lists')
    await who.follow('Mailing list')
    await who.choose('One piece', 'person')
  },
  21: async (who) => {
    await who.go('Reports')
    await who.follow('Questions')
  },
  22: async (who) => {
    await who.go('Reports')
    await who.follow('Questions')
    await who.press('Groups as one')
  },
  23: async (who) => {
    await who.go('Reports')
    await who.follow('Questions')
  },
  24: async (who) => {
    await who.go('Lists')
    await who.choose('Source', 'loyalty')
    await who.click(who.page.getByText('More filters', { exact: true }))
    await who.page.getByRole('textbox', { name: 'Region' }).fill('MI')
    await who.page.keyboard.press('Enter')
  },
  25: async (who) => {
    await who.go('Lists')
    await who.press('Companies')
    await who.click(who.page.getByText('More filters', { exact: true }))
    await who.page.getByLabel('Records, at least').fill('2')
    await who.page.keyboard.press('Enter')
  },
  26: async (who) => {
    await who.go('Load')
    await who.send('fair.csv', FAIR)
    await who.press(/^Dry run/)
  },
  27: async (who) => {
    await who.go('Load')
    await who.send('fair.csv', FAIR)
    await who.press(/^Dry run/)
    await who.press('Load it')
    await who.press('Undo the load…')
    await who.press('Undo the load', who.dialog)
  },
  28: (who) => who.go('Review'),
  29: (who) => who.search('Deshawn Rowe'),
  30: async (who) => {
    await who.go('Review')
    await who.click(who.page.locator('.queue-item', { hasText: 'Rosalind' }))
    await who.press(/^Different/)
    await who.page.keyboard.type('two women')
    await who.page.keyboard.press('Enter')
    await who.page.locator('.toast').getByText('Kept apart').waitFor()
    await who.press('Undo', who.page.locator('.toast'))
  },
  31: async (who) => {
    await who.search('Northgate Retail Group')
    await who.click(who.page.getByText('Export', { exact: true }))
    await who.press('Drawing (SVG)')
  },
  32: async (who) => {
    await who.go('Lists')
    await who.press('Companies')
    await who.click(who.page.getByText('More filters', { exact: true }))
    await who.choose('Group', 'in')
    await who.press('Save all as CSV')
  },
  33: async (who) => {
    await who.search('Catherine Yu Texas')
    await who.tab('Why')
  },
  34: (who) => who.search('Castellano Hartford'),
}

/** Two that the demo knows and one that it does not. */
const FAIR = [
  'no,first,last,mail,born,town',
  '1,Catherine,Johnson,catherine.yu@example.com,1992-04-17,Ann Arbor',
  '2,Victor,Almeida,valmeida@cablehome.example,1971-09-18,Hartford',
  '3,Ottoline,Vandersmissen,ottoline@vandersmissen.example,1969-02-11,Duluth',
].join('\n')
