/** Fault of the transport of a call. `foreign-answer` is a response that does not come from Connect. */
export type TransportFault = 'timeout' | 'connection' | 'name' | 'certificate' | 'proxy' | 'reset' | 'foreign-answer';
