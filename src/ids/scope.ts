/** Scopes that a token can grant. */
export const scopes = [
  /** Reads contacts without personal data. */
  'contacts:read',
  /** Starts, transfers, changes and stops contacts, and changes their files and evaluations. */
  'contacts:write',
  /** Reads personal data of contacts, such as addresses, attributes, references, names and transcripts. */
  'contacts:pii',
  /** Listens to contacts. */
  'contacts:listen',
  /** Joins conversations with a participant's credentials. */
  'conversations:join',
  /** Sends conversations to destinations outside Connect that the operator allows. */
  'conversations:export',
  /** Reads queues, users, flows and the like, with their current state. */
  'directory:read',
  /** Reads personal data of users: email addresses and phone numbers. */
  'directory:pii',
  /** Changes the status of queues, and the tags of queues, users, flows and the like. */
  'directory:write',
  /** Changes the status of agents. */
  'agents:write',
] as const;
export type Scope = (typeof scopes)[number];
