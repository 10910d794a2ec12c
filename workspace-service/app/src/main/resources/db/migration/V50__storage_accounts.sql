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
    created                        timestamptz not null
);

create index storage_account_of_group on storage_account (subscription_id, resource_group);

create table file_share (
    id         uuid primary key,
    account_id uuid                  not null references storage_account on delete cascade,
    name       text collate "C"      not null,
    quota_gib  integer               not null,
    etag       text                  not null,
    modified   timestamptz           not null,
    unique (account_id, name)
);
