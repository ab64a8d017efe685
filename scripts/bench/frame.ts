// Frames of a media stream as they lie on the wire, with the time at which each is sent in its
// audio.

/** 20 ms of silence; the first bytes tell when it was sent and on which stream. */
const audio = Buffer.alloc(160, 0xff)
/** As many base64 characters as hold the stamp: 12 bytes. */
const STAMP = 16

/** What a frame tells of itself, from audio at a place in it. */
export const readStamp = (bytes: Buffer, at: number): { at: number; stream: number } => ({
  at: bytes.readDoubleBE(at),
  stream: bytes.readUInt32BE(at + 8),
})

/** The frames of one stream, one after the other: made once, then only the number and the stamp
 * change. A client's frames are masked; with a mask of zeros nothing needs to be. */
export function framesOf(stream: number): () => Buffer {
  const text = `{"event":"media","sequenceNumber":"00000000","streamSid":"MZ1","media":{"track":"inbound","chunk":"00000000","timestamp":"00000000","payload":"${audio.toString('base64')}"}}`
  const head = Buffer.from([0x81, 0x80 | 126, text.length >> 8, text.length & 0xff, 0, 0, 0, 0])
  const frame = Buffer.concat([head, Buffer.from(text)])
  const numbers = ['"sequenceNumber":"', '"chunk":"'].map(
    (name) => frame.indexOf(name) + name.length,
  )
  const payload = frame.indexOf('"payload":"') + '"payload":"'.length
  const stamp = Buffer.alloc(12)
  stamp.writeUInt32BE(stream, 8)
  let chunk = 0
  return () => {
    chunk++
    for (const at of numbers) frame.write(String(chunk).padStart(8, '0'), at, 'latin1')
    stamp.writeDoubleBE(performance.timeOrigin + performance.now(), 0)
    frame.write(stamp.toString('base64'), payload, STAMP, 'latin1')
    // what is not sent at once must not change any more
    return Buffer.from(frame)
  }
}
