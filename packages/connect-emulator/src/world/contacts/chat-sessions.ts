import type { ContactMediaProcessingFailureMode, ParticipantTimerConfiguration } from '@aws-sdk/client-connect';

/** The state of a chat session, which all contacts of its chain share. */
export interface ChatSession {
  /** Streamings by their StreamingId. */
  readonly streamings: ReadonlyMap<string, { readonly endpointArn: string }>;
  readonly processing?: {
    readonly processorArn: string;
    readonly failureMode: ContactMediaProcessingFailureMode | undefined;
  };
  /** Timers by role and timer type. */
  readonly timers: ReadonlyMap<string, ParticipantTimerConfiguration>;
  /** Id of the past chat that this chat continues. */
  readonly continuedFrom?: string;
}

const newSession: ChatSession = { streamings: new Map(), timers: new Map() };

/**
 * The chat sessions of an instance. Timers are stored and have no effect, because participants of the emulator never
 * become idle.
 */
export class ChatSessions {
  readonly #sessions = new Map<string, ChatSession>();

  of(initialContactId: string): ChatSession {
    return this.#sessions.get(initialContactId) ?? newSession;
  }

  change(initialContactId: string, changes: Partial<ChatSession>): void {
    this.#sessions.set(initialContactId, { ...this.of(initialContactId), ...changes });
  }
}
