import type {
  DescribeContactFlowModuleCommandInput,
  DescribeContactFlowModuleCommandOutput,
  ListContactFlowModulesCommandInput,
  ListContactFlowModulesCommandOutput,
} from '@aws-sdk/client-connect';
import { describeOf, listOf, type OutputOf } from '../reads.js';

/** Describes one flow module. `id:$SAVED` names its saved content, the only content that the emulator keeps. */
export const describeContactFlowModule = describeOf(
  ({ flowModules }) => flowModules,
  ({ ContactFlowModuleId }: DescribeContactFlowModuleCommandInput) => ContactFlowModuleId?.replace(/:\$SAVED$/, ''),
  (module): OutputOf<DescribeContactFlowModuleCommandOutput> => ({
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

/** Lists the flow modules, optionally only those in one state. */
export const listContactFlowModules = listOf(
  'ListContactFlowModules',
  ({ directory }, { ContactFlowModuleState: wanted }: ListContactFlowModulesCommandInput) =>
    directory.flowModules.sorted.filter(({ state }) => wanted === undefined || state === wanted),
  (page): OutputOf<ListContactFlowModulesCommandOutput> => ({
    ContactFlowModulesSummaryList: page.map(({ id, arn, name, state }) => ({
      Id: id,
      Arn: arn,
      Name: name,
      State: state,
    })),
  }),
);
