// callflow serve: builds the real Runtime, answers calls, and closes in order.
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { makeApp } from '../app.ts'
import { writesDown } from '../call/message.ts'
import type { Input } from '../call/input.ts'
import type { Config } from '../world/config.ts'
import { takeMicrophones } from '../practice/microphone-socket.ts'
import { firstLink } from '../console/sign-in/first-administrator.ts'
import { practiceRoutes } from '../practice/routes.ts'
import { prepare } from '../call/prepare-understanding.ts'
import { openWorkshop } from '../world/workshop.ts'
import { openLibrary, type Library } from '../world/library.ts'
import { secretsIn } from '../world/lines.ts'
import { makeLive } from '../world/live.ts'
import { askLookup, sendNotice } from '../world/lookup.ts'
import { makeMetrics } from '../world/metrics.ts'
import { keepNotices } from '../jobs/notices.ts'
import { keepSending } from '../jobs/outbox.ts'
import type { Runtime } from '../world/runtime.ts'
import { nothingUnderWay } from '../world/under-way.ts'
import { keepSweeping } from '../jobs/sweep.ts'
import { keepTranscribing } from '../jobs/transcription.ts'
import { makeBreaker } from '../speech/breaker.ts'
import type { Recogniser } from '../speech/recogniser.ts'
import { numberSettings } from '../twilio/address.ts'
import { takeSockets } from '../twilio/sockets.ts'
import { makeRest } from '../twilio/rest.ts'
import { watchPublicUrl } from '../twilio/self-test.ts'
import { twilioRoutes } from '../twilio/webhooks.ts'
import { openPracticeDesk, openTelephoneDesk, type Closing } from './serve-desk.ts'
import { startExampleService } from '../practice/example-service.ts'
import { exit, print, printJson, readArgs, UsageError, type Io } from './io.ts'
import { makeLog } from './log.ts'
import { readSettings } from './settings.ts'
import { openStore } from './open-store.ts'

/** Where the shipped lines.yaml looks for the example service. */
const EXAMPLES = 3900
/** How long replies under way may take when we are told to stop. */
const GRACE = 8000
const PRACTICE_GRACE = 500

export async function serveCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, { json: { type: 'boolean' } })
  if (positionals.length > 0) throw new UsageError('serve takes its settings from the environment')
  const { config, env } = await readSettings(io)
  const stopped = io.stop ?? untilSignal()
  const closing: Closing = []
  try {
    const runtime = await buildRuntime(config, env, io, closing)
    const { router, take } = twilioRoutes(runtime)
    const server = await listen(runtime, router)
    closing.push(() => {
      runtime.live.emit('closing')
      return close(server, config.practice ? PRACTICE_GRACE : GRACE)
    })
    const sockets = takeSockets(server, runtime, take)
    closing.push(() => sockets.close())
    const microphones = takeMicrophones(server, runtime)
    closing.push(() => microphones.close())
    refuseOtherUpgrades(server)
    closing.push(() => void runtime.live.emit('closing'))
    // it asks for an answer from ourselves, so somebody must be listening
    if (!config.practice) closing.push(watchPublicUrl(runtime))
    const first = await firstLink(runtime)
    announce(runtime, addressOf(config, server), first, { io, json: values.json ?? false })
    if (!stopped.aborted) await once(stopped, 'abort')
    return exit.fine
  } finally {
    // in the opposite order, so that what is closed first still finds what it needs
    for (const end of closing.reverse()) await end()
  }
}

function untilSignal(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
  return stop.signal
}

/** Everything outside the engine, opened; `closing` collects how it is closed again. */
async function buildRuntime(
  config: Config,
  env: NodeJS.ProcessEnv,
  io: Io,
  closing: Closing,
): Promise<Runtime> {
  const parts = await openParts(config, env, io, closing)
  const rest = await makeRest(config)
  const desk = config.practice
    ? openPracticeDesk(parts, () => runtime, closing)
    : await openTelephoneDesk(parts, rest, closing)
  const runtime: Runtime = {
    ...parts,
    ...desk,
    recogniser: await openRecogniser(parts, closing),
    redirect: rest && ((callId, to) => rest.redirect(callId, to)),
    recordingMedia: rest && ((id) => rest.recordingMedia(id)),
  }
  closing.push(keepSending(runtime))
  writeMessagesDown(runtime, closing)
  closing.push(keepSweeping(runtime, rest && ((callId) => rest.callEnded(callId))))
  closing.push(keepNotices(runtime))
  if (config.practice) await startExamples(runtime, closing)
  return runtime
}

