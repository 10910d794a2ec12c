-- The tenant of the registry's subscription: service principals of that tenant sign in with their secret. Null in rows of before.
alter table registry add column tenant_id text;
