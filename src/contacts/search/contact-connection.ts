import { Field, Int, ObjectType } from 'type-graphql';
import { connectionOf, edgeOf } from '../../graph/types/connection.js';
import { ConnectContact } from '../contact.js';

@ObjectType({ description: 'A contact in a list.' })
export class ConnectContactEdge extends edgeOf(ConnectContact) {}

@ObjectType({ description: 'A page of contacts.' })
export class ConnectContactConnection extends connectionOf(ConnectContact, ConnectContactEdge) {
  @Field(() => Int, { nullable: true, description: 'How many there are in all; null when Connect does not say.' })
  totalCount!: number | null;
}
