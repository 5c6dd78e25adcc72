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
import { instanceOf, resourceByIdOrArn } from '../../resolve.js';
import type { Answer } from '../reads.js';

/**
 * One view, by id or ARN. Without a qualifier the published one is meant; `:$SAVED` asks for the saved one, published or
 * not, `:$LATEST` or a number for a version. The emulator keeps one content for each view, and none of Amazon's own.
 */
export function describeView(input: DescribeViewCommandInput, world: World): Answer<DescribeViewCommandOutput> {
  const { directory } = instanceOf(world, input.InstanceId);
  const [, id = '', qualifier = '$LATEST'] = /^(.*?)(?::(\$SAVED|\$LATEST|\d+))?$/.exec(input.ViewId ?? '') ?? [];
  const view = resourceByIdOrArn(directory.views, id);
  const isThere = qualifier === '$SAVED' || view.status === 'PUBLISHED';
  if (!isThere || (/^\d/.test(qualifier) && Number(qualifier) !== view.version)) throw notFound();
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

/** The views, "sorted primarily by type, and secondarily by name" (API reference). */
export function listViews(input: ListViewsCommandInput, world: World): Answer<ListViewsCommandOutput> {
  const { directory } = instanceOf(world, input.InstanceId);
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
