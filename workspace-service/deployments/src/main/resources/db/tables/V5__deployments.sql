-- Template deployments. Templates, parameters and outputs are ciphertext: they may hold secrets.
create table arm_deployment (
    key text primary key,
    id text not null,
    scope_key text not null,
    name text not null,
    location text,
    tags text not null,
    mode text not null,
    state text not null,
    correlation_id text not null,
    operation_id text not null,
    content bytea not null,
    outputs bytea,
    error text,
    template_hash text not null,
    cancel_requested boolean not null,
    started_at timestamptz not null,
    changed_at timestamptz not null
);
create index arm_deployment_of_scope on arm_deployment (scope_key);

-- What a deployment did with each resource; an empty resource_key is its outputs.
create table arm_deployment_step (
    deployment_key text not null references arm_deployment (key) on delete cascade,
    resource_key text not null,
    resource_id text,
    operation_id text not null,
    kind text not null,
    state text not null,
    status_code text,
    error text,
    arm_operation_id text,
    started_at timestamptz not null,
    changed_at timestamptz not null,
    primary key (deployment_key, resource_key)
);
create index arm_deployment_step_under_way on arm_deployment_step (resource_key) where state = 'Running';

-- What was last sent for a resource by a deployment, and how it stood right after: as ciphertext.
create table arm_deployed_resource (
    key text primary key,
    fingerprint bytea not null
);
