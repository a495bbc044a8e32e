import { expect, test } from 'vitest'
import { hostOf, registeredDomain, withoutSuffix } from '../../server/text/host.ts'

test.each<[address: string, host: string]>([
  ['https://www.Acme.co.uk:8080/de?x#y', 'acme.co.uk'],
  ['//acme.com', 'acme.com'],
  ['www2.acme.com.', 'acme.com'],
  ['user:secret@shop.acme.com/a@b', 'shop.acme.com'],
  ['medium.com/@acme', 'medium.com'],
  ['Info@Mail.Acme.com', 'mail.acme.com'],
  ['https://xn--mller-kva.de/', 'müller.de'],
  ['www.xn--mller-kva.de', 'müller.de'],
  ['', ''],
])('the host in %s is %s', (address, host) => {
  expect(hostOf(address)).toBe(host)
  expect(hostOf(host)).toBe(host)
})

test.each<[why: string, host: string, registered: string, rest: string]>([
  ['a plain ending', 'shop.acme.com', 'acme.com', 'shop.acme'],
  ['two letters', 'mail.lg.com', 'lg.com', 'mail.lg'],
  ['co.uk', 'shop.acme.co.uk', 'acme.co.uk', 'shop.acme'],
  ['com.au', 'acme.com.au', 'acme.com.au', 'acme'],
  ['a name that only looks like an ending', 'shop.ab.de', 'ab.de', 'shop.ab'],
  ['what a provider gives away', 'acme.github.io', 'acme.github.io', 'acme'],
  ['the provider itself', 'github.io', 'github.io', 'github.io'],
  ['letters of its own', 'shop.müller.de', 'müller.de', 'shop.müller'],
  ['an ending of its own letters', 'acme.公司.cn', 'acme.公司.cn', 'acme'],
  ['an ending nobody registered', 'shop.acme.example', 'acme.example', 'shop.acme'],
  ['an address in numbers', '192.168.1.10', '192.168.1.10', '192.168.1.10'],
  ['one word', 'localhost', 'localhost', 'localhost'],
])('%s: of %s somebody registered %s', (_why, host, registered, rest) => {
  expect(registeredDomain(host)).toBe(registered)
  expect(withoutSuffix(host)).toBe(rest)
})
