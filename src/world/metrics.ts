// Counters and histograms for Prometheus; labels carry no names, numbers or words of callers.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export type Metrics = ReturnType<typeof makeMetrics>

export function makeMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    turns: new Counter({
      name: 'callflow_turns_total',
      help: 'Turns committed',
      labelNames: ['outcome'],
      registers,
    }),
    turnSeconds: new Histogram({
      name: 'callflow_turn_seconds',
      help: 'From webhook to reply',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    calls: new Counter({
      name: 'callflow_calls_total',
      help: 'Calls begun',
      labelNames: ['practice'],
      registers,
    }),
    refused: new Counter({
      name: 'callflow_webhooks_refused_total',
      help: 'Webhooks refused',
      labelNames: ['reason'],
      registers,
    }),
    lookups: new Counter({
      name: 'callflow_lookups_total',
      help: 'Lookups made',
      labelNames: ['outcome'],
      registers,
    }),
    handoffs: new Counter({ name: 'callflow_handoffs_total', help: 'Hand-offs begun', registers }),
    offers: new Counter({
      name: 'callflow_offers_total',
      help: 'Offers to operators',
      labelNames: ['outcome'],
      registers,
    }),
    contacts: new Counter({
      name: 'callflow_contacts_total',
      help: 'Contacts of desks that came to an end',
      labelNames: ['ending'],
      registers,
    }),
    notices: new Counter({
      name: 'callflow_notices_total',
      help: 'Notices sent or failed',
      labelNames: ['outcome'],
      registers,
    }),
    messages: new Counter({
      name: 'callflow_messages_total',
      help: 'Recorded messages written down, or failed to be',
      labelNames: ['outcome', 'kind'],
      registers,
    }),
    streams: new Gauge({
      name: 'callflow_media_streams',
      help: 'Media streams that are listened to',
      registers,
    }),
    streamsRefused: new Counter({
      name: 'callflow_media_streams_refused_total',
      help: 'Media streams closed for what they sent',
      registers,
    }),
    speechSeconds: new Histogram({
      name: 'callflow_speech_seconds',
      help: 'From the last speech to final words, and from those to the next reply',
      labelNames: ['part'],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    speechFailures: new Counter({
      name: 'callflow_speech_failures_total',
      help: 'Turns the recogniser failed',
      labelNames: ['kind'],
      registers,
    }),
    broke: new Counter({
      name: 'callflow_broke_total',
      help: 'Turns that ended in an apology',
      registers,
    }),
  }
}
