-- Managed identities of a workspace: whether it has one of its own, user-assigned ones with wrapped keys (JSON), which of them it
-- acts as, and which of them opens its customer-managed key.
alter table ml_workspace
    add column own_identity boolean not null default true,
    add column user_identities text,
    add column primary_identity text,
    add column key_identity text;
