import type {
  DescribePromptCommandInput,
  DescribePromptCommandOutput,
  ListPromptsCommandInput,
  ListPromptsCommandOutput,
} from '@aws-sdk/client-connect';
import { type Answer, describeOf, lastModified, listOf } from '../reads.js';

/** One prompt. */
export const describePrompt = describeOf(
  ({ prompts }) => prompts,
  ({ PromptId }: DescribePromptCommandInput) => PromptId,
  (prompt, instance): Answer<DescribePromptCommandOutput> => ({
    Prompt: {
      PromptId: prompt.id,
      PromptARN: prompt.arn,
      Name: prompt.name,
      Description: prompt.description,
      Tags: prompt.tags,
      ...lastModified(prompt, instance),
    },
  }),
);

/** All prompts, by id and name. */
export const listPrompts = listOf(
  'ListPrompts',
  ({ directory }, _input: ListPromptsCommandInput) => directory.prompts.sorted,
  (page, instance): Answer<ListPromptsCommandOutput> => ({
    PromptSummaryList: page.map((prompt) => ({
      Id: prompt.id,
      Arn: prompt.arn,
      Name: prompt.name,
      ...lastModified(prompt, instance),
    })),
  }),
);
