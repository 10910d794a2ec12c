-- Vaults, active and soft-deleted. Names are unique in all of Azure, whatever subscription.
create table vault (
    id uuid primary key,
    name text not null,
    name_key text not null unique,
    arm_id text not null,
    arm_key text not null unique,
    subscription_id text not null,
    resource_group text not null,
    location text not null,
    tenant_id text not null,
    sku text not null,
    rbac boolean not null,
    access_policies text not null,
    enabled_for_deployment boolean not null,
    enabled_for_disk_encryption boolean not null,
    enabled_for_template_deployment boolean not null,
    retention_days integer not null,
    purge_protection boolean not null,
    network_acls text,
    tags text not null,
    wrapped_data_key bytea not null,
    created_at timestamptz not null,
    deleted_at timestamptz,
    scheduled_purge_at timestamptz,
    -- Enabled or Disabled.
    public_network_access text not null default 'Enabled'
);
create index vault_subscription on vault (subscription_id, resource_group);
