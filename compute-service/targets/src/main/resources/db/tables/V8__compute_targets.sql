-- Compute targets.
create table compute_target (
    compute_id text primary key,          -- ARM id in lower case
    arm_id text not null,
    workspace_id text not null,
    parent_key text not null,             -- of the workspace
    name text not null,
    compute_type text not null,
    location text,
    tags bytea,                           -- ciphertext
    description bytea,                    -- ciphertext
    resource_id text,
    disable_local_auth boolean,
    provisioning_state text not null,
    settings text not null,               -- what its nodes are scaled by
    properties bytea,                     -- ciphertext; the others as given, without secrets
    kept_elsewhere boolean not null default false, -- an SSH account's secret, or a name with its certificate
    min_nodes int not null,
    max_nodes int not null,
    idle_seconds bigint not null,
    created timestamptz not null,
    modified timestamptz not null,
    identity_type text not null,
    -- Why the nodes of a cluster could not be removed; null when they could.
    scale_in_error text,
    -- What the scratch disks of a cluster's nodes are; decided when the cluster is made.
    scratch_disk text not null default 'PLAIN',
    -- Why a cluster did not get the nodes that it needs; null when it did.
    quota_error text,
    -- What keeps the nodes of a cluster in a subnet from being of use; null when nothing does.
    network_error text
);

-- Identities of compute targets, for which only this service can speak: a system-assigned one of its own or user-assigned ones.
create table compute_identity (
    compute_id text not null,             -- ARM id in lower case
    resource_id text not null,
    wrapped_key bytea not null,           -- private key under the root keys
    object_id text not null,
    client_id text not null,
    tenant_id text not null,
    created timestamptz not null,
    identity_key text not null,           -- ARM id of the identity in lower case
    primary key (compute_id, identity_key)
);

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

-- The keys of attached virtual machines and HDInsight clusters: public halves and the names of the private ones in Microsoft's vault.
create table attached_machine (
    secret_name text primary key,
    compute_id text not null,
    host text not null,
    port integer not null,
    username text not null,
    host_key text not null,
    public_key text not null,
    replaced boolean not null default false,
    attached timestamptz not null
);
create unique index attached_machine_current on attached_machine (compute_id) where not replaced;
create index attached_machine_compute on attached_machine (compute_id);

-- Keys of the applications that help Azure ML manage compute, wrapped under this service's root keys.
create table support_key (
    application_id text primary key,
    tenant_id text not null,
    wrapped_key bytea not null,
    created timestamptz not null
);
