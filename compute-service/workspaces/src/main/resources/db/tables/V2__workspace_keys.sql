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

-- Subscriptions that have or had a cluster, and since when the scratch disks of new clusters of workspaces of high business impact are encrypted.
create table scratch_subscription (
    subscription_id text primary key,
    first_cluster   timestamptz,
    encrypted_since timestamptz,
    ticket_approved timestamptz
);

-- What is kept of workspaces lies in partitions: the shared store of Microsoft's subscription is a schema of its own, and so is the dedicated
-- store of each workspace with a customer-managed key, made with the workspace's first document.
create schema run_history_shared;
