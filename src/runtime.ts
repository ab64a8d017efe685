// Everything outside the engine, in one struct that is passed by hand.
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Store } from './store/store.ts'
