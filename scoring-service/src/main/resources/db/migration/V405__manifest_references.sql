-- What each manifest refers to, so that content that nothing refers to can be found, and what a manifest is about (referrers).
-- Rows of before are read once in the background, which sets "indexed".
alter table registry_manifest add column subject text;
alter table registry_manifest add column artifact_type text;
alter table registry_manifest add column indexed boolean not null default false;
create index registry_manifest_subject on registry_manifest (registry_id, repository, subject) where subject is not null;
create index registry_manifest_unindexed on registry_manifest (registry_id) where not indexed;

create table registry_reference (
    manifest_id text not null references registry_manifest (id) on delete cascade,
    registry_id uuid not null references registry (id) on delete cascade,
    repository text not null,
    digest text not null,
    primary key (manifest_id, digest)
);
create index registry_reference_digest on registry_reference (registry_id, repository, digest);

create index registry_upload_created on registry_upload (created_at);
