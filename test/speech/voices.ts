// Speech to test with, made by Debian's espeak-ng and sox; where they are missing the tests say so
// and are passed over, but never on CI.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** False, with a printed reason, where nothing can be spoken. */
export function hasVoices(): boolean {
  const missing = ['espeak-ng', 'sox'].filter(
    (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error,
  )
  if (missing.length === 0) return true
  if (process.env.CI) throw new Error(`there is no ${missing.join(' and no ')}: install it`)
  console.warn(
    `no ${missing.join(' and no ')}: recordings cannot be made, so audio is not tried (apt-get install espeak-ng sox)`,
  )
  return false
}

type Recorded = {
  voice?: string
  /** words a minute */
  speed?: number
  /** how loud pink noise is beside the words, 0 to 1 */
  noise?: number
  /** seconds of silence, or of noise alone, around the words */
  around?: number
  /** what sox is to write: `ul` is bare mu-law of 8000 samples a second, `wav` is PCM at `rate` */
  as?: 'ul' | 'wav'
  rate?: number
}

/** Words as a telephone would send them. The same words, voice and noise give the same bytes. */
export function record(
  words: string,
  { voice = 'en-gb', speed = 150, noise = 0, around = 0.3, as = 'ul', rate = 8000 }: Recorded = {},
): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'callflow-voice-'))
  try {
    const [spoken, padded, hiss, made] = ['spoken.wav', 'padded.wav', 'hiss.wav', `made.${as}`].map(
      (name) => join(folder, name),
    ) as [string, string, string, string]
    execFileSync('espeak-ng', ['-v', voice, '-s', String(speed), '-w', spoken, words])
    execFileSync('sox', [
      '-R',
      spoken,
      '-r',
      String(rate),
      '-c',
      '1',
      '-b',
      '16',
      padded,
      'norm',
      '-6',
      'pad',
      String(around),
      String(around),
    ])
    const form = as === 'ul' ? ['-t', 'ul'] : ['-b', '16']
    if (noise > 0) {
      const seconds = execFileSync('soxi', ['-D', padded], { encoding: 'utf8' }).trim()
      execFileSync('sox', [
        '-R',
        '-n',
        '-r',
        String(rate),
        '-c',
        '1',
        '-b',
        '16',
        hiss,
        'synth',
        seconds,
        'pinknoise',
      ])
      execFileSync('sox', ['-R', '-m', '-v', '1', padded, '-v', String(noise), hiss, ...form, made])
    } else execFileSync('sox', ['-R', padded, ...form, made])
    return readFileSync(made)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
