-- Registries under customer-managed keys. The data key is then wrapped by the customer's key; the admin's passwords,
-- which are not content, lie under the service's root key; older rows have them under the data key.
alter table registry
    add column identities        text,
    add column key_identifier    text,
    add column key_identity      text,
    add column key_rotated       timestamptz,
    add column passwords_by_root boolean not null default false;
