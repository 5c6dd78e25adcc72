/** Where the messages of chats may be sent. */
export const topicArn = 'arn:aws:sns:us-east-1:111122223333:messages';

/**
 * Where chats may be processed: one for each mutation, which is found again by it, and a last one for inputs that must not
 * be carried out. As many as one variable of the environment holds; a run of an hour uses about half of them.
 */
export const processorArns = Array.from(
  { length: 2_000 },
  (_, index) => `arn:aws:lambda:us-east-1:111122223333:function:p${index}`,
);
