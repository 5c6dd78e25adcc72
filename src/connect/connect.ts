import type { Logger } from 'pino';
import { type Client, type ClientSettings, createClient } from './client.js';
import { Instances } from './instances.js';
import { type CallScope, OperationRunner } from './runner.js';
import { ConnectSession } from './session.js';
import { SharedReads } from './shared-reads.js';

export interface ConnectSettings extends ClientSettings {
  /** Ids or ARNs, the default first. */
  readonly instances: readonly string[];
}

/** All that the process keeps for talking to Connect: one client, its instances, and what requests share. */
export class Connect {
  readonly instances: Instances;
  readonly #client: Client;
  readonly #runner: OperationRunner;
  readonly #shared = new SharedReads();

  constructor(settings: ConnectSettings, log: Logger) {
    this.instances = new Instances(settings.instances);
    this.#client = createClient(settings);
    this.#runner = new OperationRunner(this.#client, settings.attemptTimeoutMs, log);
  }

  session(scope: CallScope): ConnectSession {
    return new ConnectSession(scope, this.instances, this.#shared, this.#runner, this.#client.now);
  }

  /** Whether credentials can be had; says nothing of Connect itself. */
  async hasCredentials(): Promise<boolean> {
    try {
      await this.#client.sdk.config.credentials();
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    this.#client.close();
  }
}
