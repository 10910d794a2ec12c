-- A claim lasts as long as its request, so a crash of the database may take it.
alter table resource_claim set unlogged;
