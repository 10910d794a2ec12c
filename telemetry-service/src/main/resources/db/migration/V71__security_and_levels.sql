-- Azure Defender's plans, and what the activity log can be filtered by beside the rest.
create table security_pricing (
    key text primary key,
    subscription_id text not null,
    name text not null,
    tier text not null,
    changed_at timestamptz not null
);

alter table activity_event add column level_key text;
