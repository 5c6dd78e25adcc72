import type {
  DescribePromptCommandInput,
  DescribePromptCommandOutput,
  ListPromptsCommandInput,
  ListPromptsCommandOutput,
} from '@aws-sdk/client-connect';
import { describeOf, lastModified, listOf, type OutputOf } from '../reads.js';

/** Describes one prompt. */
export const describePrompt = describeOf(
  ({ prompts }) => prompts,
  ({ PromptId }: DescribePromptCommandInput) => PromptId,
  (prompt, state): OutputOf<DescribePromptCommandOutput> => ({
    Prompt: {
      PromptId: prompt.id,
      PromptARN: prompt.arn,
      Name: prompt.name,
      Description: prompt.description,
      Tags: prompt.tags,
      ...lastModified(prompt, state),
    },
  }),
);

/** Lists all prompts with id and name. */
export const listPrompts = listOf(
  'ListPrompts',
  ({ directory }, _input: ListPromptsCommandInput) => directory.prompts.sorted,
  (page, state): OutputOf<ListPromptsCommandOutput> => ({
    PromptSummaryList: page.map((prompt) => ({
      Id: prompt.id,
      Arn: prompt.arn,
      Name: prompt.name,
      ...lastModified(prompt, state),
    })),
  }),
);
