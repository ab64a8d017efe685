// The visitor's microphone: for each question its audio goes to the server, and what is heard comes
// back.
import type { MicrophoneMessage } from '../microphone-socket.ts'

/** What comes of listening to one question: words so far, a prompt to be cut, then the end of
 * it. */
export type Told = {
  words(text: string): void
  interrupt(): void
  answer(heard: MicrophoneMessage & { is: 'answer' }): void
  /** nothing was said for so long that the server stopped listening */
  ended(): void
  failed(sentence: string): void
}

export type Microphone = {
  /** listens to this question instead of any before it */
  listen(call: string, answers: number, told: Told): void
  rest(): void
  off(): void
}

/** Speech on a telephone ends here. Hertz. */
const HIGHEST = 3400
/** Frames kept until the server is reached: 2 s. */
const MOST_WAITING = 100
/** Before it is listened again to a question that nobody answered. Ms. */
const AGAIN = 500
const LOST = 'The server no longer listens to the microphone. Type what you would say.'
const NOT_REACHED = 'The server does not listen to the microphone now. Type what you would say.'

/** Asks the visitor for it. Rejects with a sentence when there is none to be had. */
export async function openMicrophone(): Promise<Microphone> {
  const media = await askForMedia()
  const audio = new AudioContext()
  const telephone = await connectTelephone(audio, media)
  let socket: WebSocket | undefined
  let waiting: Uint8Array<ArrayBuffer>[] = []
  telephone.port.onmessage = ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(data)
    else if (socket?.readyState === WebSocket.CONNECTING && waiting.length < MOST_WAITING)
      waiting.push(data)
  }
  const rest = (): void => {
    const before = socket
    socket = undefined
    waiting = []
    before?.close()
  }
  return {
    rest,
    listen(call, answers, told) {
      rest()
      const opened = new WebSocket(`/practice/audio/${call}/${answers}`)
      socket = opened
      let reached = false
      opened.onopen = () => {
        reached = true
        if (opened !== socket) return
        for (const frame of waiting.splice(0)) opened.send(frame)
      }
      opened.onmessage = ({ data }: MessageEvent<string>) => {
        if (opened !== socket) return
        const message = JSON.parse(data) as MicrophoneMessage
        if (message.is !== 'words' && message.is !== 'interrupt') rest()
        pass(message, told)
      }
      opened.onclose = () => {
        if (opened !== socket) return
        rest()
        told.failed(reached ? LOST : NOT_REACHED)
      }
    },
    off() {
      rest()
      for (const track of media.getTracks()) track.stop()
      void audio.close()
    },
  }
}

async function askForMedia(): Promise<MediaStream> {
  // not there on a page that came over plain http from another machine
  if (!('mediaDevices' in navigator))
    throw new Error(
      'The browser gives the microphone only to pages of this machine, or over https.',
    )
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
    })
  } catch {
    throw new Error('The microphone cannot be used: there is none, or it was not allowed.')
  }
}

/** The sound, cut to the band of a telephone, in its frames. */
async function connectTelephone(
  audio: AudioContext,
  media: MediaStream,
): Promise<AudioWorkletNode> {
  await audio.audioWorklet.addModule('/practice/microphone.js')
  const telephone = new AudioWorkletNode(audio, 'telephone', {
    numberOfOutputs: 0,
    channelCount: 1,
    channelCountMode: 'explicit',
  })
  const band = [0, 1].map(
    () => new BiquadFilterNode(audio, { type: 'lowpass', frequency: HIGHEST }),
  )
  const way: AudioNode[] = [audio.createMediaStreamSource(media), ...band, telephone]
  way.reduce((from, to) => from.connect(to))
  return telephone
}

function pass(message: MicrophoneMessage, told: Told): void {
  switch (message.is) {
    case 'words':
      return told.words(message.text)
    case 'interrupt':
      return told.interrupt()
    case 'answer':
      return told.answer(message)
    case 'failed':
      return told.failed(LOST)
    case 'ended':
      setTimeout(told.ended, AGAIN)
  }
}
