#!/usr/bin/env node
// The only entry: hands the process to the command line.
import { runCli } from './cli/cli.ts'

const { argv, stdin, stdout, stderr, env } = process
process.exitCode = await runCli({ argv: argv.slice(2), stdin, stdout, stderr, env })
