#!/usr/bin/env node
// The only entry: hands the process to the command line.
import { setFlagsFromString } from 'node:v8'
import { runCli } from './cli/cli.ts'
import { collectorFlags } from './cli/collector.ts'

const { argv, stdin, stdout, stderr, env } = process
// now, before the server is loaded: they may not change while a collection is under way
if (argv[2] === 'serve') for (const flag of collectorFlags) setFlagsFromString(flag)
process.exitCode = await runCli({ argv: argv.slice(2), stdin, stdout, stderr, env })
