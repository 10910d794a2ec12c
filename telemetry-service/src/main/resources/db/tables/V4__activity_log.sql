-- Azure's activity log; the columns beside the event are those that can be filtered by.
create table activity_event (
    event_id text primary key,
    subscription_id text not null,
    occurred_at timestamptz not null,
    resource_group_key text,
    resource_provider_key text,
    resource_key text,
    correlation_id text,
    caller_key text,
    status_key text,
    event text not null,
    level_key text
);
create index activity_event_newest on activity_event (subscription_id, occurred_at desc, event_id desc);
