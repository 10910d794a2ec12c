-- Keys of the applications that help Azure ML manage compute, wrapped under this service's root keys.
create table support_key (
    application_id text primary key,
    tenant_id text not null,
    wrapped_key bytea not null,
    created timestamptz not null
);
