-- Virtual machines as resources of Azure Resource Manager.
create table virtual_machine (
    key text primary key,                 -- ARM id in lower case
    id text not null,
    subscription_id text not null,
    resource_group text not null,
    name text not null,
    location text not null,
    tags text not null,
    vm_id uuid not null,
    content text not null,                -- as given, without secrets
    created_at timestamptz not null
);
create index virtual_machine_of_group on virtual_machine (subscription_id, resource_group);

-- Microsoft.Compute/diskEncryptionSets. The customer's key wraps data_key, which is made at the first use; private keys of identities are wrapped.
create table disk_encryption_set (
    key text primary key,                 -- ARM id in lower case
    id text not null,
    subscription_id text not null,
    resource_group text not null,
    name text not null,
    location text not null,
    tags text not null,
    identities text,
    encryption_type text not null,
    key_url text not null,
    source_vault text,
    rotates boolean not null,
    data_key bytea,
    key_rotated timestamptz,
    created_at timestamptz not null
);
create index disk_encryption_set_of_group on disk_encryption_set (subscription_id, resource_group);

-- Disks of the nodes of managed clusters that have such a set.
create table cluster_disk (
    key text primary key,
    id text not null,
    subscription_id text not null,
    resource_group text not null,
    cluster_key text not null,
    cluster_id text not null,
    set_key text not null references disk_encryption_set (key),
    name text not null,
    location text not null,
    tags text not null,
    os boolean not null,
    size_gb integer not null,
    created_at timestamptz not null
);
create index cluster_disk_of_cluster on cluster_disk (cluster_key);
create index cluster_disk_of_set on cluster_disk (set_key);
create index cluster_disk_of_group on cluster_disk (subscription_id, resource_group);
