// Checksums of identifiers, by the names that flows use.
import type { Checksum } from '../../flow/tree/slot.ts'

// H. M. Damm's quasigroup of order 10, and the tables of J. Verhoeff's dihedral check (both as
// published)
const damm = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]
function dihedral(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5
  return b < 5 ? ((a - b + 10) % 5) + 5 : (a - b + 10) % 5
}

const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

/** Verhoeff's permutation, applied as often as the digit's place from the right. */
function permute(digit: number, times: number): number {
  return times === 0 ? digit : permute(permutation[digit] ?? 0, times - 1)
}

// Letters count 10 to 35, as ISO/IEC 7064 and ISO 13616 have it; the remainder is that of one long
// number.
function remainder97(text: string): number {
  return [...text].reduce(
    (rest, sign) =>
      (/\d/.test(sign) ? rest * 10 + Number(sign) : rest * 100 + parseInt(sign, 36)) % 97,
    0,
  )
}

/** Of a number below 20. */
const crossSum = (number: number): number => (number > 9 ? number - 9 : number)

const checks: Record<Checksum, (digits: number[], text: string) => boolean> = {
  luhn: (digits) =>
    digits
      .toReversed()
      .reduce((sum, digit, i) => sum + (i % 2 === 0 ? digit : crossSum(digit * 2)), 0) %
      10 ===
    0,
  // ISO/IEC 7064, MOD 11,10
  'iso 7064': (digits) =>
    digits.reduce(
      (rest, digit, i) =>
        i === digits.length - 1 ? (rest + digit) % 10 : (((rest + digit) % 10 || 10) * 2) % 11,
      10,
    ) === 1,
  // ISO/IEC 7064, MOD 97-10: two check digits at the end
  'iso 7064 mod 97': (_, text) => text.length > 2 && remainder97(text) === 1,
  // ISO 13616: the country and the two check digits are counted last
  iban: (_, text) =>
    /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(text) &&
    remainder97(text.slice(4) + text.slice(0, 4)) === 1,
  ean: (digits) =>
    digits.toReversed().reduce((sum, digit, i) => sum + digit * (i % 2 === 0 ? 1 : 3), 0) % 10 ===
    0,
  'weighted 11': (digits) =>
    digits.toReversed().reduce((sum, digit, i) => sum + digit * (i + 1), 0) % 11 === 0,
  verhoeff: (digits) =>
    digits.toReversed().reduce((sum, digit, i) => dihedral(sum, permute(digit, i % 8)), 0) === 0,
  damm: (digits) => digits.reduce((row, digit) => Number(damm[row]?.[digit]), 0) === 0,
}

/** True when the check digits agree with the others. `text` is digits; for the two kinds that count
 * letters also A to Z. */
export function agrees(text: string, checksum: Checksum): boolean {
  if (checksum !== 'iban' && checksum !== 'iso 7064 mod 97' && !/^\d+$/.test(text)) return false
  return text.length > 1 && checks[checksum]([...text].map(Number), text)
}
