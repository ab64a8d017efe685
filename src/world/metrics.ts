// Counters and histograms for Prometheus; labels carry no names, numbers or words of callers.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export type Metrics = ReturnType<typeof makeMetrics>

/** Where turns and recognised words are sorted into, s. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

export function makeMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const counter = <Label extends string = never>(
    name: string,
    help: string,
    ...labelNames: Label[]
  ) => new Counter({ name: `callflow_${name}`, help, labelNames, registers })
  return {
    registry,
    turns: counter('turns_total', 'Turns committed', 'outcome'),
    turnSeconds: new Histogram({
      name: 'callflow_turn_seconds',
      help: 'From webhook to reply',
      buckets: SECONDS,
      registers,
    }),
    calls: counter('calls_total', 'Calls begun', 'practice'),
    refused: counter('webhooks_refused_total', 'Webhooks refused', 'reason'),
    lookups: counter('lookups_total', 'Lookups made', 'outcome'),
    handoffs: counter('handoffs_total', 'Hand-offs begun'),
    offers: counter('offers_total', 'Offers to operators', 'outcome'),
    contacts: counter('contacts_total', 'Contacts of desks that came to an end', 'ending'),
    notices: counter('notices_total', 'Notices sent or failed', 'outcome'),
    messages: counter(
      'messages_total',
      'Recorded messages written down, or failed to be',
      'outcome',
      'kind',
    ),
    streams: new Gauge({
      name: 'callflow_media_streams',
      help: 'Media streams that are listened to',
      registers,
    }),
    streamsRefused: counter(
      'media_streams_refused_total',
      'Media streams closed for what they sent',
    ),
    speechSeconds: new Histogram({
      name: 'callflow_speech_seconds',
      help: 'From the last speech to final words, and from those to the next reply',
      labelNames: ['part'],
      buckets: SECONDS.slice(1),
      registers,
    }),
    speechFailures: counter('speech_failures_total', 'Turns the recogniser failed', 'kind'),
    broke: counter('broke_total', 'Turns that ended in an apology'),
  }
}
