-- What a compute target of type ComputeInstance is beside one: a machine that is on or off, and its mount of the workspace's file share.
create table compute_instance (
    compute_id text primary key,          -- as in compute_target
    region text not null,
    name_key text not null,               -- in lower case
    state text not null,                  -- Running or Stopped
    creator_id text not null,
    creator_tenant text not null,
    creator_name text not null,
    operation text not null,              -- the last one
    operation_trigger text not null,
    operation_time timestamptz not null,
    idle_seconds bigint,                  -- null: it is never stopped for being idle
    mount_source text not null,           -- the file share
    mount_state text not null,
    mounted timestamptz,                  -- null: it is not
    mount_error text,
    unique (region, name_key)
);
