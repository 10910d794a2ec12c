-- Storage accounts under customer-managed keys. The data key is then wrapped by the customer's key, and the
-- account keys, which are Microsoft's to keep, lie under the service's root key; older rows have them under the data key.
alter table storage_account
    add column identities       text,
    add column key_vault_uri    text,
    add column key_name         text,
    add column key_version      text,
    add column key_identity     text,
    add column key_rotated      timestamptz,
    add column keys_by_root     boolean not null default false;
