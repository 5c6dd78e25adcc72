import type {
  DescribeViewCommandInput,
  DescribeViewCommandOutput,
  ListViewsCommandInput,
  ListViewsCommandOutput,
  ViewSummary,
} from '@aws-sdk/client-connect';
import type { View } from '../../../world/administration.js';
import type { World } from '../../../world/world.js';
import { dateOf } from '../../date.js';
import { pageByCount } from '../../paging.js';
import { notFound } from '../../refusal.js';
import { instanceStateOf, resourceByIdOrArn } from '../../resolve.js';
import type { OutputOf } from '../reads.js';

/**
 * Describes one view by id or ARN. An id without a qualifier or with `:$LATEST` names the published version. `:$SAVED`
 * names the saved version (published or not), and a number names that version if it is published. The emulator keeps
 * one content per view and has no AWS managed views.
 */
export function describeView(input: DescribeViewCommandInput, world: World): OutputOf<DescribeViewCommandOutput> {
  const { directory } = instanceStateOf(world, input.InstanceId);
  const [, id = '', qualifier = '$LATEST'] = /^(.*?)(?::(\$SAVED|\$LATEST|\d+))?$/.exec(input.ViewId ?? '') ?? [];
  const view = resourceByIdOrArn(directory.views, id);
  const isVisible = qualifier === '$SAVED' || view.status === 'PUBLISHED';
  if (!isVisible || (/^\d/.test(qualifier) && Number(qualifier) !== view.version)) throw notFound();
  return {
    View: {
      ...summarize(view),
      Version: view.version,
      Content: { InputSchema: view.inputSchema, Template: view.template, Actions: [...view.actions] },
      Tags: view.tags,
      CreatedTime: dateOf(view.createdAt),
      LastModifiedTime: dateOf(view.modifiedAt),
    },
  };
}

/** Lists the views, "sorted primarily by type, and secondarily by name" (API reference). */
export function listViews(input: ListViewsCommandInput, world: World): OutputOf<ListViewsCommandOutput> {
  const { directory } = instanceStateOf(world, input.InstanceId);
  const views = input.Type === 'AWS_MANAGED' ? [] : directory.views.sorted;
  const sorted = [...views].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { page, NextToken } = pageByCount(world, 'ListViews', input, sorted);
  return { ViewsSummaryList: page.map(summarize), NextToken };
}

function summarize(view: View): ViewSummary {
  return {
    Id: view.id,
    Arn: view.arn,
    Name: view.name,
    Type: 'CUSTOMER_MANAGED',
    Status: view.status,
    Description: view.description,
  };
}
