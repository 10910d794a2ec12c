-- A cluster may have user-assigned identities instead of one of its own.
alter table compute_identity drop constraint compute_identity_pkey;
alter table compute_identity add column identity_key text;   -- ARM id of the identity in lower case
update compute_identity set identity_key = lower(resource_id);
alter table compute_identity alter column identity_key set not null;
alter table compute_identity add primary key (compute_id, identity_key);
