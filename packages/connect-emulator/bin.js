#!/usr/bin/env node
import { runEmulator } from './dist/connect-emulator.js';

await runEmulator();
