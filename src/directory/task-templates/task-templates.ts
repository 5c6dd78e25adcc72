import { Arg, Ctx, Field, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { listTaskTemplates } from '../../connect/reads/read-operations.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, listCost } from '../../graph/cost/costs.js';
import { searchText } from '../../graph/search-text.js';
import { connectionOf, edgeOf } from '../../graph/types/connection.js';
import { AfterArg, FirstArg, IdArg, readDirectory, thingById, thingCost } from '../../graph/types/directory-lists.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectTaskTemplate, taskTemplateOf, taskTemplateOfMetadata } from './task-template.js';

@ObjectType({ description: 'A task template in a list.' })
export class ConnectTaskTemplateEdge extends edgeOf(ConnectTaskTemplate) {}

@ObjectType({ description: 'A page of task templates.' })
export class ConnectTaskTemplateConnection extends connectionOf(ConnectTaskTemplate, ConnectTaskTemplateEdge) {}

@InputType({ description: 'Which task templates: all conditions given must hold.' })
export class ConnectTaskTemplateFilter {
  @Field(() => String, { nullable: true, description: 'With exactly this name; 1 to 100 characters.' })
  name?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that can make tasks, or only those that cannot.' })
  active?: boolean | null;
}

const maxFirst = 100;

@Resolver(() => ConnectInstance)
export class TaskTemplatesResolver {
  @CostOfField(thingCost('taskTemplate'))
  @FieldResolver(() => ConnectTaskTemplate, {
    nullable: true,
    description: 'One task template. Null when this instance has no such template.',
  })
  taskTemplate(
    @Root() instance: ConnectInstance,
    @IdArg('taskTemplate') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectTaskTemplate | null> {
    return thingById('taskTemplate', instance, id, context, taskTemplateOf);
  }

  @CostOfField(listCost('ListTaskTemplates', maxFirst, 'summary'))
  @FieldResolver(() => ConnectTaskTemplateConnection, {
    nullable: true,
    description: 'Task templates by ListTaskTemplates.',
  })
  taskTemplates(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectTaskTemplateFilter, { nullable: true, description: 'All templates when absent.' })
    filter: ConnectTaskTemplateFilter | null | undefined,
    @FirstArg(maxFirst) first: number,
    @AfterArg() after: string | null | undefined,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectTaskTemplateConnection> {
    const Status = filter?.active == null ? undefined : filter.active ? ('ACTIVE' as const) : ('INACTIVE' as const);
    return readDirectory(
      context,
      instance,
      { first, after },
      {
        name: 'taskTemplates',
        query: { Name: searchText('filter.name', filter?.name, 1, 100), Status },
        maxPageSize: maxFirst,
        read: async (connect, input) => {
          const answer = await connect.read(listTaskTemplates, input);
          return { rows: answer.TaskTemplates ?? [], token: answer.NextToken };
        },
        idOf: ({ Id }) => Id,
        nodeOf: taskTemplateOfMetadata,
      },
    );
  }
}
