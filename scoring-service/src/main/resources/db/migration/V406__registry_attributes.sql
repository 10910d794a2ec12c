-- What Azure's own API of a registry shows and lets change: repositories, times, locks; and the retention of untagged manifests.
create table registry_repository (
    id text primary key,
    registry_id uuid not null references registry (id) on delete cascade,
    repository text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    delete_enabled boolean not null default true,
    write_enabled boolean not null default true,
    list_enabled boolean not null default true,
    read_enabled boolean not null default true,
    unique (registry_id, repository)
);

insert into registry_repository (id, registry_id, repository, created_at, updated_at)
select registry_id || '/' || repository, registry_id, repository, min(created_at), max(created_at)
from registry_manifest group by registry_id, repository;

alter table registry_manifest
    add column updated_at timestamptz,
    add column untagged_at timestamptz,
    add column architecture text,
    add column os text,
    add column config_media_type text,
    add column image_size bigint,
    add column delete_enabled boolean not null default true,
    add column write_enabled boolean not null default true,
    add column list_enabled boolean not null default true,
    add column read_enabled boolean not null default true;
update registry_manifest m set updated_at = created_at,
    untagged_at = case when exists (select 1 from registry_tag t
        where t.registry_id = m.registry_id and t.repository = m.repository and t.digest = m.digest) then null else created_at end;
alter table registry_manifest alter column updated_at set not null;

alter table registry_tag
    add column created_at timestamptz,
    add column delete_enabled boolean not null default true,
    add column write_enabled boolean not null default true,
    add column list_enabled boolean not null default true,
    add column read_enabled boolean not null default true;
update registry_tag set created_at = updated_at;
alter table registry_tag alter column created_at set not null;

alter table registry
    add column retention_enabled boolean not null default false,
    add column retention_days int not null default 7,
    add column retention_updated timestamptz;
