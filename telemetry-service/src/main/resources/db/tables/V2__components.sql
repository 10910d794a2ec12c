-- Application Insights components.
create table component (
    key text primary key,
    id text not null,
    component_id uuid not null unique,
    name text not null,
    subscription_id text not null,
    resource_group text not null,
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
create index component_subscription on component (subscription_id, resource_group);

-- Rows of a component's tables (item_type request, trace). details is ciphertext under the component's
-- data key: name, url, custom dimensions; so these are filtered in memory.
create table telemetry_item (
    event_id text primary key,
    component_id uuid not null references component (component_id) on delete cascade,
    item_type text not null,
    occurred_at timestamptz not null,
    details bytea not null
);
create index telemetry_item_newest on telemetry_item (component_id, item_type, occurred_at desc, event_id desc);
