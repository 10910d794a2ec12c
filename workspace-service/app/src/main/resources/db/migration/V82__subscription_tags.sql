-- Tags of subscriptions; groups have theirs, resources keep theirs at their providers.
alter table arm_subscription add column tags text not null default '{}';
