-- Encryption scopes of an account, each with a data key of its own, wrapped by the service's root key or the customer's.
create table encryption_scope (
    id                         uuid primary key,
    account_id                 uuid             not null references storage_account on delete cascade,
    name                       text collate "C" not null,
    enabled                    boolean          not null,
    key_uri                    text,
    key_rotated                timestamptz,
    wrapped_data_key           bytea            not null,
    wrapped_infrastructure_key bytea,
    created                    timestamptz      not null,
    modified                   timestamptz      not null,
    unique (account_id, name)
);

-- Where there are none, nobody asks for the scope of a container.
alter table storage_account
    add has_scopes boolean not null default false;

-- Null: the account's key.
alter table blob_container
    add default_scope text,
    add deny_scope_override boolean not null default false;
