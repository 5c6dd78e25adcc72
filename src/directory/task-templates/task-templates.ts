import { Arg, Ctx, Field, FieldResolver, InputType, ObjectType, Resolver, Root } from 'type-graphql';
import { listTaskTemplates } from '../../connect/reads/read-operations.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, listCost } from '../../graph/cost/costs.js';
import { searchText } from '../../graph/search-text.js';
import { connectionOf, edgeOf } from '../../graph/types/connection.js';
import {
  AfterArg,
  FirstArg,
  IdArg,
  readDirectory,
  resourceById,
  resourceByIdCost,
} from '../../graph/types/directory-lists.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';
import { ConnectInstance } from '../instances/instance.js';
import { ConnectTaskTemplate, taskTemplateOf, taskTemplateOfMetadata } from './task-template.js';

@ObjectType({ description: 'Task template in a list, with its cursor.' })
export class ConnectTaskTemplateEdge extends edgeOf(ConnectTaskTemplate) {}

@ObjectType({ description: 'Page of task templates.' })
export class ConnectTaskTemplateConnection extends connectionOf(ConnectTaskTemplate, ConnectTaskTemplateEdge) {}

@InputType({ description: 'Filter for task templates. All given conditions must hold.' })
export class ConnectTaskTemplateFilter {
  @Field(() => String, { nullable: true, description: 'Exact name of the template, 1 to 100 characters.' })
  name?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for active templates only, false for inactive templates only.',
  })
  active?: boolean | null;
}

const maxFirst = 100;

@Resolver(() => ConnectInstance)
export class TaskTemplatesResolver {
  @CostOfField(resourceByIdCost('taskTemplate'))
  @FieldResolver(() => ConnectTaskTemplate, {
    nullable: true,
    description: 'Task template with the given id. Null if the instance has no such template.',
  })
  taskTemplate(
    @Root() instance: ConnectInstance,
    @IdArg('taskTemplate') id: string,
    @Ctx() context: GatewayContext,
  ): MaybePromise<ConnectTaskTemplate | null> {
    return resourceById('taskTemplate', instance, id, context, taskTemplateOf);
  }

  @CostOfField(listCost('ListTaskTemplates', maxFirst, 'summary'))
  @FieldResolver(() => ConnectTaskTemplateConnection, {
    nullable: true,
    description: 'Task templates of the instance, read with ListTaskTemplates.',
  })
  taskTemplates(
    @Root() instance: ConnectInstance,
    @Arg('filter', () => ConnectTaskTemplateFilter, {
      nullable: true,
      description: 'Conditions that the templates meet. Defaults to all templates.',
    })
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
          const output = await connect.read(listTaskTemplates, input);
          return { rows: output.TaskTemplates ?? [], token: output.NextToken };
        },
        idOf: ({ Id }) => Id,
        nodeOf: taskTemplateOfMetadata,
      },
    );
  }
}
