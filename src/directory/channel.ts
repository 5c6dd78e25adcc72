export enum ConnectChannel {
  VOICE = 'VOICE',
  CHAT = 'CHAT',
  TASK = 'TASK',
  EMAIL = 'EMAIL',
  UNKNOWN = 'UNKNOWN',
}