type Parts = Omit<Runtime, 'desk'>

/** What needs nothing but the settings. */
async function openParts(
  config: Config,
  env: NodeJS.ProcessEnv,
  io: Io,
  closing: Closing,
): Promise<Parts> {
  if (!(await stat(config.flowsDir).catch(() => undefined))?.isDirectory())
    throw new UsageError(
      `there is no folder "${config.flowsDir}": set FLOWS_DIR to the folder with the flows`,
    )
  const log = makeLog(config, env, io.stderr)
  const store = await openStore(config)
  closing.push(() => store.close())
  const library = await openFlows({ config, env, log, store, closing })
  closing.push(() => library.close())
  refuseUnsealed(config, library)
  const metrics = makeMetrics()
  const now = Date.now
  return {
    config,
    log,
    store,
    library,
    metrics,
    now,
    breaker: makeBreaker(now),
    underWay: nothingUnderWay(),
    live: makeLive(),
    async lookup(effect, company) {
      const result = await askLookup(effect, library.lookup(company, effect.lookup), now)
      metrics.lookups.inc({ outcome: outcomeOf(result) })
      if (result.type === 'failed')
        log.warn({ lookup: effect.lookup, reason: result.reason }, 'a lookup failed')
      return result
    },
    send: (notice, company) => sendNotice(notice, library.lookup(company, notice.lookup)),
  }
}

function outcomeOf(result: Input): string {
  if (result.type !== 'fetched') return 'failed'
  return result.found ? 'found' : 'not found'
}

type Opening = Pick<Runtime, 'config' | 'log' | 'store'> & {
  env: NodeJS.ProcessEnv
  closing: Closing
}

/** Says what is wrong with the flows at each reading, and learns what callers may say. */
async function openFlows({ config, env, log, store, closing }: Opening): Promise<Library> {
  // read for the first time before it is open
  const opened: { library?: Library } = {}
  const workshop = openWorkshop(config.workers)
  closing.push(() => workshop.close())
  const library = await openLibrary(config.flowsDir, {
    store,
    workshop,
    onFailure: (err) =>
      log.error({ err }, 'the flows could not be read again, so all stays as it was'),
    secret: secretsIn(env),
    watch: true,
    onRead(problems, unset) {
      for (const { range, code, message } of unset)
        log.warn({ file: range.file, line: range.line, code }, message)
      for (const { range, code, message } of problems)
        log.error(
          { file: range.file, line: range.line, code },
          `a flow is not in force: ${message}`,
        )
      if (opened.library) void learn(opened.library, log)
    },
  })
  opened.library = library
  void learn(library, log)
  return library
}

function refuseUnsealed({ callDataKey }: Config, library: Library): void {
  const open = library.lines().find((line) => library.current(line.tenant, line.flow)?.sealed)
  if (open && !callDataKey)
    throw new UsageError(
      `flow "${open.flow}" has private values: set CALL_DATA_KEY, 32 bytes in base64, the same on each machine (openssl rand -base64 32)`,
    )
}

/** What callers may say is learnt before the first call needs it, a question at a time, so that
 * live calls go on. */
async function learn(library: Library, log: Runtime['log']): Promise<void> {
  try {
    for (const machine of new Set(
      library.lines().flatMap(({ tenant, flow }) => library.current(tenant, flow) ?? []),
    )) {
      const questions = prepare(machine)
      while (!questions.next().done)
        await new Promise((resolve) => {
          setImmediate(resolve)
        })
    }
  } catch (error) {
    log.warn({ err: error }, 'what callers may say is learnt only when a call needs it')
  }
}

