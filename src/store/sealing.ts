// Seals what callers said where a flow has private values: AES-256-GCM with a fresh nonce, told
// apart by its prefix.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const PREFIX = 'sealed1:'

/** `seal` leaves a text as it is without a key; `mustSeal` throws then. */
export type Sealing = {
  seal(text: string): string
  mustSeal(text: string): string
  open(text: string): string
}

/** `key` is 32 bytes. Without it what is sealed cannot be opened. */
export function sealing(key: Buffer | undefined): Sealing {
  if (key && key.length !== 32)
    throw new Error(`the key that seals calls must have 32 bytes, not ${key.length}`)
  const seal = (text: string, secret: Buffer): string => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', secret, nonce)
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return PREFIX + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
  }
  return {
    seal: (text) => (key ? seal(text, key) : text),
    mustSeal(text) {
      if (!key) throw new Error('a flow has private values, but CALL_DATA_KEY is not set')
      return seal(text, key)
    },
    open(text) {
      if (!text.startsWith(PREFIX)) return text
      if (!key) throw new Error('a stored call is sealed, but CALL_DATA_KEY is not set')
      const bytes = Buffer.from(text.slice(PREFIX.length), 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString(
          'utf8',
        )
      } catch (error) {
        throw new Error(
          'a sealed call cannot be opened: CALL_DATA_KEY is not the key it was sealed with, or it was changed',
          { cause: error },
        )
      }
    },
  }
}
