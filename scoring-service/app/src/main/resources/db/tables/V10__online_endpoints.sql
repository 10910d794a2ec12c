-- Online endpoints and their deployments. Their texts and keys are ciphertext under the data key of the workspace's metadata.
create table online_endpoint (
    key text primary key,                 -- ARM id in lower case
    id text not null,
    name text not null,
    parent_key text not null,             -- of the workspace
    location text not null,
    tags bytea not null,
    host_key text not null unique,        -- {name}.{location} in lower case: names are unique in a region
    content bytea not null,               -- as given, without keys
    traffic text not null,
    mirror_traffic text not null,
    identities text,                      -- managed identities, their private keys wrapped
    component_id text,
    high_business_impact boolean not null,
    primary_key bytea not null,
    secondary_key bytea not null,
    system_data bytea not null,
    created_at timestamptz not null
);
create index online_endpoint_workspace on online_endpoint (parent_key);

-- What is asked for stands beside what runs, which goes on while and after a change fails.
create table online_deployment (
    key text primary key,
    id text not null,
    name text not null,
    parent_key text not null references online_endpoint (key) on delete cascade,
    workspace_key text not null,
    location text not null,
    tags bytea not null,
    wanted bytea not null,
    running bytea,
    state text not null,
    error_code text,
    error_message text,
    operation_id text not null,
    system_data bytea not null,
    created_at timestamptz not null
);
create index online_deployment_endpoint on online_deployment (parent_key);
