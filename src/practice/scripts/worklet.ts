// Runs beside the microphone: its samples become frames of 20 ms as a telephone sends them.
import { encodeSample } from '../../speech/mulaw.ts'

// what a worklet has that a page has not
declare const sampleRate: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

const RATE = 8000
const FRAME = 160

registerProcessor(
  'telephone',
  class extends AudioWorkletProcessor {
    private frame = new Uint8Array(FRAME)
    private filled = 0
    /** how far the next sample of ours is behind the first one of this block, in samples of the
     * microphone */
    private behind = 0
    private last = 0

    /** Samples in between are found on a straight line; what is above a telephone's band was
     * filtered away before. */
    process([input]: Float32Array[][]): boolean {
      const samples = input?.[0]
      if (!samples) return true
      const step = sampleRate / RATE
      for (; this.behind < samples.length; this.behind += step) {
        const at = Math.floor(this.behind)
        const [before, after] = [at === 0 ? this.last : (samples[at - 1] ?? 0), samples[at] ?? 0]
        this.frame[this.filled++] = encodeSample(
          (before + (after - before) * (this.behind - at)) * 32_767,
        )
        if (this.filled < FRAME) continue
        this.port.postMessage(this.frame)
        this.frame = new Uint8Array(FRAME)
        this.filled = 0
      }
      this.behind -= samples.length
      this.last = samples.at(-1) ?? 0
      return true
    }
  },
)
