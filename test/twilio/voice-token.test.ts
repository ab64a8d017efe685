// The pass of an operator's browser: what is in it, and that there is none without a key.
import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { readConfig } from '../../src/world/config.ts'
import { voiceToken } from '../../src/twilio/voice-token.ts'

const live = {
  TWILIO_AUTH_TOKEN: 'token',
  PUBLIC_URL: 'https://calls.example.com',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
}
const key = {
  TWILIO_API_KEY_SID: `SK${'1'.repeat(32)}`,
  TWILIO_API_KEY_SECRET: 'a secret of the key',
}

it('lets calls to that operator in, and none out, for ten minutes', () => {
  const made = voiceToken(readConfig({ ...live, ...key }), 'ann')
  const [head = '', body = '', signature] = made?.token.split('.') ?? []
  const read = (part: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  expect(signature).toBe(
    createHmac('sha256', key.TWILIO_API_KEY_SECRET).update(`${head}.${body}`).digest('base64url'),
  )
  expect(read(head)).toMatchObject({ alg: 'HS256', cty: 'twilio-fpa;v=1' })
  const { iss, sub, exp, iat, grants } = read(body)
  expect({ iss, sub, grants }).toEqual({
    iss: key.TWILIO_API_KEY_SID,
    sub: live.TWILIO_ACCOUNT_SID,
    grants: { identity: 'ann', voice: { incoming: { allow: true } } },
  })
  expect(Number(exp) - Number(iat)).toBe(made?.seconds)
  expect(made?.seconds).toBe(600)
})

it.each([live, { ...key }])('is not there without account and key', (env) => {
  expect(voiceToken(readConfig(env), 'ann')).toBeUndefined()
})
