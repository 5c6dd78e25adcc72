import type { ContactMediaProcessingFailureMode, ParticipantTimerConfiguration } from '@aws-sdk/client-connect';

/** What holds for a chat as long as it lasts, over all contacts of its chain. */
export interface ChatSession {
  /** By the ids that StartContactStreaming gave them. */
  readonly streamings: ReadonlyMap<string, { readonly endpointArn: string }>;
  readonly processing?: {
    readonly processorArn: string;
    readonly failureMode: ContactMediaProcessingFailureMode | undefined;
  };
  /** By role and kind of timer. */
  readonly timers: ReadonlyMap<string, ParticipantTimerConfiguration>;
  /** The earlier chat whose conversation this one goes on with. */
  readonly continuedFrom?: string;
}

const newSession: ChatSession = { streamings: new Map(), timers: new Map() };

/** The chats of an instance. Nobody writes or falls idle in this world, so the timers are kept and have no effect. */
export class ChatSessions {
  readonly #sessions = new Map<string, ChatSession>();

  of(initialContactId: string): ChatSession {
    return this.#sessions.get(initialContactId) ?? newSession;
  }

  change(initialContactId: string, changes: Partial<ChatSession>): void {
    this.#sessions.set(initialContactId, { ...this.of(initialContactId), ...changes });
  }
}
