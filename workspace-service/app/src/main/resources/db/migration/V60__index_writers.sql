-- How many requests are asking a provider to write a resource: the row of a refused one may only go
-- when no other is still being answered.
alter table indexed_resource add column writers integer not null default 0;
