import { describe, expect, it } from 'vitest'
import { isSigned, sign } from '../../src/twilio/signature.ts'

const token = '12345'
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const form = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
}
const golden = 'RSOYDt4T1cUTdK1PDd93/VVr8B8='

const rows: {
  name: string
  signature: string | undefined
  url?: string
  form?: Record<string, unknown>
  token?: string
  good: boolean
}[] = [
  { name: "the documentation's own example", signature: golden, good: true },
  { name: 'a fragment is not signed', signature: golden, url: `${url}#rc=2&rp=5xx`, good: true },
  { name: 'a form without fields', signature: sign(token, url, {}), form: {}, good: true },
  { name: 'no signature', signature: undefined, good: false },
  { name: 'an empty signature', signature: '', good: false },
  { name: 'another token', signature: golden, token: '54321', good: false },
  {
    name: 'another path',
    signature: golden,
    url: 'https://mycompany.com/other.php?foo=1&bar=2',
    good: false,
  },
  {
    name: 'another query',
    signature: golden,
    url: 'https://mycompany.com/myapp.php?foo=1&bar=3',
    good: false,
  },
  { name: 'http for https', signature: golden, url: url.replace('https', 'http'), good: false },
  { name: 'a field changed', signature: golden, form: { ...form, Digits: '1235' }, good: false },
  { name: 'a field added', signature: golden, form: { ...form, Extra: 'x' }, good: false },
  { name: 'a field missing', signature: golden, form: { ...form, Digits: undefined }, good: false },
  { name: 'an address that is none', signature: golden, url: 'not an address', good: false },
  {
    name: 'fields of strange types',
    signature: golden,
    form: { ...form, Digits: null, X: [null, {}] },
    good: false,
  },
  { name: 'a signature that is not Base64', signature: 'йцукен', good: false },
]

describe('the signature', () => {
  it.each(rows)('$name: $good', (row) => {
    expect(isSigned(row.token ?? token, row.signature, row.url ?? url, row.form ?? form)).toBe(
      row.good,
    )
  })

  it('is made as Twilio makes it', () => {
    expect(sign(token, url, form)).toBe(golden)
  })
})
