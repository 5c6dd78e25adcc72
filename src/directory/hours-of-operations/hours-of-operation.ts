import type { HoursOfOperationTimeSlice } from '@aws-sdk/client-connect';
import { Ctx, Directive, Field, Int, ObjectType } from 'type-graphql';
import type { HoursOfOperationRecord } from '../../connect/directory/directory-records.js';
import type { GatewayContext } from '../../graph/context.js';
import { CostOfField, CostOfType, upToCost } from '../../graph/cost/costs.js';
import { directoryCost, NamedEntity } from '../../graph/types/directory-entity.js';
import { referenceResolver, wholeRecord } from '../../graph/types/entity.js';
import { describeEnum, openEnum } from '../../graph/types/open-enum.js';
import type { MaybePromise } from '../../lib/maybe-promise.js';

export enum ConnectDayOfWeek {
  SUNDAY = 'SUNDAY',
  MONDAY = 'MONDAY',
  TUESDAY = 'TUESDAY',
  WEDNESDAY = 'WEDNESDAY',
  THURSDAY = 'THURSDAY',
  FRIDAY = 'FRIDAY',
  SATURDAY = 'SATURDAY',
  UNKNOWN = 'UNKNOWN',
}
describeEnum(ConnectDayOfWeek, 'ConnectDayOfWeek', 'Day of the week.', {
  SUNDAY: 'Sunday.',
  MONDAY: 'Monday.',
  TUESDAY: 'Tuesday.',
  WEDNESDAY: 'Wednesday.',
  THURSDAY: 'Thursday.',
  FRIDAY: 'Friday.',
  SATURDAY: 'Saturday.',
  UNKNOWN: "Day that this schema does not define. See `dayRaw` for Connect's value.",
});

@ObjectType({ description: 'Time of day, in the time zone of the hours of operation.' })
export class ConnectTimeOfDay {
  @Field(() => Int, { nullable: true, description: 'Hour, 0 to 23.' })
  hours!: number | null;

  @Field(() => Int, { nullable: true, description: 'Minute, 0 to 59.' })
  minutes!: number | null;
}

@ObjectType({ description: 'Period of the week in which the contact centre is open.' })
export class ConnectOpenHours {
  @Field(() => ConnectDayOfWeek, { nullable: true, description: 'Day of the week.' })
  day!: ConnectDayOfWeek | null;

  @Field(() => String, { nullable: true, description: 'Day as returned by Connect.' })
  dayRaw!: string | null;

  @Field(() => ConnectTimeOfDay, { nullable: true, description: 'Opening time.' })
  opens!: ConnectTimeOfDay | null;

  @Field(() => ConnectTimeOfDay, { nullable: true, description: 'Closing time.' })
  closes!: ConnectTimeOfDay | null;
}

/** Assumed maximum for the cost estimate of a query. The service model has no limit. */
const maxParents = 10;

@Directive('@key(fields: "arn")')
@Directive('@key(fields: "instanceId id")')
@Directive('@key(fields: "id")')
@CostOfType(directoryCost('hoursOfOperation'))
@ObjectType({ description: 'Hours of operation: the times at which queues are open.' })
export class ConnectHoursOfOperation extends NamedEntity<'hoursOfOperation'> {
  protected readonly kind = 'hoursOfOperation';

  @Field(() => String, { nullable: true, description: 'Time zone, such as Europe/Berlin.' })
  timeZone(@Ctx() context: GatewayContext): MaybePromise<string | null> {
    return this.field('TimeZone', context);
  }

  @Field(() => [ConnectOpenHours], {
    nullable: true,
    description: 'Opening periods of the week. A day without a period is closed.',
  })
  openHours(@Ctx() context: GatewayContext): MaybePromise<ConnectOpenHours[] | null> {
    return this.field('Config', context, (config) =>
      (config ?? []).map(({ Day, StartTime, EndTime }) => ({
        day: openEnum(ConnectDayOfWeek, Day),
        dayRaw: Day ?? null,
        opens: timeOfDay(StartTime),
        closes: timeOfDay(EndTime),
      })),
    );
  }

  @CostOfField(upToCost(maxParents))
  @Field(() => [ConnectHoursOfOperation], {
    nullable: true,
    description: 'Parent hours of operation, from which these hours of operation inherit overrides.',
  })
  parents(@Ctx() context: GatewayContext): MaybePromise<ConnectHoursOfOperation[] | null> {
    return this.field('ParentHoursOfOperations', context, (parents) =>
      (parents ?? []).flatMap(({ Id }) => (Id ? [new ConnectHoursOfOperation(this.instanceId, Id)] : [])),
    );
  }
}

function timeOfDay(time: HoursOfOperationTimeSlice | undefined): ConnectTimeOfDay | null {
  return time ? { hours: time.Hours ?? null, minutes: time.Minutes ?? null } : null;
}

/** Converts a record of SearchHoursOfOperations or DescribeHoursOfOperation. */
export function hoursOfOperationOf(instanceId: string, record: HoursOfOperationRecord): ConnectHoursOfOperation {
  return new ConnectHoursOfOperation(instanceId, record.HoursOfOperationId ?? '', wholeRecord(record));
}

export const hoursOfOperationReference = referenceResolver(
  'hoursOfOperation',
  (instanceId, id) => new ConnectHoursOfOperation(instanceId, id),
);
