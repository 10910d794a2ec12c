-- Application Insights components.
create table component (
    id uuid primary key,
    name text not null,
    arm_id text not null,
    arm_key text not null unique,
    subscription_id text not null,
    resource_group_key text not null,
    location text not null,
    kind text not null,
    application_type text not null,
    app_id uuid not null unique,
    instrumentation_key uuid not null unique,
    retention_days integer not null,
    properties text not null,
    tags text not null,
    wrapped_data_key bytea not null,
    created_at timestamptz not null
);
create index component_subscription on component (subscription_id, resource_group_key);

-- Rows of a component's tables (item_type request, trace). details is ciphertext under the component's
-- data key: name, url, custom dimensions; so these are filtered in memory.
create table telemetry_item (
    event_id text primary key,
    component_id uuid not null references component (id) on delete cascade,
    item_type text not null,
    occurred_at timestamptz not null,
    details bytea not null
);
create index telemetry_item_newest on telemetry_item (component_id, item_type, occurred_at desc, event_id desc);

-- Microsoft's own diagnostics store: no payload, no identity, ciphertext under the store's key.
create table diagnostic_record (
    event_id text primary key,
    occurred_at timestamptz not null,
    details bytea not null
);
create index diagnostic_record_newest on diagnostic_record (occurred_at desc, event_id desc);

-- Data keys of stores that belong to no component, wrapped under the service's root key.
create table store_key (
    name text primary key,
    wrapped_data_key bytea not null
);

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
    event text not null
);
create index activity_event_newest on activity_event (subscription_id, occurred_at desc, event_id desc);
