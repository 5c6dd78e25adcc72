export type TransportFault = 'timeout' | 'connection' | 'name' | 'certificate' | 'proxy' | 'reset' | 'foreign-answer';
