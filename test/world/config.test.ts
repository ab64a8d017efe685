// The environment: what is missing or wrong stops the start with one sentence.
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/world/config.ts'

const live = { TWILIO_AUTH_TOKEN: 'token', PUBLIC_URL: 'https://calls.example.com/' }

describe('the environment', () => {
  it('is practice mode on this machine only when nothing is set', () => {
    expect(readConfig({})).toMatchObject({
      practice: true,
      host: '127.0.0.1',
      port: 3000,
      flowsDir: 'flows',
      dataDir: '.data',
      logLevel: 'info',
      retentionDays: 90,
    })
  })

  it('is live with a token and an address, and listens to all', () => {
    expect(readConfig(live)).toMatchObject({
      practice: false,
      host: '0.0.0.0',
      publicUrl: 'https://calls.example.com',
    })
  })

  it.each([
    [{ TWILIO_AUTH_TOKEN: 'token' }, 'PUBLIC_URL'],
    [{ HOST: '0.0.0.0' }, 'PRACTICE=public'],
    [{ HOST: '127.example.com' }, 'PRACTICE=public'],
    [{ PORT: 'many' }, 'PORT'],
    [{ ...live, PUBLIC_URL: 'calls' }, 'PUBLIC_URL'],
    [{ CALL_DATA_KEY: 'short' }, '32 bytes'],
    [{ RETENTION_DAYS: '0' }, 'RETENTION_DAYS'],
    [{ TWILIO_API_KEY_SID: 'SK1' }, 'TWILIO_API_KEY_SECRET'],
    [{ TWILIO_API_KEY_SECRET: 'secret' }, 'TWILIO_API_KEY_SID'],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY'],
    [{ TRUST_PROXY: '10.0.0.0/8, all' }, 'TRUST_PROXY'],
  ])('refuses %o, naming %s', (env, named) => {
    expect(() => readConfig(env)).toThrow(named)
  })

  it('believes no proxy about addresses unless told how many there are, or which', () => {
    expect(readConfig({}).trustProxy).toBe(0)
    expect(readConfig({ TRUST_PROXY: '2' }).trustProxy).toBe(2)
    expect(readConfig({ TRUST_PROXY: 'loopback, 10.0.0.0/8,fd00::/8' }).trustProxy).toEqual([
      'loopback',
      '10.0.0.0/8',
      'fd00::/8',
    ])
  })

  it('may show the practice phone to others when told to', () => {
    expect(readConfig({ HOST: '0.0.0.0', PRACTICE: 'public' })).toMatchObject({
      practice: true,
      practicePublic: true,
    })
  })
})
