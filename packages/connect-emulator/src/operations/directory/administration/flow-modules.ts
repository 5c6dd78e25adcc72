import type {
  DescribeContactFlowModuleCommandInput,
  DescribeContactFlowModuleCommandOutput,
  ListContactFlowModulesCommandInput,
  ListContactFlowModulesCommandOutput,
} from '@aws-sdk/client-connect';
import { type Answer, describeOf, listOf } from '../reads.js';

/** One module. `id:$SAVED` asks for its saved content, which here is the only one. */
export const describeContactFlowModule = describeOf(
  ({ flowModules }) => flowModules,
  ({ ContactFlowModuleId }: DescribeContactFlowModuleCommandInput) => ContactFlowModuleId?.replace(/:\$SAVED$/, ''),
  (module): Answer<DescribeContactFlowModuleCommandOutput> => ({
    ContactFlowModule: {
      Id: module.id,
      Arn: module.arn,
      Name: module.name,
      Description: module.description,
      Content: module.content,
      State: module.state,
      Status: module.status,
      Tags: module.tags,
    },
  }),
);

/** The modules in the wanted state, or in any. */
export const listContactFlowModules = listOf(
  'ListContactFlowModules',
  ({ directory }, { ContactFlowModuleState: wanted }: ListContactFlowModulesCommandInput) =>
    directory.flowModules.sorted.filter(({ state }) => wanted === undefined || state === wanted),
  (page): Answer<ListContactFlowModulesCommandOutput> => ({
    ContactFlowModulesSummaryList: page.map(({ id, arn, name, state }) => ({
      Id: id,
      Arn: arn,
      Name: name,
      State: state,
    })),
  }),
);