/** Google's client is large, so it is loaded only where an account is named. */
async function openRecogniser(
  { config, library, log }: Parts,
  closing: Closing,
): Promise<Recogniser | undefined> {
  const wanted = library
    .lines()
    .some(
      (line) => (line.speech ?? library.current(line.tenant, line.flow)?.root.speech) === 'google',
    )
  if (!config.googleAccount && config.speechEndpoint === undefined) {
    if (wanted && !config.practice)
      log.warn(
        "a line or flow asks for Google speech, but GOOGLE_APPLICATION_CREDENTIALS is not set: Twilio's own recogniser hears it",
      )
    return undefined
  }
  const { makeGoogle } = await import('../speech/google.ts')
  const recogniser = makeGoogle({ endpoint: config.speechEndpoint })
  closing.push(() => recogniser.close())
  return recogniser
}

/** Needs both accounts: the telephone's for the sound, Google's for the words. */
function writeMessagesDown(runtime: Runtime, closing: Closing): void {
  const { config, library, log, recogniser, recordingMedia } = runtime
  if (recordingMedia && recogniser)
    return void closing.push(keepTranscribing(runtime, recordingMedia))
  const machines = library.lines().flatMap((line) => library.current(line.tenant, line.flow) ?? [])
  if (!config.practice && machines.some(writesDown))
    log.warn(
      'a flow asks for its messages to be written down, but that needs TWILIO_ACCOUNT_SID and GOOGLE_APPLICATION_CREDENTIALS: they are only recorded',
    )
}

/** What the shipped flows look up; without it their lookups fail, and the calls go on. */
async function startExamples({ log }: Runtime, closing: Closing): Promise<void> {
  try {
    const service = await startExampleService(EXAMPLES)
    closing.push(() => service.close())
  } catch (error) {
    log.warn(
      { err: error, port: EXAMPLES },
      'the example service did not start, so lookups of the shipped flows may fail',
    )
  }
}

async function listen(
  runtime: Runtime,
  telephone: ReturnType<typeof twilioRoutes>['router'],
): Promise<Server> {
  const { config } = runtime
  const server = createServer(makeApp(runtime, practiceRoutes(runtime), telephone))
  try {
    await Promise.all([once(server, 'listening'), server.listen(config.port, config.host)])
    return server
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new UsageError(`port ${config.port} is in use: set PORT to another`)
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
      throw new UsageError(
        `${config.host}:${config.port} cannot be listened on (${code}): set HOST and PORT`,
      )
    throw error
  }
}

/** A connection that asks for a protocol nobody here speaks would stay open, since node leaves it
 * to us. */
function refuseOtherUpgrades(server: Server): void {
  server.on('upgrade', (request, socket) => {
    if (!/^\/(twilio|practice)\//.test(request.url ?? ''))
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
}

/** One address to open; for live calls, what to enter for a number at Twilio. `first` is the path
 * with which the first administrator is made. */
function announce(
  { config, library }: Runtime,
  address: string,
  first: string | undefined,
  { io, json }: { io: Io; json: boolean },
): void {
  const settings = config.practice ? undefined : numberSettings(address)
  const lines = library.lines().map(({ number, tenant, flow }) => ({
    number,
    company: tenant,
    flow,
    inForce: library.current(tenant, flow) !== undefined,
  }))
  if (json)
    return printJson(io, {
      address,
      practice: config.practice,
      webhooks: settings,
      console: `${address}/console`,
      ...(first !== undefined && { firstAdministrator: address + first }),
      lines,
      problems: library
        .problems()
        .map(({ range, code, message }) => ({ file: range.file, line: range.line, code, message })),
    })
  const calls = settings
    ? `Taking calls at ${address}\nFor each number at Twilio:\n  a call comes in       ${settings.voice}\n  primary handler fails ${settings.fallback}\n  call status changes   ${settings.status}`
    : `The practice phone is at ${address}/`
  const staff =
    first === undefined
      ? `The console is at ${address}/console`
      : `The console's first administrator is made once, within a day, at ${address}${first}`
  print(io, `${calls}\n${staff}`)
}

/** Where it is opened: as others know it, else as this machine does. */
function addressOf({ publicUrl, host }: Config, server: Server): string {
  if (publicUrl !== undefined) return publicUrl
  const { port } = server.address() as AddressInfo
  const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

async function close(server: Server, grace: number): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), grace)
  await closed
  clearTimeout(timer)
}
