const errors = `
  ... on ConnectError { message retryable }
  ... on ConnectIdempotencyError { clientToken }
  ... on ConnectThrottlingError { retryAfterMs }
  ... on ConnectUnavailableError { retryAfterMs }
  ... on ConnectOutcomeUnknownError { clientToken }`;

/**
 * What clients make at random, named after its operation. A mutation says beside it:
 *
 *   weight           how often it is made, among the others; 1 unless said
 *   takes            the kind of thing in stock that it acts on
 *   input            what is sent, of the thing that was taken
 *   other            another input, which must never be carried out with the same token
 *   isCall           whether a call carries out this input
 *   becomes          the kind or kinds that its thing is after a success; used up unless said
 *   makes            what a success adds to the stock: things by kind
 *   tokenIsConnects  whether Connect keeps its token
 *   subjectOf(Call)  what ties a client's mutation to the ledger's calls: its token, where Connect keeps it, or else what
 *                    it changes
 *   resultOf         the id that only one mutation can have made, where Connect keeps its token
 *   passing          the member of a success with credentials, which are the same in a repeated answer or not in it
 *   absolute         whether it may happen to its subject more than once, since it says how something is to be from now
 *                    on: the verdict then counts how often, and not only whether
 *   readsFirst       whether the gateway reads something before the call: a refusal may then come of that, without a call,
 *                    and leaves the token free
 *   maySayNothing    whether Connect takes it also when all is so already, and then changes nothing
 */
export function mutation(
  operation,
  { selection = 'contactId clientToken', more = '', calls = operation, becomes = [], ...given },
) {
  const name = operation.charAt(0).toLowerCase() + operation.slice(1);
  return {
    operation: calls,
    query: `mutation ($input: ${operation}Input!) { result: ${name}(input: $input) { __typename
      ... on ${operation}Success { ${selection} } ${more} ${errors} } }`,
    weight: 1,
    becomes: [becomes].flat(),
    makes: () => ({}),
    ...given,
  };
}

/** One of which Connect keeps the token. */
export const byToken = {
  tokenIsConnects: true,
  subjectOf: ({ token }) => token,
  subjectOfCall: ({ token }) => token,
  resultOf: ({ contactId }) => contactId,
};

/** One that is about one contact, which its subject is. */
export const aboutContact = {
  tokenIsConnects: false,
  subjectOf: ({ input }) => input.contactId,
  subjectOfCall: ({ input }) => input.ContactId,
  other: (input) => ({ ...input, contactId: `${input.contactId}-other` }),
  isCall: (input, call) => call.ContactId === input.contactId,
};

/**
 * One that gives a contact a value that nothing else has, so that each is a subject of its own, which happens once.
 * @param valueIn the value in an input, and `valueInCall` in a call.
 */
export const marking = (valueIn, valueInCall) => ({
  tokenIsConnects: false,
  subjectOf: ({ input }) => valueIn(input),
  subjectOfCall: ({ input }) => valueInCall(input) ?? 'none',
  isCall: (input, call) => valueInCall(call) === valueIn(input),
});

/** A text that no other mutation has. */
export const unique = (random) => `${random.between(1, 1e9)}-${random.between(1, 1e9)}`;
