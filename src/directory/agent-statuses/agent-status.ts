import { Ctx, Directive, Field, Int, ObjectType } from 'type-graphql';
import type { AgentStatusRecord } from '../../connect/directory/directory-records.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfType } from '../../graph/cost/costs.js';
import { directoryCost, NamedEntity } from '../../graph/types/directory-entity.js';
import { referenceResolver, wholeRecord } from '../../graph/types/entity.js';
import { describeEnum, openEnum } from '../../graph/types/open-enum.js';
import { parseArn } from '../../ids/arn.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';

export enum ConnectAgentStatusType {
  ROUTABLE = 'ROUTABLE',
  CUSTOM = 'CUSTOM',
  OFFLINE = 'OFFLINE',
  UNKNOWN = 'UNKNOWN',
}
/** Descriptions of the types, shared with the enum of filters. */
export const agentStatusTypeDescriptions = {
  ROUTABLE: 'Status in which the agent is offered contacts.',
  CUSTOM: 'Status in which the agent is signed in, but is not offered contacts.',
  OFFLINE: 'Status in which the agent is not signed in.',
};
describeEnum(ConnectAgentStatusType, 'ConnectAgentStatusType', 'Type of an agent status.', {
  ...agentStatusTypeDescriptions,
  UNKNOWN: "Type that this schema does not define. See `typeRaw` for Connect's value.",
});

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(directoryCost('agentStatus'))
@ObjectType({ description: 'Agent status: a status that agents can set for themselves.' })
export class ConnectAgentStatus extends NamedEntity<'agentStatus'> {
  protected readonly kind = 'agentStatus';

  @Field(() => ConnectAgentStatusType, { nullable: true, description: 'Type of the status.' })
  type(@Ctx() context: GatewayContext): MaybePromise<ConnectAgentStatusType | null> {
    return this.field('Type', context, (type) => openEnum(ConnectAgentStatusType, type));
  }

  @Field(() => String, { nullable: true, description: 'Type as returned by Connect.' })
  typeRaw(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('Type', context);
  }

  @Field(() => Int, { nullable: true, description: 'Position among the statuses that agents see, from 1.' })
  displayOrder(@Ctx() context: GatewayContext): MaybePromise<number | null> {
    return this.field('DisplayOrder', context);
  }

  @Field(() => String, {
    nullable: true,
    description: 'State as returned by Connect: ENABLED or DISABLED. Agents cannot set a disabled status.',
  })
  state(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('State', context);
  }
}

/** Converts a status of SearchAgentStatuses or DescribeAgentStatus. */
export function agentStatusOf(instanceId: string, record: AgentStatusRecord): ConnectAgentStatus {
  return new ConnectAgentStatus(instanceId, record.AgentStatusId ?? '', wholeRecord(record));
}

/** Returns the status of an ARN; null for ARNs of another type or another instance. */
export function agentStatusOfArn(instanceId: string, arn: string | undefined): ConnectAgentStatus | null {
  const parsed = arn ? parseArn(arn) : null;
  const isStatus = parsed?.kind === 'agentStatus' && parsed.instanceId === instanceId;
  return isStatus ? new ConnectAgentStatus(instanceId, parsed.id) : null;
}

export const agentStatusReference = referenceResolver(
  'agentStatus',
  (instanceId, id) => new ConnectAgentStatus(instanceId, id),
);
