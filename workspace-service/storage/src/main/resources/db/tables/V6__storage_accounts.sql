-- Microsoft.Storage/storageAccounts. The data key is wrapped by the service's root key; both account
-- keys and everything stored in the account are ciphertext under the data key.
create table storage_account (
    id                             uuid primary key,
    name                           text        not null unique,
    arm_id                         text        not null,
    arm_id_key                     text        not null unique,
    subscription_id                text        not null,
    resource_group                 text        not null,
    tenant_id                      text        not null,
    location                       text        not null,
    kind                           text        not null,
    sku                            text        not null,
    tags                           text        not null,
    access_tier                    text,
    allow_shared_key_access        boolean     not null,
    allow_blob_public_access       boolean     not null,
    allow_cross_tenant_replication boolean     not null,
    default_to_oauth               boolean     not null,
    large_file_shares_state        text,
    minimum_tls_version            text        not null,
    wrapped_data_key               bytea       not null,
    key1                           bytea       not null,
    key1_created                   timestamptz not null,
    key2                           bytea       not null,
    key2_created                   timestamptz not null,
    created_at                     timestamptz not null,
    -- What a storage account lets in: its firewall, and the secret that user delegation keys are derived from (ciphertext, made at
    -- first use).
    network_default_action text not null default 'Allow',
    network_bypass text not null default 'AzureServices',
    ip_rules text not null default '',
    public_network_access text not null default 'Enabled',
    delegation_secret bytea,
    service_properties text,
    -- Storage accounts under customer-managed keys. The data key is then wrapped by the customer's key, and the
    -- account keys, which are Microsoft's to keep, lie under the service's root key; older rows have them under the data key.
    identities       text,
    key_vault_uri    text,
    key_name         text,
    key_version      text,
    key_identity     text,
    key_rotated      timestamptz,
    keys_by_root     boolean not null default false,
    -- For how many days deleted blobs and containers are kept; null: not at all.
    blob_retention_days integer,
    container_retention_days integer,
    -- Where there are none, nobody asks for the scope of a container.
    has_scopes boolean not null default false,
    -- Whether an account's blobs keep their previous versions: NEVER (it never did, so that nobody looks for any), OFF or ON.
    versioning text not null default 'NEVER',
    -- Whether soft-deleted snapshots and versions of an account may be deleted for good.
    allow_permanent_delete boolean not null default false,
    -- Rules of the Blob service for pages of other origins, as JSON; null: none.
    cors_rules text
);
create index storage_account_of_group on storage_account (subscription_id, resource_group);

-- Encryption scopes of an account, each with a data key of its own, wrapped by the service's root key or the customer's.
create table encryption_scope (
    id                         uuid primary key,
    arm_id                     text             not null,
    arm_id_key                 text             not null unique,
    parent_key                 text             not null,
    account_id                 uuid             not null references storage_account on delete cascade,
    name                       text collate "C" not null,
    enabled                    boolean          not null,
    key_uri                    text,
    key_rotated                timestamptz,
    wrapped_data_key           bytea            not null,
    wrapped_infrastructure_key bytea,
    created_at                 timestamptz      not null,
    modified                   timestamptz      not null,
    unique (account_id, name)
);

-- The data key under each key that a client of an account's blobs provides, wrapped by that key, of which the hash alone is kept.
create table client_key (
    account_id uuid        not null references storage_account on delete cascade,
    key_sha256 text        not null,
    wrapped    bytea       not null,
    used       timestamptz not null,
    primary key (account_id, key_sha256)
);

create table file_share (
    id         uuid primary key,
    account_id uuid                  not null references storage_account on delete cascade,
    name       text collate "C"      not null,
    quota_gib  integer               not null,
    etag       text                  not null,
    modified   timestamptz           not null,
    metadata bytea,
    policies text,
    unique (account_id, name)
);
