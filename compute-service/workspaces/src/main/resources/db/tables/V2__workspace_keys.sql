-- Data keys of workspaces.
create table workspace_key (
    workspace_id text primary key,
    wrapped bytea not null,
    created timestamptz not null,
    -- Workspaces with a customer-managed key: their data key is wrapped by it.
    arm_id         text,
    key_identifier text,
    rotated        timestamptz,
    -- The user-assigned identity that opens a workspace's customer-managed key; null for Azure Cosmos DB's application.
    key_identity text
);

-- Workspaces of high business impact: what Microsoft's own environment keeps of their runs while they wait and run is encrypted once
-- more, under a data key of its own.
create table scratch_key (
    workspace_id text primary key,
    arm_id       text        not null,
    wrapped      bytea       not null,
    created      timestamptz not null
);

-- Keys of the applications that help Azure ML manage compute, wrapped under this service's root keys.
create table support_key (
    application_id text primary key,
    tenant_id text not null,
    wrapped_key bytea not null,
    created timestamptz not null
);
