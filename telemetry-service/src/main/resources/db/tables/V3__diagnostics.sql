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

-- Diagnostic settings of any resource; properties are JSON and hold ids only.
create table diagnostic_setting (
    key text primary key,
    id text not null,
    scope_key text not null,
    name text not null,
    properties text not null,
    aside boolean not null default false -- its resource was deleted and may be recovered
);
create index diagnostic_setting_of_scope on diagnostic_setting (scope_key);
