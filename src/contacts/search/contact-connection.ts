import { Field, Int, ObjectType } from 'type-graphql';
import { connectionOf, edgeOf } from '../../graph/types/connection.js';
import { ConnectContact } from '../contact.js';

@ObjectType({ description: 'Contact in a list, with its cursor.' })
export class ConnectContactEdge extends edgeOf(ConnectContact) {}

@ObjectType({ description: 'Page of contacts.' })
export class ConnectContactConnection extends connectionOf(ConnectContact, ConnectContactEdge) {
  @Field(() => Int, { nullable: true, description: 'Total number of contacts. Null if Connect does not return it.' })
  totalCount!: number | null;
}
